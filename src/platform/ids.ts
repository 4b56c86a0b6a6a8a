/** Identifiers and chance: repeatable with a seed, random without. */
import { createHash, randomBytes } from "node:crypto";

export interface Ids {
  /** `length` hexadecimal digits, at most 64. */
  hex(length: number): string;
  /** A GUID. */
  guid(): string;
  /** A number from 0 up to 1. */
  random(): number;
  /** The key that callback addresses are signed with. */
  key(): Buffer;
}

export function createIds(seed: string | undefined): Ids {
  let count = 0;
  const bytes = (): Buffer =>
    seed === undefined ? randomBytes(32) : createHash("sha256").update(`${seed}/${count++}`).digest();
  return {
    hex: (length) => bytes().toString("hex").slice(0, length),
    guid() {
      const hex = bytes().toString("hex");
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
    },
    random: () => bytes().readUInt32BE(0) / 2 ** 32,
    key: bytes,
  };
}
