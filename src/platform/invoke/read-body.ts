/** Reading bodies: never more than the limit, and as the value that a flow sees. */
import type { JsonValue } from "../../json/values.ts";
import { MAX_BODY_BYTES } from "../limits.ts";

export class BodyTooLarge extends Error {
  override name = "BodyTooLarge";

  constructor() {
    super(`the body has more than ${MAX_BODY_BYTES / 1024 / 1024} MB; no more is read`);
  }
}

/** All bytes of a body. @throws {BodyTooLarge} as soon as it is; the rest is not read */
export async function readBytes(message: Request | Response): Promise<Uint8Array | undefined> {
  const declared = Number(message.headers.get("content-length") ?? 0);
  if (declared > MAX_BODY_BYTES) {
    await message.body?.cancel().catch(() => undefined);
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
 * A body as a value: JSON where the content type says so; text for other texts; anything else as
 * `{ "$content-type", "$content" }` with base64 (sourced: how Logic Apps holds what is not JSON).
 * `broken` is what claims to be JSON and is not.
 */
export function readValue(bytes: Uint8Array, contentType: string | null): ReadValue {
  const type = (contentType ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  const json = /(^|[/+])json$/.test(type);
  if (
    json ||
    type === "" ||
    type.startsWith("text/") ||
    type.endsWith("xml") ||
    type.endsWith("x-www-form-urlencoded")
  ) {
    const text = new TextDecoder().decode(bytes);
    if (!json && type !== "") return { kind: "text", value: text };
    try {
      return { kind: "json", value: JSON.parse(text) as JsonValue };
    } catch {
      return json ? { kind: "broken", text } : { kind: "text", value: text };
    }
  }
  return {
    kind: "binary",
    value: { "$content-type": contentType ?? type, $content: Buffer.from(bytes).toString("base64") },
  };
}
