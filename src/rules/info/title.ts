/** The connector's title. Its length has a file of its own. */

import { replaceValue } from "../../json/edits.ts";
import { ownString } from "../../json/values.ts";
import { independentPublisher } from "../facts/publisher-kind.ts";
import { placeholderIn, placeholderSaying } from "../facts/text-placeholder.ts";
import { IP_SUFFIX, titleWithoutSuffix } from "../facts/title-suffix.ts";
import { kindName, list, quote, quoteWhole } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { CERTIFICATION, DEFINITION_SCHEMA, issue, STRING_GUIDANCE, VALIDATOR_CODES } from "../sources.ts";

/** Sourced: the service names exactly these two in its message. (Made when asked for: what letters are in all scripts takes long.) */
const words = () => /(?<![\p{L}\p{N}])(?:api|connector)s?(?![\p{L}\p{N}])/iu;
/**
 * The same at the end of a word in camel case. Two published connectors are named so, after their product; elsewhere
 * inside words they are parts of others, as in "Capital".
 */
const joinedWords = () => /(?<=\p{Ll})(?:API|Connector)s?(?![\p{L}\p{N}])/u;
/** Sourced: certification refuses names of Power Platform products; the list is chosen. */
const PRODUCTS =
  /\b(power\s?apps?|power\s?automate|power\s?platform|power\s?pages|power\s?virtual\s?agents|logic\s?apps?|microsoft\s?flow|power\s?bi|dataverse|copilot\s?studio|ai\s?builder)\b/i;

/** The title without marks and with plain punctuation; undefined where its words are not English, or nothing is left. */
function inAscii(title: string): string | undefined {
  const plain = title
    .replace(/[™®©℠]/gu, "")
    .replace(/\p{Pd}/gu, "-")
    .replace(/[‘’]/gu, "'")
    .replace(/[“”]/gu, '"')
    .replace(/\s+/gu, " ")
    .trim();
  return /^[\x20-\x7e]*[A-Za-z][\x20-\x7e]*$/.test(plain) ? plain : undefined;
}

export default defineRules("info", [
  {
    id: "info-title-required",
    statement: "The connector has a title.",
    why: "The title is the connector's name wherever makers look for it, and the platform refuses to import a definition without one.",
    severity: { import: "error", certification: "error" },
    codes: ["RequiredPropertyMissing", "RequiredValueEmpty", "JsonTypeIncorrect"],
    sources: [DEFINITION_SCHEMA, VALIDATOR_CODES],
    shape: [
      {
        of: "info",
        faults: ["missing", "empty", "type"],
        keys: ["title"],
        say: ({ fault, value }) => ({
          ...(fault === "empty" && { message: "The title is empty." }),
          ...(fault === "type" && { message: `"title" is ${kindName(value)}; it must be a text.` }),
          help: `${fault === "missing" ? "Add" : "Write"} "title": "…", with the name of the product in at most 30 characters.`,
          fix: undefined,
        }),
      },
    ],
    bad: [
      { definition: { info: { title: null } }, at: ["/info"] },
      { definition: { info: { title: " " } }, at: ["/info/title"] },
      { definition: { info: { title: ["Parcels"] } }, at: ["/info/title"] },
    ],
    good: [{ definition: { info: { title: "Parcels" } } }],
  },
  {
    id: "info-title-restricted-words",
    statement: 'The title contains neither "API" nor "connector".',
    why: 'Makers see the title in a list of connectors, where "API" and "connector" tell nothing apart; the review for certification refuses both words.',
    severity: { import: "off", certification: "error" },
    codes: ["ValueContainsRestrictedWords"],
    sources: [issue(3407), CERTIFICATION],
    checks: {
      info(info, context) {
        const title = ownString(info.value, "title") ?? "";
        if (!/api|connector/i.test(title)) return;
        const alone = words().exec(title)?.[0];
        const word = alone ?? joinedWords().exec(title)?.[0];
        if (word === undefined) return;
        const withoutWord = alone === undefined ? "" : title.replace(alone, "").replace(/\s+/g, " ").trim();
        context.report(
          info.at("title"),
          alone === undefined
            ? `A word of the title ${quote(title)} ends in ${quote(word)}.`
            : `The title ${quote(title)} contains the word ${quote(word)}.`,
          {
            help:
              alone === undefined
                ? `If the product itself is called so, leave it; otherwise write the title without ${quote(word)}.`
                : withoutWord === ""
                  ? "Write the name of the product alone."
                  : `Write ${quoteWhole(withoutWord)}, if that is the name of the product.`,
            ...(alone === undefined && { severity: "warning" as const }),
          },
        );
      },
    },
    bad: [
      { definition: { info: { title: "Fabrikam Parcels API" } }, at: ["/info/title"] },
      { definition: { info: { title: "Parcel Connector" } }, at: ["/info/title"] },
      { definition: { info: { title: "Parcels_API" } }, at: ["/info/title"] },
      { definition: { info: { title: "ParcelConnector" } }, at: ["/info/title"] },
    ],
    good: [{ definition: { info: { title: "Rapid Capital Parcels" } } }],
  },
  {
    id: "info-title-product-names",
    statement: "The title names no product of the Power Platform.",
    why: "A connector works in all products of the Power Platform, where the name of one misleads makers; the review for certification refuses it.",
    severity: { import: "off", certification: "warning" },
    codes: ["ValueContainsRestrictedWords"],
    sources: [CERTIFICATION, STRING_GUIDANCE],
    checks: {
      info(info, context) {
        const title = ownString(info.value, "title") ?? "";
        const product = PRODUCTS.exec(title)?.[0];
        if (product === undefined) return;
        context.report(
          info.at("title"),
          `The title ${quote(title)} contains the name of a product of the Power Platform, ${quote(product)}.`,
          {
            help: `Write the name of your own product alone, without ${quote(product)}.`,
          },
        );
      },
    },
    bad: [
      { definition: { info: { title: "Parcels for Power Automate" } }, at: ["/info/title"] },
      { definition: { info: { title: "Parcels for Power BI" } }, at: ["/info/title"] },
    ],
    good: [{ definition: { info: { title: "Powerful Automatic Parcels" } } }],
  },
  {
    id: "info-title-english",
    statement: "The title is in English letters.",
    why: "The review for certification accepts only English titles, and recognises them by their letters.",
    severity: { import: "off", certification: "warning" },
    codes: ["ValueMustBeInEnglish"],
    sources: [CERTIFICATION, VALIDATOR_CODES],
    checks: {
      info(info, context) {
        const title = ownString(info.value, "title") ?? "";
        const foreign = [...new Set(title.match(/[^\x20-\x7e]/gu) ?? [])];
        if (foreign.length === 0) return;
        const plain = inAscii(title);
        context.report(
          info.at("title"),
          `The title ${quote(title)} contains ${list(foreign)}, besides English letters, digits and plain punctuation.`,
          {
            help: plain === undefined ? "Write the title in English." : `Write ${quote(plain)}.`,
          },
        );
      },
    },
    bad: [{ definition: { info: { title: "Fabrikam Pakete für alle" } }, at: ["/info/title"] }],
    good: [{ definition: { info: { title: "Fabrikam Parcels 24/7" } } }],
  },
  {
    id: "info-title-end-alnum",
    statement: "The title ends with a letter, a digit or a closing bracket.",
    why: "The review for certification refuses titles that end with a space or a punctuation mark.",
    severity: { import: "off", certification: "warning" },
    codes: ["ValueMustEndWithAlphanumeric"],
    sources: [CERTIFICATION, VALIDATOR_CODES, "observed: 15 published titles end with a bracket"],
    fixable: true,
    checks: {
      info(info, context) {
        const title = ownString(info.value, "title") ?? "";
        if (title.trim() === "" || endsInWord(title)) return;
        const trimmed = withoutEnd(title);
        const placeholder = placeholderSaying("title", title);
        const sure = placeholder === undefined && endsInWord(trimmed);
        const message = `The title ${quote(title)} ends with ${/\s$/.test(title) ? "white space" : quote(title.slice(-1))}.`;
        context.report(info.at("title"), placeholder?.message ?? message, {
          help:
            placeholder?.help ??
            (sure
              ? `Write ${quoteWhole(trimmed)}.`
              : `Write the title without ${quote(title.trimEnd().slice(-1))} at its end: with a letter or a digit last.`),
          ...(sure && {
            fix: {
              title: `Write ${quote(trimmed)}`,
              edits: (document) => replaceValue(document, info.at("title").pointer, trimmed),
            },
          }),
        });
      },
    },
    bad: [
      { definition: { info: { title: "Fabrikam Parcels. " } }, at: ["/info/title"] },
      { definition: { info: { title: "Parcels!" } }, at: ["/info/title"] },
      { definition: { info: { title: "{ title of connector }" } }, at: ["/info/title"] },
    ],
    good: [{ definition: { info: { title: "Fabrikam Parcels (Europe)" } } }],
  },
  {
    id: "info-title-ip-suffix",
    statement: 'The title of an independent publisher\'s connector ends in "(Independent Publisher)".',
    why: "The guide for certification requires the suffix of independent publishers, so that makers tell them from the owner of the service; it does not count into the length of the title.",
    severity: { import: "off", certification: "info" },
    sources: [CERTIFICATION, "observed: connectors published since 2025; 226 older ones are without"],
    fixable: true,
    checks: {
      info(info, context) {
        const title = ownString(info.value, "title")?.trimEnd() ?? "";
        if (title === "" || title.endsWith(IP_SUFFIX) || context.fact(independentPublisher) === undefined)
          return;
        const right = `${titleWithoutSuffix(title)}${IP_SUFFIX}`;
        context.report(
          info.at("title"),
          `The title ${quote(title)} lacks "${IP_SUFFIX.trim()}" at its end.`,
          {
            ...(placeholderIn(title) === undefined
              ? {
                  help: `Write ${quoteWhole(right)} in a new submission; connectors that were published without it keep their names.`,
                  fix: {
                    title: `Write ${quote(right)}`,
                    edits: (document) => replaceValue(document, info.at("title").pointer, right),
                  },
                }
              : { help: `Write the real title, and "${IP_SUFFIX.trim()}" behind it.` }),
          },
        );
      },
    },
    bad: [
      { definition: { info: { title: "Parcels - Independent Publisher" } }, at: ["/info/title"] },
      { definition: { info: { title: "Parcels (Independant Publisher)" } }, at: ["/info/title"] },
      {
        properties: { properties: { publisher: "Jo Doe (Independent Publisher)" } },
        at: ["/info/title"],
      },
    ],
    good: [{ definition: { info: { title: "Parcels (Independent Publisher)" } } }, {}],
  },
]);

/** The title without punctuation and spaces at its end. */
function withoutEnd(title: string): string {
  let end = title.length;
  while (end > 0 && /[.,;:\s]/.test(title.charAt(end - 1))) end--;
  return title.slice(0, end);
}

/** Letters of English are tried first: compiling the table of all letters takes longer than all else a rule does. */
function endsInWord(text: string): boolean {
  return /[A-Za-z0-9)]$/.test(text) || /[\p{L}\p{N})]$/u.test(text);
}
