/** Labels and descriptions of parameters: what makers see beside the input. */

import type { Operation, Parameter } from "../../definition/model.ts";
import { resolveObject } from "../../definition/reference.ts";
import { replaceValue } from "../../json/edits.ts";
import { own, ownArray, ownString } from "../../json/values.ts";
import { counted } from "../../machine/terminal/counted.ts";
import { HIDDEN } from "../facts/checks.ts";
import { helpInWords } from "../facts/in-words.ts";
import { labelFrom } from "../facts/label-from-name.ts";
import {
  endOf,
  endsLikeSentence,
  hasText,
  howToEnd,
  sameText,
  withFullStop,
} from "../facts/operation-texts.ts";
import {
  inputKind,
  isInput,
  isInternal,
  locationOf,
  NEGOTIATED,
  parameterName,
} from "../facts/parameter-kinds.ts";
import { alikeInDescription, andMore } from "../facts/repeated-descriptions.ts";
import { placeholderSaying } from "../facts/text-placeholder.ts";
import type { Node } from "../language/node.ts";
import { kindName, list, quote } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import type { Fault, Saying, Speaker } from "../language/speaker.ts";
import { CERTIFICATION, pullRequest, STRING_GUIDANCE } from "../sources.ts";

const ONLY_CERTIFICATION = { import: "off", certification: "error" } as const;
const INFO = { import: "info", certification: "info" } as const;
const CERTIFICATION_INFO = { import: "off", certification: "info" } as const;
const SUMMARY = "x-ms-summary";
const MAX_SUMMARY = 80;
const UNWANTED = /[/\\<>*%&?]/;
/** Chosen: what a text box shows of a placeholder at once, several times over. */
const LONG_DESCRIPTION = 500;

/** What is said of inputs that makers see, though their operation may be internal. */
function onVisible(say: (fault: Fault) => Partial<Saying> | undefined): Speaker["say"] {
  return (fault) => {
    if (!isInput(fault.node)) return undefined;
    const saying = say(fault);
    // Two thirds of the certified connectors with internal operations leave them out there; newer ones do not.
    return saying && fault.node.internal ? { ...saying, severity: "warning" } : saying;
  };
}

function missing(node: Pick<Node, "value">): string[] {
  return [SUMMARY, "description"].filter((key) => !hasText(node.value, key));
}

/** What a description could say besides the label, by what the value is. */
function sayMore({ value }: Pick<Node, "value">): string {
  const type = ownString(value, "type");
  if (ownArray(value, "enum")) return "Say what each of the values means.";
  if (type === "boolean") return "Say what happens with yes, and what with no.";
  if (/^date/.test(ownString(value, "format") ?? ""))
    return 'Say which time is meant and how to write it, such as "2026-01-31T08:00:00Z".';
  return type === "integer" || type === "number"
    ? "Say what the number stands for, and how small and large it can be."
    : "Say where makers find the value, or what it looks like, with an example.";
}

/** What is missing, as the end of a sentence: "no x-ms-summary and an empty description". */
function lack(value: unknown, keys: readonly string[]): string {
  return keys.map((key) => `${typeof own(value, key) === "string" ? "an empty" : "no"} ${key}`).join(" and ");
}

/** What to do about it: a key that is there is filled, for a second one would be a duplicate. */
function supply(value: unknown, keys: readonly string[]): string {
  const absent = keys.filter((key) => own(value, key) === undefined);
  const there = keys.filter((key) => own(value, key) !== undefined);
  if (absent.length === 0) return `Fill ${list(there)}`;
  return `Add ${list(absent)}${there.length > 0 ? ` and fill ${list(there)}` : ""}`;
}

const given = (...parameters: Record<string, unknown>[]) =>
  ({ paths: { "/parcels/{parcelId}": { get: { parameters } } } }) as never;
const AT = "/paths/~1parcels~1{parcelId}/get/parameters/0";
const SECOND = "/paths/~1parcels~1{parcelId}/get/parameters/1";
const Q = {
  name: "q",
  in: "query",
  type: "string",
  [SUMMARY]: "Search text",
  description: "Words that occur on the parcel.",
};
const without = (key: string, more: Record<string, unknown> = {}) =>
  Object.fromEntries(Object.entries({ ...Q, ...more }).filter(([name]) => name !== key));
const INTERNAL = { required: true, default: "a", "x-ms-visibility": "internal" };

export default defineRules("parameters", [
  {
    id: "param-summary-required",
    statement: `A parameter that makers see has an ${SUMMARY}.`,
    why: "x-ms-summary is the label of the input: without it makers read the name that the service uses, and certification sends the connector back.",
    severity: ONLY_CERTIFICATION,
    codes: ["RequiredPropertyMissing", "RequiredValueEmpty", "JsonTypeIncorrect"],
    sources: [pullRequest(550), pullRequest(3407), pullRequest(3841)],
    shape: [
      {
        of: "parameter",
        faults: ["missing", "empty", "type"],
        keys: [SUMMARY],
        say: onVisible(({ fault, node, value, holder }) => ({
          // One omission, one finding: what was never described has neither.
          message: `The ${inputKind(locationOf(node))} ${quote(parameterName(node))} has ${fault === "missing" ? "no" : fault === "empty" ? "an empty" : `${kindName(value)} as`} ${SUMMARY}${fault === "missing" && own(holder, "description") === undefined ? " and no description" : ""}.`,
          help: `Write "${SUMMARY}": a label of a few words, such as ${quote(labelFrom(parameterName(node)) ?? "Parcel number")}${fault === "missing" && own(holder, "description") === undefined ? '; and "description": what to enter, in one sentence' : ""}.`,
          fix: undefined,
          ...(value === null && { codes: ["RequiredPropertyMissing"] }),
        })),
      },
    ],
    bad: [
      { definition: given(without(SUMMARY)), at: [AT] },
      { definition: given({ ...Q, [SUMMARY]: " " }), at: [`${AT}/${SUMMARY}`] },
    ],
    good: [{ definition: given(Q, without(SUMMARY, INTERNAL)) }],
  },
  {
    id: "param-summary-internal",
    statement: `An internal parameter has an ${SUMMARY} and a description as well.`,
    why: "Makers never see an internal parameter, but reviewers of the certification and whoever maintains the connector next read nothing else about what is sent here.",
    severity: CERTIFICATION_INFO,
    sources: ["observed: 170 published connectors leave them out"],
    inferred: true,
    onlyWith: [HIDDEN],
    checks: {
      parameter(node, context) {
        const location = locationOf(node);
        if (location === undefined || location === "body" || !isInternal(node)) return;
        // Those that should not be there need no texts.
        if (location === "header" && NEGOTIATED.includes(parameterName(node).toLowerCase())) return;
        const lacking = missing(node);
        if (lacking.length === 0) return;
        context.report(
          node,
          `The internal ${inputKind(location)} ${quote(parameterName(node))} has ${lack(node.value, lacking)}.`,
          {
            help: `${supply(node.value, lacking)}: ${lacking.includes(SUMMARY) ? `${quote(labelFrom(parameterName(node)) ?? "…")} for a label${lacking.length > 1 ? ", and in a sentence what the value is for" : ""}` : "in a sentence what the value is for"}.`,
          },
        );
      },
    },
    bad: [{ definition: given(without(SUMMARY, INTERNAL)), at: [AT] }],
    good: [{ definition: given({ ...Q, ...INTERNAL }) }],
  },
  {
    id: "param-summary-body",
    statement: `A body parameter has an ${SUMMARY} and a description.`,
    why: "Where the body is one input, a list or a text, x-ms-summary and description are its label and its hint; of an object they tell reviewers what is sent.",
    severity: INFO,
    sources: ["observed: 702 published connectors leave them out somewhere"],
    inferred: true,
    checks: {
      connector(context) {
        const silent = new Map<string, { parameter: Parameter; operation: Operation }>();
        for (const operation of context.model.operations) {
          for (const parameter of operation.parameters) {
            if (parameter.in !== "body") continue;
            if (hasText(parameter.value, SUMMARY) && hasText(parameter.value, "description")) continue;
            silent.set(parameter.pointer, { parameter, operation });
          }
        }
        const [[pointer, first] = []] = silent;
        if (pointer === undefined || first === undefined) return;
        const { value, name } = first.parameter;
        const lacking = missing({ value });
        const schema = resolveObject(context.root, own(value, "schema"), "")?.value;
        const isObject = own(schema, "type") === "object" || own(schema, "properties") !== undefined;
        const what = `${quote(name)} of ${quote(first.operation.id ?? first.operation.path)}`;
        // Bodies of many properties show labels of their own: one reminder for the connector is enough.
        context.report(
          context.inDefinition(pointer),
          silent.size === 1
            ? `The body parameter ${what} has ${lack(value, lacking)}.`
            : `${silent.size} body parameters lack ${SUMMARY} or description, those of ${list([...silent.values()].map(({ operation }) => operation.id ?? operation.path))}; the first, ${what}, has ${lack(value, lacking)}.`,
          {
            help: isObject
              ? `${supply(value, lacking)} for reviewers: makers see the labels of this object's properties instead${silent.size > 1 ? ". Begin with the bodies that are a list or a text" : ""}.`
              : `${supply(value, lacking)}: makers read ${lacking.length === 1 ? "it" : "them"} beside the input.`,
          },
        );
      },
    },
    bad: [
      { definition: given({ name: "body", in: "body", schema: { type: "array", items: {} } }), at: [AT] },
    ],
    good: [{ definition: given({ ...Q, in: "body", type: undefined, schema: { type: "object" } }) }],
  },
  {
    id: "param-summary-length",
    statement: `The ${SUMMARY} of a parameter has at most ${MAX_SUMMARY} characters.`,
    why: "The designer cuts labels above 80 characters, and certification sends the connector back.",
    severity: ONLY_CERTIFICATION,
    codes: ["FieldLengthExceeded"],
    sources: [STRING_GUIDANCE, CERTIFICATION],
    onlyWith: [{ [SUMMARY]: (text) => typeof text === "string" && text.length > MAX_SUMMARY }],
    checks: {
      parameter(node, context) {
        const summary = ownString(node.value, SUMMARY);
        if (summary === undefined || summary.length <= MAX_SUMMARY) return;
        context.report(
          node.at(SUMMARY),
          `The ${SUMMARY} of ${quote(parameterName(node))}, ${quote(summary)}, has ${summary.length} characters; ${MAX_SUMMARY} are allowed.`,
          {
            help: `Cut ${counted(summary.length - MAX_SUMMARY, "character")} or more, and move what they say into the description.`,
          },
        );
      },
    },
    bad: [
      { definition: given({ ...Q, [SUMMARY]: `Search ${"more ".repeat(16)}` }), at: [`${AT}/${SUMMARY}`] },
    ],
    good: [{ definition: given({ ...Q, [SUMMARY]: `Search ${"more ".repeat(14)}` }) }],
  },
  {
    id: "param-summary-characters",
    statement: `The ${SUMMARY} of a parameter contains none of / \\ < > * % & ?`,
    why: "The certification guide allows none of / \\ < > * % & ? in labels, though the service itself checks the summaries of operations only.",
    severity: CERTIFICATION_INFO,
    sources: [CERTIFICATION, "observed: 50 published connectors use them"],
    onlyWith: [{ [SUMMARY]: (text) => typeof text === "string" && UNWANTED.test(text) }],
    checks: {
      parameter(node, context) {
        const summary = ownString(node.value, SUMMARY) ?? "";
        const found = [...new Set(summary.match(new RegExp(UNWANTED, "g")) ?? [])];
        if (found.length === 0) return;
        context.report(
          node.at(SUMMARY),
          `The label ${quote(summary)} of ${quote(parameterName(node))} contains ${list(found)}.`,
          {
            help: helpInWords(summary),
          },
        );
      },
    },
    bad: [{ definition: given({ ...Q, [SUMMARY]: "Parcel/Depot" }), at: [`${AT}/${SUMMARY}`] }],
    good: [{ definition: given({ ...Q, [SUMMARY]: "Parcel or depot" }) }],
  },
  {
    id: "param-description-required",
    statement: "A parameter that makers see has a description.",
    why: "The description is the hint inside the input: without it makers have to guess what to enter, and certification sends the connector back.",
    severity: ONLY_CERTIFICATION,
    codes: ["RequiredPropertyMissing", "RequiredValueEmpty"],
    sources: [pullRequest(550), pullRequest(3407)],
    yieldsTo: ["param-summary-required"],
    shape: [
      {
        of: "parameter",
        faults: ["missing", "empty", "type"],
        keys: ["description"],
        say: onVisible(({ fault, node, value }) =>
          // A value of another type is there, only wrong.
          fault === "type" && value !== null
            ? undefined
            : {
                message: `The ${inputKind(locationOf(node))} ${quote(parameterName(node))} has ${fault === "missing" ? "no" : "an empty"} description.`,
                help: 'Write a "description": what to enter, in one sentence.',
                codes: [fault === "empty" ? "RequiredValueEmpty" : "RequiredPropertyMissing"],
                fix: undefined,
              },
        ),
      },
    ],
    bad: [
      { definition: given(without("description")), at: [AT] },
      // Without a label as well it is the label's rule that says both.
      {
        definition: given({ ...Q, description: "" }, { ...Q, name: "r", description: null }),
        at: [`${AT}/description`, `${SECOND}/description`],
      },
    ],
    good: [{ definition: given(Q, without("description", INTERNAL)) }],
  },
  {
    id: "param-description-differs",
    statement: `The description of a parameter says more than its ${SUMMARY}.`,
    why: "Makers read the description as the hint inside the input, below the label that says the same: what to enter they have to guess.",
    severity: INFO,
    sources: [STRING_GUIDANCE, "observed: 266 published connectors repeat it"],
    onlyWith: ["description"],
    checks: {
      parameter(node, context) {
        const description = ownString(node.value, "description") ?? "";
        if (!sameText(description, ownString(node.value, SUMMARY) ?? "")) return;
        const alike = alikeInDescription(node, context);
        if (alike.length === 0) return;
        context.report(
          node.at("description"),
          `The description of ${quote(parameterName(node))} only repeats its label, ${quote(description)}${andMore(alike)}.`,
          {
            ...(isInternal(node)
              ? {
                  because:
                    "Makers never see an internal parameter; reviewers read the same words twice and do not learn what is sent.",
                  help: "Say in a sentence what the value is for.",
                }
              : { help: sayMore(node) }),
          },
        );
      },
    },
    bad: [
      { definition: given({ ...Q, description: "Search text." }), at: [`${AT}/description`] },
      { definition: given({ ...Q, description: " Search text " }), at: [`${AT}/description`] },
    ],
    good: [{ definition: given(Q) }],
  },
  {
    id: "param-description-punctuation",
    statement: "The description of a parameter ends like a sentence.",
    why: "Microsoft's guide for certification asks for full sentences: the designer and the documentation show descriptions side by side, where a fragment looks unfinished.",
    severity: INFO,
    sources: [CERTIFICATION, "observed: 587 published connectors do not"],
    fixable: true,
    onlyWith: ["description"],
    checks: {
      parameter(node, context) {
        const description = ownString(node.value, "description");
        if (description === undefined || description.trim() === "" || endsLikeSentence(description)) return;
        // One that only repeats the label has to be written again anyway.
        if (sameText(description, ownString(node.value, SUMMARY) ?? "")) return;
        const alike = alikeInDescription(node, context);
        if (alike.length === 0) return;
        const placeholder = placeholderSaying("description", description);
        const mended = placeholder ? undefined : withFullStop(description);
        context.report(
          node.at("description"),
          placeholder?.message ??
            `The description of ${quote(parameterName(node))} ends without punctuation, in ${quote(endOf(description))}${andMore(alike)}.`,
          {
            help: placeholder?.help ?? howToEnd(description),
            fix:
              mended === undefined
                ? undefined
                : {
                    title: "Add a full stop",
                    edits: (document) =>
                      alike.flatMap(
                        (pointer) => replaceValue(document, `${pointer}/description`, mended) ?? [],
                      ),
                  },
          },
        );
      },
    },
    bad: [
      { definition: given({ ...Q, description: "Words on the parcel" }), at: [`${AT}/description`] },
      {
        definition: {
          paths: {
            "/depots": { get: { parameters: [{ ...Q, description: "Words on the parcel" }] } },
            "/stamps": {
              get: {
                operationId: "ListStamps",
                parameters: [{ ...Q, description: "Words on the parcel" }],
                responses: { "200": { description: "Fine." } },
              },
            },
          },
        },
        at: ["/paths/~1depots/get/parameters/0/description"],
      },
    ],
    good: [{ definition: given(Q) }],
  },
  {
    id: "param-description-long",
    statement: `The description of a parameter has at most ${LONG_DESCRIPTION} characters.`,
    why: `The description is the hint inside the input, which shows the beginning of a long text only; ${LONG_DESCRIPTION} characters are our measure, not a limit of the platform.`,
    severity: INFO,
    sources: [STRING_GUIDANCE],
    onlyWith: [{ description: (text) => typeof text === "string" && text.length > LONG_DESCRIPTION }],
    checks: {
      parameter(node, context) {
        const description = ownString(node.value, "description");
        if (description === undefined || description.length <= LONG_DESCRIPTION) return;
        context.report(
          node.at("description"),
          `The description of ${quote(parameterName(node))} has ${description.length} characters.`,
          {
            help: "Keep what makers need while they type. Move the rest into the description of the operation, or link to the service's documentation.",
          },
        );
      },
    },
    bad: [{ definition: given({ ...Q, description: `${"Words. ".repeat(80)}` }), at: [`${AT}/description`] }],
    good: [{ definition: given({ ...Q, description: `${"Words. ".repeat(70)}` }) }],
  },
]);
