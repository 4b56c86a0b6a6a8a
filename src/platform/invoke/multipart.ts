/** Reading forms: url-encoded fields, and the parts of a multipart body (RFC 7578). */
import type { JsonObject, JsonValue } from "../../json/values.ts";

/** More parts are no honest form; the rest is left out. Chosen. */
const MAX_PARTS = 1_000;
/** Headers of one part, in bytes. Chosen. */
const LONGEST_HEADERS = 16 * 1024;

/** `$formdata`: the fields of a form in their order. */
export function formFields(text: string): JsonObject[] {
  const fields = [...new URLSearchParams(text)];
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
  textOf: (bytes: Uint8Array, contentType: string | null) => string,
): JsonObject[] | undefined {
  const named = /;\s*boundary\s*=\s*(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const boundary = named?.[1] ?? named?.[2];
  if (!boundary) return undefined;
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: JsonObject[] = [];
  let line = boundaryLine(body, boundary, 0);
  while (line && parts.length < MAX_PARTS) {
    if (line.last) return parts;
    const next = boundaryLine(body, boundary, line.end);
    if (!next) return undefined;
    const part = partOf(body.subarray(line.end, Math.max(line.end, next.start)), contentOf, textOf);
    if (part) parts.push(part);
    line = next;
  }
  return undefined;
}

/**
 * The next line that is nothing but the boundary (RFC 2046, 5.1.1): text within a part may hold it, too. It begins with the line
 * break before it, ends behind its own, and may have blanks at its end.
 */
function boundaryLine(
  body: Buffer,
  boundary: string,
  from: number,
): { start: number; end: number; last: boolean } | undefined {
  const mark = Buffer.from(`--${boundary}`);
  // One step back: the line break that ended the line before begins this one, too.
  for (let at = body.indexOf(mark, from); at >= 0; at = body.indexOf(mark, at + 1)) {
    const begins = at === 0 || body[at - 1] === LF;
    const rest = /^(--)?[ \t]*(?:\r?\n|$)/.exec(
      body.subarray(at + mark.length, at + mark.length + LONGEST_PADDING).toString("latin1"),
    );
    if (!begins || !rest) continue;
    const before = body[at - 1] !== LF ? 0 : body[at - 2] === CR ? 2 : 1;
    return {
      start: Math.max(from, at - before),
      end: at + mark.length + rest[0].length,
      last: rest[1] !== undefined,
    };
  }
  return undefined;
}

const CR = 13;
const LF = 10;
const LONGEST_PADDING = 80;

function partOf(
  part: Buffer,
  contentOf: (bytes: Uint8Array, contentType: string) => JsonObject,
  textOf: (bytes: Uint8Array, contentType: string | null) => string,
): JsonObject | undefined {
  // A part without headers begins with the blank line that would end them.
  const blank = /^(?:\r?\n)|\r?\n\r?\n/.exec(part.subarray(0, LONGEST_HEADERS).toString("latin1"));
  if (!blank) return undefined;
  const headers = new Map<string, string>();
  for (const line of part.subarray(0, blank.index).toString("utf8").split(/\r?\n/)) {
    const colon = line.indexOf(":");
    if (colon > 0) headers.set(line.slice(0, colon).trim(), line.slice(colon + 1).trim());
  }
  const bytes = part.subarray(blank.index + blank[0].length);
  const type = [...headers].find(([name]) => name.toLowerCase() === "content-type")?.[1];
  const isText = type === undefined || /^text\/plain\b/i.test(type);
  const body: JsonValue = isText ? textOf(bytes, type ?? null) : contentOf(bytes, type);
  return { headers: Object.fromEntries(headers), body };
}
