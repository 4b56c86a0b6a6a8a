/** Where a name leads, and whether that is this machine. */
import { lookup } from "node:dns/promises";
import { addressKind } from "./address.ts";

/** Looks up a name; every address it has. */
export type Resolve = (host: string) => Promise<string[]>;

export const resolveName: Resolve = async (host) =>
  (await lookup(host, { all: true })).map(({ address }) => address);

/** Whether there are addresses, and all are loopback: one stray is enough for a caller to be led elsewhere. */
export function allLoopback(addresses: readonly string[]): boolean {
  return addresses.length > 0 && addresses.every((address) => addressKind(address) === "loopback");
}
