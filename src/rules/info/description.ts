/** The connector's description. */

import { replaceValue } from "../../json/edits.ts";
import { ownString } from "../../json/values.ts";
import { endsLikeSentence, howToEnd, lastWord, sameText, withFullStop } from "../facts/operation-texts.ts";
import { placeholderSaying } from "../facts/text-placeholder.ts";
import { kindName, list, quote } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { CERTIFICATION, DEFINITION_SCHEMA, issue, PACONN_UPSERT, STRING_GUIDANCE } from "../sources.ts";

const MIN_LENGTH = 30;
const MAX_LENGTH = 500;

/** Sourced: the service's own message lists these three, each as two words. */
const PRODUCTS = /\b(power\s+apps|power\s+automate|logic\s+apps)\b/i;
/** The same in one word: the service does not look for them, people who read do. */
const JOINED = /\b(powerapps|powerautomate|logicapps)\b/i;
/** Both. */
const ALL = new RegExp(`${PRODUCTS.source}|${JOINED.source}`, "gi");

export default defineRules("info", [
  {
    id: "info-description-required",
    statement: "The connector has a description.",
    why: "paconn reads it without asking whether it is there: create and update stop with an error.",
    severity: { import: "error", certification: "error" },
    codes: ["RequiredPropertyMissing", "JsonTypeIncorrect"],
    sources: [PACONN_UPSERT, issue(3841)],
    shape: [
      {
        of: "info",
        faults: ["missing", "type"],
        keys: ["description"],
        say: ({ fault, value }) => ({
          ...(fault === "type" && { message: `"description" is ${kindName(value)}; it must be a text.` }),
          help: `${fault === "missing" ? "Add" : "Write"} "description": "…", with what the product does and what makers can do with it, in ${MIN_LENGTH} to ${MAX_LENGTH} characters.`,
          fix: undefined,
        }),
      },
    ],
    bad: [
      { definition: { info: { description: null } }, at: ["/info"] },
      { definition: { info: { description: 7 } }, at: ["/info/description"] },
    ],
  },
  {
    id: "info-description-length",
    statement: `The description has ${MIN_LENGTH} to ${MAX_LENGTH} characters.`,
    why: "The description is what makers read before they choose the connector: the review for certification refuses one with fewer than 30 or more than 500 characters.",
    severity: { import: "off", certification: "error" },
    codes: ["FieldLengthNotInRange", "RequiredValueEmpty"],
    sources: [CERTIFICATION, issue(550)],
    checks: {
      info(info, context) {
        const description = ownString(info.value, "description");
        if (description === undefined) return;
        const { length } = description;
        if (length >= MIN_LENGTH && length <= MAX_LENGTH) return;
        context.report(
          info.at("description"),
          `The description has ${length} characters; ${MIN_LENGTH} to ${MAX_LENGTH} are allowed.`,
          {
            help:
              length < MIN_LENGTH
                ? `Write ${MIN_LENGTH - length} or more characters more: what the product does and what makers can do with it.`
                : `Shorten it by ${length - MAX_LENGTH} or more. Keep what makers need to choose the connector; the rest belongs in intro.md.`,
            codes: ["FieldLengthNotInRange", ...(length === 0 ? ["RequiredValueEmpty"] : [])],
          },
        );
      },
    },
    bad: [
      { definition: { info: { description: "Sends parcels." } }, at: ["/info/description"] },
      { definition: { info: { description: `${"Sends parcels. ".repeat(40)}` } }, at: ["/info/description"] },
    ],
    good: [{ definition: { info: { description: "Sends parcels and follows them." } } }],
  },
  {
    id: "info-description-restricted-words",
    statement: "The description does not name Power Apps, Power Automate or Logic Apps.",
    why: "The connector is shown in Power Apps, Power Automate and Logic Apps alike, where the name of one misleads the makers of the others; the review for certification refuses it.",
    severity: { import: "off", certification: "warning" },
    codes: ["ValueContainsRestrictedWords"],
    sources: [issue(550), issue(3407)],
    checks: {
      info(info, context) {
        const description = ownString(info.value, "description") ?? "";
        const listed = PRODUCTS.exec(description)?.[0];
        const product = listed ?? JOINED.exec(description)?.[0];
        if (product === undefined) return;
        const named = [...new Set([...description.matchAll(ALL)].map(([name]) => name.replace(/\s+/g, " ")))];
        context.report(info.at("description"), `The description of the connector names ${list(named)}.`, {
          help: `Say what makers can do and not where they do it: delete ${list(named)}, with the words around that need it.`,
          ...(listed === undefined && { severity: "info" as const }),
        });
      },
    },
    bad: [
      {
        definition: {
          info: { description: "Send parcels from Power Automate whenever a flow asks for it." },
        },
        at: ["/info/description"],
      },
      {
        definition: { info: { description: "Send parcels from Power\u00a0Apps, one or many at once." } },
        at: ["/info/description"],
      },
      {
        definition: { info: { description: "Send parcels from PowerApps, one or many at once." } },
        at: ["/info/description"],
      },
    ],
  },
  {
    id: "info-description-word-api",
    statement: 'The description does not contain the word "API".',
    why: "Makers meet actions and triggers, never an API: the word tells them nothing, and Microsoft's guide on texts asks to leave it out.",
    severity: { import: "off", certification: "info" },
    sources: [STRING_GUIDANCE],
    checks: {
      info(info, context) {
        const word = /\bapis?\b/i.exec(ownString(info.value, "description") ?? "")?.[0];
        if (word === undefined) return;
        context.report(
          info.at("description"),
          `The description of the connector contains the word ${quote(word)}.`,
          {
            help: 'Write the name of the product or "the service" in its place. A term that makers meet when they sign in, such as "API key", can stay.',
          },
        );
      },
    },
    bad: [
      {
        definition: { info: { description: "The parcel API sends parcels and follows them." } },
        at: ["/info/description"],
      },
    ],
    good: [{ definition: { info: { description: "Rapid parcels all over the capital." } } }],
  },
  {
    id: "info-description-vs-title",
    statement: "The description says more than the title.",
    why: "Title and description are shown one below the other: makers read the name twice and do not learn what the connector can do.",
    severity: { import: "info", certification: "info" },
    sources: [DEFINITION_SCHEMA],
    checks: {
      info(info, context) {
        const title = ownString(info.value, "title");
        const description = ownString(info.value, "description");
        if (title === undefined || description === undefined || !sameText(title, description)) return;
        context.report(info.at("description"), "The description only repeats the title.", {
          help: "Write what the product does and what makers can do with it, in 30 to 500 characters.",
          related: [{ place: info.at("title"), label: "the title" }],
        });
      },
    },
    bad: [{ definition: { info: { description: "Fabrikam parcels." } }, at: ["/info/description"] }],
  },
  {
    id: "info-description-punctuation",
    statement: "The description ends with a punctuation mark.",
    why: "The guide for certification asks for whole sentences: reviewers may ask for the full stop.",
    severity: { import: "off", certification: "info" },
    sources: [CERTIFICATION],
    fixable: true,
    checks: {
      info(info, context) {
        const description = ownString(info.value, "description") ?? "";
        if (description.trim() === "" || endsLikeSentence(description)) return;
        const placeholder = placeholderSaying("description", description);
        const mended = placeholder ? undefined : withFullStop(description);
        context.report(
          info.at("description"),
          placeholder?.message ??
            `The description ends with ${quote(lastWord(description))}, without a full stop.`,
          {
            help: placeholder?.help ?? howToEnd(description),
            ...(mended !== undefined && {
              fix: {
                title: "Add a full stop",
                edits: (document) => replaceValue(document, info.at("description").pointer, mended),
              },
            }),
          },
        );
      },
    },
    bad: [
      { definition: { info: { description: "Sends parcels and follows them" } }, at: ["/info/description"] },
    ],
  },
]);
