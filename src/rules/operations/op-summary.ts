/** Summaries: the names under which makers find operations. */

import { removeAt, renameKey, replaceValue } from "../../json/edits.ts";
import { own, ownString } from "../../json/values.ts";
import { counted } from "../../machine/terminal/counted.ts";
import { operationWith } from "../examples/small-changes.ts";
import { helpInWords, lettersOnly } from "../facts/in-words.ts";
import { nameAt } from "../facts/operation-name.ts";
import { lacksText } from "../facts/operation-texts.ts";
import { placeholderSaying } from "../facts/text-placeholder.ts";
import type { Context } from "../language/context.ts";
import type { Node } from "../language/node.ts";
import { list, quote, quoteWhole } from "../language/quote.ts";
import { type Check, defineRules } from "../language/rule.ts";
import {
  CERTIFICATION,
  CODING_STANDARDS,
  OPENAPI_EXTENSIONS,
  pullRequest,
  STRING_GUIDANCE,
  VALIDATOR_CODES,
} from "../sources.ts";

const ONLY_CERTIFICATION = { import: "off", certification: "error" } as const;
const INFO = { import: "info", certification: "info" } as const;
const MAX_LENGTH = 80;
/** The service's own limit, from its message. */
const HARD_LIMIT = 120;
const RESTRICTED = /[/\\<>*%&?]/;
const PRODUCTS = /\b(power\s{0,3}apps|power\s{0,3}automate|logic\s{0,3}apps)\b/i;

function onSummary(check: (summary: string, node: Node, context: Context) => void): Check {
  return (node, context) => {
    const summary = ownString(node.value, "summary");
    if (summary !== undefined && summary.trim() !== "") check(summary, node, context);
  };
}

const get = (more: Record<string, string | null>) => ({ paths: { "/parcels/{parcelId}": { get: more } } });
const OPERATION = "/paths/~1parcels~1{parcelId}/get";
const AT = [`${OPERATION}/summary`];

/** A definition whose texts are null, which an example that changes the base connector cannot say. */
const WITHOUT_TEXTS = {
  "apiDefinition.swagger.json":
    '{"paths": {"/stamps": {"get": {"operationId": "GetStamps", "summary": null}}}}',
};

/** A small word with a capital between words: certain, whatever the names around it are. */
const SMALL_WORD = /[A-Za-z0-9] (The|Of|In|On|To|For|From|By|With|And|Or|An) [A-Za-z0-9]/;

/** A summary with one capital, at its start; words with capitals inside them, such as "PDF" or "DocuSign", are names. */
function asSentence(summary: string): string {
  const words = summary
    .trim()
    .split(/(\s+)/)
    .map((word) => (/^\(?\p{Lu}\p{Ll}*[).,:;]*$/u.test(word) ? word.toLowerCase() : word))
    .join("");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A summary that is a name of code, such as an operationId, in words; any other with a capital at its start. */
function asWords(summary: string): string {
  const text = summary.trim();
  if (/\s/.test(text)) return text.charAt(0).toUpperCase() + text.slice(1);
  const words = text
    .replace(/[_-]v\d{1,3}$/i, "")
    .split(/[_-]+|(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u)
    .filter((word) => word !== "");
  return asSentence(words.join(" "));
}

/** The summary to write for an operation without one. @param operation its id or its path, in quotes */
function nameItself(operation: string): string {
  const name = operation.slice(1, -1);
  const words = /^[A-Za-z][\w-]*$/.test(name) ? asWords(name) : undefined;
  return words === undefined
    ? 'Write a "summary" that names what it does, beginning with a verb.'
    : `Write "summary": ${quoteWhole(words)}, or what makers call it.`;
}

export default defineRules("operations", [
  {
    id: "op-summary-required",
    statement: "Every operation has a summary.",
    why: "The summary is the operation's name in the designer: without one makers see a blank line, and certification refuses the connector.",
    severity: ONLY_CERTIFICATION,
    codes: ["RequiredPropertyMissing", "RequiredValueEmpty"],
    sources: [CERTIFICATION, CODING_STANDARDS, VALIDATOR_CODES],
    shape: [lacksText("summary", nameItself)],
    bad: [
      { definition: get({ summary: null }), at: [OPERATION] },
      { definition: get({ summary: " " }), at: AT },
      { files: WITHOUT_TEXTS, at: ["/paths/~1stamps/get/summary"] },
    ],
    good: [{ definition: get({ summary: "Get it" }) }],
  },
  {
    id: "op-summary-length",
    statement: `A summary has at most ${MAX_LENGTH} characters.`,
    why: "The designer cuts names above 80 characters in its list of operations, and certification sends the connector back.",
    severity: ONLY_CERTIFICATION,
    codes: ["FieldLengthExceeded", "OperationSummaryTooLong"],
    sources: [CERTIFICATION, STRING_GUIDANCE, VALIDATOR_CODES],
    onlyWith: ["summary"],
    checks: {
      operation: onSummary((summary, node, context) => {
        if (summary.length <= MAX_LENGTH) return;
        context.report(
          node.at("summary"),
          `The summary ${quote(summary)} has ${summary.length} characters; ${MAX_LENGTH} are allowed.`,
          {
            help: `Cut ${counted(summary.length - MAX_LENGTH, "character")} or more, and move what they say into the description.`,
            codes:
              summary.length >= HARD_LIMIT
                ? ["FieldLengthExceeded", "OperationSummaryTooLong"]
                : ["FieldLengthExceeded"],
          },
        );
      }),
    },
    bad: [
      { definition: get({ summary: `Get ${"one more ".repeat(9)}parcel` }), at: AT },
      { definition: get({ summary: `Get ${"one more ".repeat(14)}parcel` }), at: AT },
    ],
    good: [{ definition: get({ summary: `Get ${"one more ".repeat(7)}parcel` }) }],
  },
  {
    id: "op-summary-restricted-characters",
    statement: "A summary contains none of / \\ < > * % & ?",
    why: "Summaries become names of steps in flows, which cannot have / \\ < > * % & or ?; certification sends the connector back.",
    severity: ONLY_CERTIFICATION,
    codes: ["RestrictedCharactersInSummary"],
    sources: [pullRequest(1095), VALIDATOR_CODES, STRING_GUIDANCE],
    onlyWith: ["summary"],
    checks: {
      operation: onSummary((summary, node, context) => {
        const found = [...new Set(summary.match(/[/\\<>*%&?]/g) ?? [])];
        if (found.length === 0) return;
        context.report(
          node.at("summary"),
          `The summary ${quote(summary)} contains ${list(found)}, which a summary may not have.`,
          {
            help: helpInWords(summary),
          },
        );
      }),
    },
    bad: [{ definition: get({ summary: "Get parcel & depot" }), at: AT }],
    good: [{ definition: get({ summary: "Get parcel and depot" }) }],
  },
  {
    id: "op-summary-alnum-parentheses",
    statement: "A summary consists of letters, digits, spaces and parentheses.",
    why: "The certification guide asks for it, though many published connectors differ; other characters have to be escaped where an expression names the step.",
    severity: { import: "off", certification: "info" },
    sources: [CERTIFICATION, "observed: 196 published connectors use other characters"],
    onlyWith: ["summary"],
    checks: {
      operation: onSummary((summary, node, context) => {
        if (/^[A-Za-z0-9 ()/\\<>*%&?]*$/.test(summary)) return;
        // The last character and the restricted ones have rules of their own.
        const found = [
          ...new Set(
            summary
              .trim()
              .slice(0, -1)
              .match(/[^\p{L}\p{M}\p{N} ()/\\<>*%&?]/gu) ?? [],
          ),
        ];
        if (found.length === 0) return;
        const placeholder = placeholderSaying("summary", summary);
        const message = `The summary ${quote(summary)} contains ${list(found)}; only letters, digits, spaces and parentheses are allowed.`;
        context.report(node.at("summary"), placeholder?.message ?? message, {
          help:
            placeholder?.help ??
            `Write ${quoteWhole(lettersOnly(summary))}, or say it otherwise without ${found.length === 1 ? "it" : "them"}.`,
        });
      }),
    },
    bad: [{ definition: get({ summary: "Get parcel: by number" }), at: AT }],
    good: [{ definition: get({ summary: "Get parcel (by number)" }) }],
  },
  {
    id: "op-summary-end",
    statement: "A summary ends with a letter, a digit or a closing parenthesis.",
    why: "A summary is a name, not a sentence: Microsoft's validator objects to one that ends with anything but a letter, a digit or a closing parenthesis.",
    severity: { import: "off", certification: "warning" },
    codes: ["ValueMustEndWithAlphanumeric"],
    sources: [STRING_GUIDANCE, VALIDATOR_CODES],
    fixable: true,
    onlyWith: ["summary"],
    checks: {
      operation: onSummary((summary, node, context) => {
        if (endsInWord(summary)) return;
        const last = summary.at(-1) ?? "";
        if (RESTRICTED.test(last)) return;
        const cut = summary.replace(/[\s.,;:!_-]{1,20}$/, "");
        const placeholder = placeholderSaying("summary", summary);
        const mended = placeholder === undefined && cut !== summary && cut !== "" && endsInWord(cut);
        context.report(
          node.at("summary"),
          placeholder?.message ??
            `The summary ${quote(summary)} ends with ${/\s/.test(last) ? "white space" : quote(last)}.`,
          {
            help:
              placeholder?.help ??
              (mended ? `Write ${quoteWhole(cut)}.` : `Write ${quoteWhole(endedInWord(summary))}.`),
            ...(mended
              ? {
                  fix: {
                    title: "Remove what follows the last word",
                    edits: (document) => replaceValue(document, node.at("summary").pointer, cut),
                  },
                }
              : {}),
          },
        );
      }),
    },
    bad: [
      { definition: get({ summary: "Get a parcel." }), at: AT },
      { definition: get({ summary: "Get a parcel " }), at: AT },
      { definition: get({ summary: 'Get a "parcel"' }), at: AT },
      { definition: get({ summary: "{ name of operation }" }), at: AT },
    ],
    good: [{ definition: get({ summary: "Get a parcel (V2)" }) }],
  },
  {
    id: "op-summary-product-names",
    statement: "Summaries and descriptions do not name Power Apps, Power Automate or Logic Apps.",
    why: "A connector runs in Power Apps, Power Automate and Logic Apps alike, and certification sends back texts that name one of them.",
    severity: { import: "off", certification: "warning" },
    codes: ["ValueContainsRestrictedWords"],
    sources: [CERTIFICATION],
    onlyWith: ["summary", "description"],
    checks: {
      operation(node, context) {
        for (const key of ["summary", "description"]) {
          const name = PRODUCTS.exec(ownString(node.value, key) ?? "")?.[0];
          if (name === undefined) continue;
          context.report(node.at(key), `The ${key} of ${nameAt(node)} names the product ${quote(name)}.`, {
            help: `Leave ${quote(name)} out, or write "${/apps/i.test(name) && /power/i.test(name) ? "the app" : "the flow"}" in its place.`,
          });
        }
      },
    },
    bad: [
      {
        definition: get({
          summary: "Get a parcel in Power Automate",
          description: "Tells PowerApps about it.",
        }),
        at: [`${OPERATION}/summary`, `${OPERATION}/description`],
      },
      { definition: get({ summary: "Get a parcel in Logic\u00a0Apps" }), at: AT },
    ],
    good: [
      { definition: get({ summary: "Get a parcel by automated power" }) },
      { definition: get({ description: "See https://parcels.fabrikam.com/docs/power-automate." }) },
    ],
  },
  {
    id: "op-summary-sentence-case",
    statement: "A summary starts with a capital and goes on as a sentence does.",
    why: "Microsoft's guide for the texts of connectors asks for sentence case: a name in another case stands out in the designer's list of operations.",
    severity: INFO,
    sources: [OPENAPI_EXTENSIONS, STRING_GUIDANCE],
    onlyWith: ["summary"],
    checks: {
      operation: onSummary((summary, node, context) => {
        if (SMALL_WORD.test(summary)) {
          const sentence = asSentence(summary);
          const words = summary.trim().split(/\s+/);
          const lowered = sentence.split(/\s+/);
          const capitals = words.filter((word, index) => index > 0 && word !== lowered[index]);
          context.report(
            node.at("summary"),
            `The summary ${quote(summary)} has capitals inside the sentence, in ${list([...new Set(capitals)])}.`,
            { help: `Write ${quoteWhole(sentence)}; words that are names keep their capitals.` },
          );
        }
        // One abbreviation can be all there is.
        if (!/[a-z]/.test(summary) && (summary.match(/[A-Z]{3,}/g) ?? []).length > 1) {
          context.report(node.at("summary"), `The summary ${quote(summary)} is written in capitals only.`, {
            help: `Write ${quoteWhole(asSentence(summary.toLowerCase()))}; words that are names keep their capitals.`,
          });
        }
        const start = summary.trimStart();
        // iPhone, d.velop, dox42: names start as they like.
        if (!/^[a-z]/.test(start) || /^(?:[a-z]{1,2}[A-Z]|[a-z]*[.0-9])/.test(start)) return;
        context.report(node.at("summary"), `The summary ${quote(summary)} starts with a small letter.`, {
          help: placeholderSaying("summary", summary)?.help ?? `Write ${quoteWhole(asWords(start))}.`,
        });
      }),
    },
    bad: [
      { definition: get({ summary: "get a parcel" }), at: AT },
      { definition: get({ summary: "getParcel" }), at: AT },
      { definition: get({ summary: "Get The Parcel" }), at: AT },
      { definition: get({ summary: " get a parcel" }), at: AT },
      { definition: get({ summary: "GET ONE PARCEL" }), at: AT },
    ],
    good: [
      { definition: get({ summary: "iParcel status" }) },
      { definition: get({ summary: "SMS" }) },
      { definition: get({ summary: "Get a parcel by its A number (The big one)" }) },
    ],
  },
  {
    id: "op-summary-unique",
    statement: "No two visible operations have the same summary.",
    why: "Makers see the same line twice in the list of operations and cannot tell which one they need.",
    severity: INFO,
    sources: ["observed: 64 published connectors"],
    inferred: true,
    checks: {
      connector(context) {
        const first = new Map<string, { id: string; pointer: string }>();
        for (const operation of context.model.operations) {
          const summary = ownString(operation.value, "summary")?.trim();
          // Older revisions of an operation keep its name on purpose.
          const annotated = own(own(operation.value, "x-ms-api-annotation"), "family") !== undefined;
          if (!summary || operation.internal || annotated || own(operation.value, "deprecated") === true)
            continue;
          const key = summary.toLowerCase().replace(/\s+/g, " ");
          const id = operation.id ?? `${operation.method} ${operation.path}`;
          const earlier = first.get(key);
          if (!earlier) first.set(key, { id, pointer: `${operation.pointer}/summary` });
          else
            context.report(
              context.inDefinition(`${operation.pointer}/summary`),
              `${list([earlier.id, id])} both have the summary ${quote(summary)}.`,
              {
                help: `Say in each what sets it apart, such as ${list([asWords(earlier.id), asWords(id)])}.`,
                label: "the same name again",
                related: [{ place: context.inDefinition(earlier.pointer), label: "first here" }],
              },
            );
        }
      },
    },
    bad: [
      {
        definition: { paths: { "/parcels": { post: { summary: "Get a Parcel" } } } },
        at: ["/paths/~1parcels/post/summary"],
      },
      {
        definition: operationWith("/parcels", "post", { summary: "Get a parcel", "x-ms-trigger": "single" }),
        at: ["/paths/~1parcels/post/summary"],
      },
      {
        definition: { paths: { "/parcels": { post: { summary: "Get  a parcel " } } } },
        at: ["/paths/~1parcels/post/summary"],
      },
    ],
    good: [
      { definition: { paths: { "/depots": { get: { summary: "Get a parcel" } } } } },
      { definition: { paths: { "/parcels": { post: { summary: "Get a parcel", deprecated: true } } } } },
    ],
  },
  {
    id: "op-x-ms-summary-ignored",
    statement: 'An operation names itself by "summary", not by x-ms-summary.',
    why: 'The designer reads x-ms-summary of parameters and properties only, and "summary" of operations: what it says here is lost.',
    severity: INFO,
    sources: [OPENAPI_EXTENSIONS, "observed: 22 published connectors"],
    fixable: true,
    onlyWith: ["x-ms-summary"],
    checks: {
      operation(node, context) {
        if (own(node.value, "x-ms-summary") === undefined) return;
        const place = node.at("x-ms-summary");
        const rename =
          typeof own(node.value, "x-ms-summary") === "string" && own(node.value, "summary") === undefined;
        context.report(place, `x-ms-summary of the operation ${nameAt(node)} has no effect.`, {
          help: rename ? 'Rename it to "summary".' : 'Remove it; the name that makers see is "summary".',
          part: "key",
          fix: rename
            ? {
                title: 'Rename it to "summary"',
                edits: (document) => renameKey(document, place.pointer, "summary"),
              }
            : { title: "Remove it", edits: (document) => removeAt(document, place.pointer) },
        });
      },
    },
    bad: [
      { definition: get({ "x-ms-summary": "Get it" }), at: [`${OPERATION}/x-ms-summary`] },
      { definition: get({ "x-ms-summary": "Get it", summary: null }), at: [`${OPERATION}/x-ms-summary`] },
    ],
  },
]);

/** A summary that ends in a word: brackets and quotation marks around its end become parentheses, or go. */
function endedInWord(summary: string): string {
  const bracket = /^(.*)[[{<]([^[\]{}<>]*)[\]}>][\s.,;:!_-]*$/s.exec(summary.slice(0, 300));
  return bracket
    ? `${bracket[1]}(${(bracket[2] ?? "").trim()})`
    : summary.replace(/"/g, "").replace(/[^\p{L}\p{M}\p{N})]{1,40}$/u, "");
}

/** Letters of English are tried first: compiling the table of all letters takes longer than all else a rule does. */
function endsInWord(text: string): boolean {
  return /[A-Za-z0-9)]$/.test(text) || /[\p{L}\p{M}\p{N})]$/u.test(text);
}
