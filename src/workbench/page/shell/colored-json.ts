/** Takes JSON apart for colouring. Anything else simply stays text. */
export interface Piece {
  text: string;
  kind: "key" | "string" | "number" | "word" | undefined;
}

const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b)|\b(true|false|null)\b/g;
/** Colouring more than this costs more than it tells. */
const LIMIT = 200_000;

/** @param certain it is JSON, or a line of it */
export function colored(text: string, certain = false): Piece[] {
  if (text.length > LIMIT || !(certain || /^\s*[[{"]/.test(text))) return [{ text, kind: undefined }];
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > at) pieces.push({ text: text.slice(at, match.index), kind: undefined });
    const [whole, string, colon, number] = match;
    const kind = string !== undefined ? (colon === undefined ? "string" : "key") : number ? "number" : "word";
    pieces.push({ text: whole, kind });
    at = match.index + whole.length;
  }
  pieces.push({ text: text.slice(at), kind: undefined });
  return pieces;
}
