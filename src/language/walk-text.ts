/**
 * One pass over a text that is meant to be JSON, while somebody is typing in it: tokens with the containers they are in, whatever
 * is missing or too much. Faster than a parse, builds nothing, never throws.
 */

/** An object or array that is open at some place. */
export interface Frame {
  kind: "object" | "array";
  /** Offset of its bracket. */
  start: number;
  /** Key of the member under way; undefined in arrays and before the first. */
  key: string | undefined;
  /** Number of the item under way. */
  index: number;
  /** What comes next. */
  expects: "key" | "colon" | "value" | "comma";
  /** Scalar members read so far, as they are written. */
  scalars: Map<string, string>;
  keys: Set<string>;
}

export interface Token {
  kind: "key" | "string" | "literal" | "open" | "close" | "colon" | "comma";
  start: number;
  end: number;
  /** A text whose closing quote is missing. */
  unclosed?: true;
}

/**
 * Calls back for every token, with the containers around it (outermost first). For an opening bracket the new container is
 * the last of them already; for a closing one it still is.
 * @param visit returns false to stop
 */
export function walkText(
  text: string,
  visit: (token: Token, frames: readonly Frame[]) => boolean | undefined,
): void {
  const frames: Frame[] = [];
  const taken = () => {
    const frame = frames.at(-1);
    if (frame) frame.expects = "comma";
  };
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    const frame = frames.at(-1);
    if (code <= 32) {
      at++;
      continue;
    }
    const start = at;
    if (code === 34) {
      const { end, closed } = stringEnd(text, start);
      at = end;
      // A key may follow a member whose comma is missing: it is being typed.
      const isKey = frame?.kind === "object" && frame.expects !== "value" && frame.expects !== "colon";
      if (isKey) {
        frame.key = contentOf(text, start, end, closed);
        frame.keys.add(frame.key);
        frame.expects = "colon";
      } else {
        note(frame, text.slice(start, end));
        taken();
      }
      const token: Token = { kind: isKey ? "key" : "string", start, end };
      if (!closed) token.unclosed = true;
      if (visit(token, frames) === false) return;
    } else if (code === 123 || code === 91) {
      frames.push({
        kind: code === 123 ? "object" : "array",
        start,
        key: undefined,
        index: 0,
        expects: code === 123 ? "key" : "value",
        scalars: new Map(),
        keys: new Set(),
      });
      at++;
      if (visit({ kind: "open", start, end: at }, frames) === false) return;
    } else if (code === 125 || code === 93) {
      at++;
      if (visit({ kind: "close", start, end: at }, frames) === false) return;
      // A bracket too much closes nothing; one of the other kind closes what it can.
      const kind = code === 125 ? "object" : "array";
      const open = frames.findLastIndex((one) => one.kind === kind);
      if (open >= 0) frames.length = open;
      taken();
    } else if (code === 44) {
      at++;
      if (frame) {
        frame.index++;
        frame.expects = frame.kind === "object" ? "key" : "value";
        if (frame.kind === "object") frame.key = undefined;
      }
      if (visit({ kind: "comma", start, end: at }, frames) === false) return;
    } else if (code === 58) {
      at++;
      if (frame?.kind === "object") frame.expects = "value";
      if (visit({ kind: "colon", start, end: at }, frames) === false) return;
    } else {
      while (at < text.length && !isBoundary(text.charCodeAt(at))) at++;
      if (at === start) at++;
      const isKey = frame?.kind === "object" && frame.expects === "key";
      if (!isKey) {
        note(frame, text.slice(start, at));
        taken();
      }
      if (
        visit(
          { kind: isKey ? "key" : "literal", start, end: at, ...(isKey ? { unclosed: true as const } : {}) },
          frames,
        ) === false
      )
        return;
    }
  }
}

/** What a container holds at the place that is under way: the token of a pointer. */
export function tokenOf(frame: Frame): string | undefined {
  return frame.kind === "array" ? String(frame.index) : frame.key;
}

/** The text of a string as it is written, quotes and all. */
export function unquoted(written: string): string {
  if (!written.startsWith('"')) return written;
  return contentOf(written, 0, written.length, written.length > 1 && written.endsWith('"'));
}

function note(frame: Frame | undefined, written: string): void {
  if (frame?.kind === "object" && frame.key !== undefined && written.length < 1_000)
    frame.scalars.set(frame.key, written);
}

function contentOf(text: string, start: number, end: number, closed: boolean): string {
  const inner = text.slice(start + 1, closed ? end - 1 : end);
  if (!inner.includes("\\")) return inner;
  try {
    return JSON.parse(`"${inner}"`) as string;
  } catch {
    return inner;
  }
}

/** Behind the closing quote; a text without one ends with its line. */
function stringEnd(text: string, start: number): { end: number; closed: boolean } {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 92) at++;
    else if (code === 34) return { end: at + 1, closed: true };
    else if (code === 10) return { end: at, closed: false };
  }
  return { end: text.length, closed: false };
}

function isBoundary(code: number): boolean {
  return (
    code <= 32 ||
    code === 34 ||
    code === 44 ||
    code === 58 ||
    code === 91 ||
    code === 93 ||
    code === 123 ||
    code === 125
  );
}
