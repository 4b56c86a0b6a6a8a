/**
 * A fix never takes away what an author has written: what is under a key because it was put in the wrong place, or is of the
 * wrong kind, is still the author's. Every fix of every rule passes here.
 */
import type { Edit } from "../../json/edits.ts";
import type { Statement } from "../../rules/language/statement.ts";

/** A string, and whether it is a key. */
const STRING = /"((?:[^"\\]|\\.)*)"(\s*:)?/g;
/** Chosen: what has more words than this is prose, which is nobody's misspelt keyword. */
const MAX_WORDS = 3;

/**
 * Whether all that the edits take out of the text is elsewhere in it, is written again, or is nobody's content: a key, a word, a
 * number, white space. An object or a list with something in it is content, unless the rule is about taking that away.
 */
export function keepsContent(text: string, edits: readonly Edit[], removes?: Statement["removes"]): boolean {
  const taking = edits.filter(({ start, end }) => /["[{]/.test(text.slice(start, end)));
  if (taking.length === 0) return true;
  const written = edits.map((edit) => edit.text.toLowerCase());
  const isLost = (content: string) => {
    const bare = content
      .trim()
      .replace(/[.,;:!]+$/, "")
      .toLowerCase();
    // Most fixes write again what they take out. To look through the whole text takes long where there are thousands of them.
    if (bare === "" || written.some((again) => again.includes(bare))) return false;
    return !standsElsewhere(bare, text, edits);
  };
  return taking.every(({ start, end }) => !losesAny(text.slice(start, end), isLost, removes));
}

/** The text that was asked about last, in lower case: hundreds of fixes are judged by one text. */
let lower = { of: "", text: "" };

/** Whether a content is in the text where no edit takes it out or comes in between. */
function standsElsewhere(content: string, text: string, edits: readonly Edit[]): boolean {
  if (lower.of !== text) lower = { of: text, text: text.toLowerCase() };
  const isFoundFrom = (from: number) => {
    for (let at = lower.text.indexOf(content, from); at >= 0; at = lower.text.indexOf(content, at + 1)) {
      const end = at + content.length;
      if (edits.every((edit) => end <= edit.start || at >= edit.end)) return true;
    }
    return false;
  };
  // What is taken out because it is there twice stands right behind: a large file is not looked through for it.
  return isFoundFrom(edits.reduce((last, { end }) => Math.max(last, end), 0)) || isFoundFrom(0);
}

function losesAny(
  removed: string,
  isLost: (content: string) => boolean,
  removes: Statement["removes"],
): boolean {
  let depth = 0;
  let outer = "";
  let from = 0;
  for (const match of removed.matchAll(STRING)) {
    const [whole, content = "", isKey] = match;
    for (const mark of removed.slice(from, match.index)) {
      if ((mark === "{" || mark === "[") && depth++ === 0) outer = mark;
      else if (mark === "}" || mark === "]") depth--;
    }
    from = match.index + whole.length;
    // The key whose value goes is named by the fix; what is in that value is content.
    if (depth <= 0 && isKey !== undefined) continue;
    const isProse = content.split(/\s+/).filter((word) => /\p{L}/u.test(word)).length > MAX_WORDS;
    const isMeant = depth === 1 && removes === (outer === "{" ? "object" : "list");
    if ((isProse || (depth > 0 && !isMeant)) && isLost(content)) return true;
  }
  return false;
}
