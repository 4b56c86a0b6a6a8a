/** Reading bodies: never more than the limit, and as the value that a flow sees. */
import { parseExact } from "../../json/exact-numbers.ts";
import { InputError } from "../../json/problem.ts";
import type { JsonValue } from "../../json/values.ts";
import { MAX_BODY_BYTES } from "../limits.ts";
import { contentOf, decodeText, mediaType, NO_TYPE } from "./content.ts";

export class BodyTooLarge extends Error {
  override name = "BodyTooLarge";

  constructor() {
    super(`the body has more than ${MAX_BODY_BYTES / 1024 / 1024} MB; no more is read`);
  }
}

/** All bytes of a body. @throws {BodyTooLarge} as soon as it is; the rest is not read */
export async function readBytes(message: Request | Response): Promise<Uint8Array | undefined> {
  const declared = Number(message.headers.get("content-length") ?? 0);
  // An answer to HEAD declares what it does not have.
  if (declared > MAX_BODY_BYTES && message.body) {
    await message.body.cancel().catch(() => undefined);
    throw new BodyTooLarge();
  }
  if (!message.body) return undefined;
  const reader = message.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > MAX_BODY_BYTES) {
      await reader.cancel().catch(() => undefined);
      throw new BodyTooLarge();
    }
    chunks.push(value);
  }
  if (size === 0) return undefined;
  return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
}

export type ReadValue =
  | { kind: "json" | "text" | "binary"; value: JsonValue }
  | { kind: "broken"; text: string };

/**
 * A body as the value that a flow sees (sourced: Logic Apps, content types).
 * - `application/json` and `+json`: parsed; whole numbers keep all their digits.
 * - `text/plain`: a text, in the charset that is named.
 * - Everything else, other texts, XML and forms included: `{ "$content-type", "$content" }`. That HTML comes as a text has
 *   been seen, too; the documentation says "isn't plain text or JSON".
 * - No content type: bytes, not parsed; a flow casts them with `json()` or `string()` (sourced).
 *
 * `broken` is what claims to be JSON and is not.
 * @throws {InputError} `too-deep`
 */
export function readValue(bytes: Uint8Array, contentType: string | null): ReadValue {
  const type = mediaType(contentType);
  if (/(^|[/+])json$/.test(type)) {
    const text = decodeText(bytes, contentType);
    try {
      return { kind: "json", value: parseExact(text) };
    } catch (error) {
      if (error instanceof InputError) throw error;
      return { kind: "broken", text };
    }
  }
  if (type === "text/plain") return { kind: "text", value: decodeText(bytes, contentType) };
  return { kind: "binary", value: contentOf(bytes, contentType?.trim() || NO_TYPE) };
}
