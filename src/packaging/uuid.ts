/** Ids that stay the same: the platform updates what it finds under an id and adds a second one beside it otherwise. */
import { createHash } from "node:crypto";

/** Our own namespace, made once; every id of every package hangs on it, so it never changes. (Chosen.) */
const NAMESPACE = "5d0bb0c4-3e5f-4a63-9c1e-6b0d2f8a71e9";

/** UUID version 5 (RFC 9562, 5.5) of a name, lower case. */
export function uuid(name: string): string {
  const hash = createHash("sha1")
    .update(Buffer.from(NAMESPACE.replaceAll("-", ""), "hex"))
    .update(name, "utf8");
  const bytes = hash.digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
