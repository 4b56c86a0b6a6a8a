/** Which addresses the gateway calls. Judged by the address alone: nothing is looked up here. */
import { hostKind } from "../machine/network/address.ts";

/** Why a URL must not be called, or undefined if it may. Loopback is allowed: that is where tests and mocks live. */
export function refusalOf(url: URL): string | undefined {
  if (url.protocol !== "https:" && url.protocol !== "http:")
    return `the scheme "${url.protocol.replace(":", "")}" is not http or https`;
  if (url.username || url.password) return "the address carries a user name or password";
  const kind = hostKind(url.hostname);
  if (kind === "metadata") return `${url.hostname} is a cloud metadata address`;
  if (kind === "private") return `${url.hostname} is an address of a private network`;
  return undefined;
}
