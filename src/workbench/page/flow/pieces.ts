/** A field's text as it is edited: plain pieces and expressions in turn, and back to the text that the definition holds. */
import { readTemplate } from "../../../platform/runs/syntax.ts";

export type Piece = { text: string } | { expression: string };

/** What is in the definition, in pieces. What cannot be read as an expression stays text. */
export function piecesOf(value: string): Piece[] {
  if (value.startsWith("@@") && !value.startsWith("@@{")) return [{ text: value.slice(1) }];
  if (value.startsWith("@") && !/^@@?\{/.test(value)) return [{ expression: value.slice(1) }];
  return readTemplate(value);
}

/** The text that the definition holds. An expression alone keeps its type: it is written without braces. */
export function textOf(pieces: readonly Piece[]): string {
  const filled = pieces.filter((piece) => !("text" in piece) || piece.text !== "");
  const [only] = filled;
  if (filled.length === 1 && only && "expression" in only) return `@${only.expression}`;
  const written = filled
    .map((piece) => ("text" in piece ? piece.text.replaceAll("@{", "@@{") : `@{${piece.expression}}`))
    .join("");
  // A text that begins with @ would be read as an expression.
  return written.startsWith("@") && only && "text" in only && !written.startsWith("@@{")
    ? `@${written}`
    : written;
}

/** Texts and expressions in turn, beginning and ending with a text: there is a place to type before, between and behind. */
export function alternating(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = [{ text: "" }];
  for (const piece of pieces) {
    const last = result.at(-1)!;
    if ("text" in piece) {
      if ("text" in last) result[result.length - 1] = { text: last.text + piece.text };
      else result.push(piece);
    } else {
      result.push(piece);
      result.push({ text: "" });
    }
  }
  return result;
}
