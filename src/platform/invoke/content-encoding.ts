/** Bodies that come compressed. */
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from "node:zlib";
import { MAX_BODY_BYTES } from "../limits.ts";
import { BodyTooLarge } from "./read-body.ts";

/** RFC 9110, content codings; `x-gzip` is its old name for `gzip`. */
const CODINGS: ReadonlyMap<string, (bytes: Uint8Array) => Buffer> = new Map([
  ["gzip", (bytes) => gunzipSync(bytes, LIMIT)],
  ["x-gzip", (bytes) => gunzipSync(bytes, LIMIT)],
  ["br", (bytes) => brotliDecompressSync(bytes, LIMIT)],
  // Some services send deflate without the frame that the standard asks for.
  [
    "deflate",
    (bytes) => ((bytes[0] ?? 0) % 16 === 8 ? inflateSync(bytes, LIMIT) : inflateRawSync(bytes, LIMIT)),
  ],
]);

const LIMIT = { maxOutputLength: MAX_BODY_BYTES };

/**
 * The bytes of a body as the service meant them, and its headers without what tells of compression. A flow never sees
 * compressed JSON (inferred: connectors of services that always compress work). A backend made with `fetch` hands on a body that
 * is decompressed already under the header of the compressed one: what cannot be decompressed is taken as it is.
 * @throws {BodyTooLarge}
 */
export function decompressed(bytes: Uint8Array, headers: Headers): Uint8Array {
  const codings = (headers.get("content-encoding") ?? "").toLowerCase().split(/\s*,\s*/);
  if (!codings.some((coding) => CODINGS.has(coding))) return bytes;
  headers.delete("content-encoding");
  headers.delete("content-length");
  let found = bytes;
  // The coding that was applied last is undone first.
  for (const coding of codings.reverse()) {
    const decode = CODINGS.get(coding);
    if (!decode) continue;
    try {
      found = decode(found);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") throw new BodyTooLarge();
      return found;
    }
  }
  return found;
}
