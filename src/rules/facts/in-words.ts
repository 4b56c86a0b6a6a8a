/** Labels without the characters that certification does not take, for a help to write out. */
import { quoteWhole } from "../language/quote.ts";

const WORDS: Readonly<Record<string, string>> = {
  "&": "and",
  "/": "or",
  "\\": "or",
  "<": "less than",
  ">": "more than",
  "%": "percent",
};

/** A label with words in place of `/ \ < > * % & ?`, as the certification guide has it. */
function inWords(label: string): string {
  return tidy(label.replace(/[/\\<>%&]/g, (character) => ` ${WORDS[character]} `).replace(/[*?]/g, " "));
}

/** What to write in place of a label with such characters. */
export function helpInWords(label: string): string {
  const words = inWords(label);
  if (words === "") return "Write it in words.";
  const both = /[/\\]/.test(label)
    ? `, or ${quoteWhole(inWords(label.replace(/[/\\]/g, "&")))} if both are meant`
    : "";
  return `Write ${quoteWhole(words)}${both}.`;
}

/** A summary of letters, digits, spaces and parentheses that says the same, as far as leaving out can do so. */
export function lettersOnly(summary: string): string {
  return tidy(
    summary
      .replace(/\b(\p{L}+)n['’]t\b/giu, (whole, verb: string) => NEGATED[verb.toLowerCase()] ?? whole)
      .replace(/(?<=[\p{L}\p{N}])[.:](?=[\p{L}\p{N}])/gu, " ")
      .replace(/[[{]/g, "(")
      .replace(/[\]}]/g, ")")
      .replace(/['’`"“”„.,;:!]/g, "")
      .replace(/[^\p{L}\p{M}\p{N} ()/\\<>*%&?]/gu, " "),
  );
}

const NEGATED: Readonly<Record<string, string>> = {
  ca: "cannot",
  do: "do not",
  does: "does not",
  is: "is not",
};

function tidy(text: string): string {
  return text.replace(/\s+/g, " ").replace(/\( /g, "(").replace(/ \)/g, ")").trim();
}
