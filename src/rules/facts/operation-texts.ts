/** What rules on summaries and descriptions have in common. */
import { ending } from "../../json/cut.ts";
import { type JsonObject, ownString } from "../../json/values.ts";
import { quote } from "../language/quote.ts";
import type { Speaker } from "../language/speaker.ts";

/** A text that is there and not only white space. */
export function hasText(value: JsonObject, key: string): boolean {
  return (ownString(value, key) ?? "").trim() !== "";
}

/** Says of an operation that it has no such text, or an empty one. */
export function lacksText(key: "summary" | "description", help: (operation: string) => string): Speaker {
  return {
    of: "operation",
    faults: ["missing", "empty", "type"],
    keys: [key],
    say({ fault, node, value }) {
      // A value of another type is there, only wrong.
      if (fault === "type" && value !== null) return undefined;
      const name = node.operation?.id ?? `${String(node.key)} ${String(node.parent?.key)}`;
      return {
        message: `The operation ${quote(name)} has ${fault === "missing" ? "no" : "an empty"} ${key}.`,
        help: help(quote(name)),
        codes: [fault === "empty" ? "RequiredValueEmpty" : "RequiredPropertyMissing"],
        // Published connectors lack it on operations that makers never see.
        ...(node.internal && { severity: "warning" as const }),
      };
    },
  };
}

/** Whether a text ends like a sentence; brackets and quotation marks may close it. */
export function endsLikeSentence(text: string): boolean {
  const trimmed = text.trimEnd();
  return (
    trimmed.endsWith(".") || trimmed.endsWith(")") || /[.!?…:。！？][)\]"'”’»*_`]*$/.test(trimmed.slice(-12))
  );
}

/** The text with the full stop it lacks; undefined where one could change its meaning, as behind an address. */
export function withFullStop(text: string): string | undefined {
  const trimmed = text.trimEnd();
  const last = lastWord(text);
  if (/[/\\@{}<>=]/.test(last) || !/[\p{L}\p{N}"'”’%]$/u.test(trimmed.slice(-2))) return undefined;
  return `${trimmed}.`;
}

/** The end of a text, to show where punctuation is missing. */
export function endOf(text: string): string {
  const trimmed = text.trimEnd();
  return trimmed.length > 60 ? `…${ending(trimmed, 50)}` : trimmed;
}

/** How to end a text like a sentence: a full stop right behind an address would become a part of the link. */
export function howToEnd(text: string): string {
  const last = lastWord(text);
  return /^\(?(?:https?:\/\/|www\.)/i.test(last)
    ? `Put the address inside a sentence, such as "See ${last} for more."; right behind it a full stop would become part of the link.`
    : `End it with a full stop${/^[\p{L}\p{N}]+$/u.test(last) ? `: "…${last}."` : "."}`;
}

/** The last word of a text, or its last characters where that is longer than a message should be. */
export function lastWord(text: string): string {
  const trimmed = text.trimEnd();
  return trimmed.slice(Math.max(trimmed.lastIndexOf(" "), trimmed.lastIndexOf("\n")) + 1);
}

/** Whether two texts say the same to a reader: letter case, spaces and a final full stop do not count. */
export function sameText(a: string, b: string): boolean {
  if (a === b) return a.trim() !== "";
  // Nearly all pairs differ at their first letter or by far in length: no need to rewrite both.
  const [first, second] = [a.trim(), b.trim()];
  if (Math.abs(first.length - second.length) > 10 || firstLetter(first) !== firstLetter(second)) return false;
  const plain = (text: string) =>
    text
      .trim()
      .toLowerCase()
      .replace(/[\s_-]+/g, " ")
      .replace(/[.!]$/, "");
  return plain(a) === plain(b) && plain(a) !== "";
}

function firstLetter(text: string): string {
  return text.trimStart().charAt(0).toLowerCase();
}
