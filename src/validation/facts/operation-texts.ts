/** What rules on summaries and descriptions have in common. */
import { type JsonObject, ownString } from "../../definition/json.ts";

/** A text that is there and not only white space. */
export function hasText(value: JsonObject, key: string): boolean {
  return (ownString(value, key) ?? "").trim() !== "";
}

/** Whether a text ends like a sentence; brackets and quotation marks may close it. */
export function endsLikeSentence(text: string): boolean {
  return /[.!?…:。！？][)\]"'”’»*_`]*$/.test(text.trimEnd().slice(-12)) || /\)$/.test(text.trimEnd());
}

/** The text with the full stop it lacks; undefined where one could change its meaning, as behind an address. */
export function withFullStop(text: string): string | undefined {
  const trimmed = text.trimEnd();
  const last = trimmed.slice(trimmed.search(/\S*$/));
  if (/[/\\@{}<>=]/.test(last) || !/[\p{L}\p{N}"'”’%]$/u.test(trimmed)) return undefined;
  return `${trimmed}.`;
}

/** Whether two texts say the same to a reader: letter case, spaces and a final full stop do not count. */
export function sameText(a: string, b: string): boolean {
  const plain = (text: string) =>
    text
      .trim()
      .toLowerCase()
      .replace(/[\s_-]+/g, " ")
      .replace(/[.!]$/, "");
  return plain(a) === plain(b) && plain(a) !== "";
}
