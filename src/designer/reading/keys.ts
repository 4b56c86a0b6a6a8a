/** The designer's keys: `body.$.Customers.[*].Name`, segments joined by dots, with the characters that mean something escaped. */

/** What stands for "every item of the array before it". */
export const EVERY_ITEM = "[*]";

const ESCAPES = [
  ["~", "~0"],
  [".", "~1"],
  ["[", "~2"],
  ["*", "~3"],
  ["?", "~4"],
] as const;

/** One segment as it is in a key: `a.b` becomes `a~1b`. */
export function encodeSegment(segment: string): string {
  if (!/[~.[*?]/.test(segment)) return segment;
  let encoded = segment;
  for (const [plain, escaped] of ESCAPES) encoded = encoded.replaceAll(plain, escaped);
  return encoded;
}

/** The name a segment stands for. */
export function decodeSegment(segment: string): string {
  if (!segment.includes("~")) return segment;
  let decoded = segment;
  for (const [plain, escaped] of ESCAPES.slice(1)) decoded = decoded.replaceAll(escaped, plain);
  return decoded.replaceAll("~0", "~");
}

/** A key made of names. */
export function createKey(...segments: string[]): string {
  return segments.map(encodeSegment).join(".");
}

/** A part of a key: a property by name, or an index (`[*]` for every item). */
export interface KeySegment {
  name: string;
  index: boolean;
}

/** The parts of a key, decoded. */
export function parseKey(key: string): KeySegment[] {
  return key.split(".").map((segment) => ({
    name: decodeSegment(segment),
    index: segment.length > 2 && segment.startsWith("[") && segment.endsWith("]"),
  }));
}

/** The key of the array that holds the innermost `[*]` of a key; undefined outside arrays. */
export function arrayKeyOf(key: string): string | undefined {
  const segments = key.split(".");
  const at = segments.lastIndexOf(EVERY_ITEM);
  return at < 0 ? undefined : segments.slice(0, at).join(".");
}

/** The names on the way to a value, without `$` and without indexes: `body`, `Customers`, `Name`. */
export function pathOfKey(key: string): string[] {
  return parseKey(key)
    .filter((segment, at) => !segment.index && !(at === 1 && segment.name === "$"))
    .map((segment) => segment.name);
}
