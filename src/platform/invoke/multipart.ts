/** Reading forms: url-encoded fields, and the parts of a multipart body (RFC 7578). */
import type { JsonObject, JsonValue } from "../../json/values.ts";

/** More parts are no honest form; the rest is left out. Chosen. */
const MAX_PARTS = 1_000;

/** `$formdata`: the fields of a form in their order. */
export function formFields(bytes: Uint8Array): JsonObject[] {
  const fields = [...new URLSearchParams(new TextDecoder().decode(bytes))];
  return fields.slice(0, MAX_PARTS).map(([key, value]) => ({ key, value }));
}

/**
 * `$multipart`: headers and body of each part; undefined if the body is not what its content type says.
 * A part of type text/plain, or without a type, is a text; any other holds its bytes (observed of Logic Apps).
 */
export function multipartParts(
  bytes: Uint8Array,
  contentType: string,
  contentOf: (bytes: Uint8Array, contentType: string) => JsonObject,
): JsonObject[] | undefined {
  const named = /;\s*boundary\s*=\s*(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const boundary = named?.[1] ?? named?.[2];
  if (!boundary) return undefined;
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const mark = Buffer.from(`--${boundary}`);
  const parts: JsonObject[] = [];
  let at = body.indexOf(mark);
  while (at >= 0 && parts.length < MAX_PARTS) {
    const from = at + mark.length;
    if (body.subarray(from, from + 2).toString("latin1") === "--") return parts;
    const next = body.indexOf(mark, from);
    if (next < 0) return undefined;
    const part = partOf(body.subarray(from + 2, Math.max(from + 2, next - 2)), contentOf);
    if (part) parts.push(part);
    at = next;
  }
  return undefined;
}

function partOf(
  part: Buffer,
  contentOf: (bytes: Uint8Array, contentType: string) => JsonObject,
): JsonObject | undefined {
  const end = part.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const headers = new Map<string, string>();
  for (const line of part.subarray(0, end).toString("utf8").split("\r\n")) {
    const colon = line.indexOf(":");
    if (colon > 0) headers.set(line.slice(0, colon).trim(), line.slice(colon + 1).trim());
  }
  const bytes = part.subarray(end + 4);
  const type = [...headers].find(([name]) => name.toLowerCase() === "content-type")?.[1];
  const isText = type === undefined || /^text\/plain\b/i.test(type);
  const body: JsonValue = isText ? bytes.toString("utf8") : contentOf(bytes, type);
  return { headers: Object.fromEntries(headers), body };
}
