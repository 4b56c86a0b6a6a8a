/** What operations say about themselves besides their texts: deprecated, tags, visibility, headers, parameters. */
import { isObject, own, ownArray, ownString } from "../../../definition/json.ts";
import type { JsonDocument } from "../../../definition/json-document.ts";
import { addMember, removeAt, replaceValue } from "../../fixing/edits.ts";
import { kindName, quote, show } from "../../quote.ts";
import { defineRules } from "../../rule.ts";
import {
  CERTIFICATION,
  DEFINITION_SCHEMA,
  DEPRECATION,
  DESIGNER_OPERATIONS,
  DESIGNER_PARSER,
  VALIDATOR_CODES,
} from "../../sources.ts";

const ERROR = { import: "error", certification: "error" } as const;
const MARK = " (deprecated)";

function saysDeprecated(text: string | undefined): boolean {
  return text === undefined || /\bdeprecated\b/i.test(text);
}

/** The text with the mark at its end, in front of a final full stop if there is one. */
function marked(text: string): string {
  const trimmed = text.trimEnd();
  return trimmed.endsWith(".") ? `${trimmed.slice(0, -1)}${MARK}.` : trimmed + MARK;
}

export default defineRules([
  {
    id: "op-deprecated-boolean",
    group: "operations",
    statement: '"deprecated" is true or false.',
    why: "The platform refuses other values.",
    severity: ERROR,
    codes: ["JsonTypeIncorrect"],
    sources: [DEFINITION_SCHEMA, VALIDATOR_CODES],
    fixable: true,
    onlyWith: ["deprecated"],
    checks: {
      operation(node, context) {
        const value = own(node.value, "deprecated");
        if (value === undefined || typeof value === "boolean") return;
        const place = node.at("deprecated");
        const meant =
          typeof value === "string" ? { true: true, false: false }[value.trim().toLowerCase()] : undefined;
        context.report(place, `"deprecated" must be true or false, but is ${show(value)}.`, {
          help: "Write true or false without quotes.",
          fix:
            meant === undefined
              ? undefined
              : {
                  title: "Write it without quotes",
                  edits: (document) => replaceValue(document, place.pointer, meant),
                },
        });
      },
    },
    bad: [
      {
        definition: { paths: { "/depots": { get: { deprecated: "true" } } } },
        at: ["/paths/~1depots/get/deprecated"],
      },
      {
        definition: { paths: { "/depots": { get: { deprecated: 1 } } } },
        at: ["/paths/~1depots/get/deprecated"],
      },
    ],
    good: [{ definition: { paths: { "/depots": { get: { deprecated: false } } } } }],
  },
  {
    id: "op-deprecated-label",
    group: "operations",
    statement: 'A deprecated operation says "(deprecated)" in its summary and description.',
    why: "Nothing else tells makers: the designer shows a deprecated operation like any other.",
    severity: { import: "info", certification: "info" },
    codes: [],
    sources: [DEPRECATION, "observed: 24 published connectors do not"],
    fixable: true,
    onlyWith: ["deprecated"],
    checks: {
      operation(node, context) {
        if (own(node.value, "deprecated") !== true || node.internal) return;
        const silent = ["summary", "description"].filter(
          (key) => !saysDeprecated(ownString(node.value, key)),
        );
        const [first] = silent;
        if (first === undefined) return;
        context.report(
          node.at(first),
          `The operation ${quote(node.operation?.id ?? "")} is deprecated, but its ${silent.join(" and ")} ${silent.length > 1 ? "do" : "does"} not say so.`,
          {
            help: `Put "${MARK.trim()}" at the end of ${silent.length > 1 ? "both" : "it"}.`,
            related: [{ place: node.at("deprecated"), label: "deprecated here" }],
            fix: {
              title: `Add "${MARK.trim()}"`,
              edits: (document: JsonDocument) =>
                silent.flatMap((key) => {
                  const text = marked(ownString(node.value, key) ?? "");
                  return replaceValue(document, node.at(key).pointer, text) ?? [];
                }),
            },
          },
        );
      },
    },
    bad: [
      {
        definition: { paths: { "/parcels/{parcelId}": { get: { deprecated: true } } } },
        at: ["/paths/~1parcels~1{parcelId}/get/summary"],
      },
      {
        definition: {
          paths: { "/parcels/{parcelId}": { get: { deprecated: true, summary: "Get (deprecated)" } } },
        },
        at: ["/paths/~1parcels~1{parcelId}/get/description"],
      },
    ],
    good: [
      {
        definition: {
          paths: {
            "/parcels/{parcelId}": {
              get: {
                deprecated: true,
                summary: "Get a parcel [DEPRECATED]",
                description: "Deprecated: use another.",
              },
            },
          },
        },
      },
    ],
  },
  {
    id: "op-tags-type",
    group: "operations",
    statement: "The tags of an operation are a list of texts, each there once.",
    why: "The platform refuses other values.",
    severity: ERROR,
    codes: ["ArrayDuplicateValue", "JsonTypeIncorrect"],
    sources: [DEFINITION_SCHEMA, VALIDATOR_CODES],
    fixable: true,
    onlyWith: ["tags"],
    checks: {
      operation(node, context) {
        const tags = own(node.value, "tags");
        if (tags === undefined) return;
        if (!Array.isArray(tags)) {
          context.report(node.at("tags"), `"tags" must be an array, but is ${kindName(tags)}.`, {
            help: 'Write a list of texts, such as ["parcels"].',
            codes: ["JsonTypeIncorrect"],
          });
          return;
        }
        const first = new Map<string, number>();
        for (const [index, tag] of tags.entries()) {
          const place = node.at("tags", index);
          if (typeof tag !== "string") {
            context.report(place, `A tag must be a string, but this one is ${kindName(tag)}.`, {
              help: "Write the tag's name in quotes.",
              codes: ["JsonTypeIncorrect"],
            });
            continue;
          }
          const earlier = first.get(tag);
          if (earlier === undefined) first.set(tag, index);
          else
            context.report(place, `The tag ${quote(tag)} is there twice.`, {
              help: "Remove one of the two.",
              codes: ["ArrayDuplicateValue"],
              related: [{ place: node.at("tags", earlier), label: "first here" }],
              fix: { title: "Remove the repetition", edits: (document) => removeAt(document, place.pointer) },
            });
        }
      },
    },
    bad: [
      {
        definition: { paths: { "/depots": { get: { tags: ["a", "b", "a"] } } } },
        at: ["/paths/~1depots/get/tags/2"],
      },
      { definition: { paths: { "/depots": { get: { tags: "a" } } } }, at: ["/paths/~1depots/get/tags"] },
      {
        definition: { paths: { "/depots": { get: { tags: [{ name: "a" }] } } } },
        at: ["/paths/~1depots/get/tags/0"],
      },
    ],
    good: [{ definition: { paths: { "/depots": { get: { tags: ["a", "b"] } } } } }],
  },
  {
    id: "op-visibility-declared",
    group: "operations",
    statement: "Every operation declares its x-ms-visibility.",
    why: "The certification checklist asks for it: important operations come first in the designer, internal ones stay hidden.",
    severity: { import: "off", certification: "info" },
    codes: [],
    sources: [CERTIFICATION, "observed: 896 published connectors leave it out somewhere"],
    checks: {
      connector(context) {
        const { operations } = context.model;
        // An operation without it is shown as usual, so one reminder for the connector is enough.
        const silent = operations.filter(
          (operation) => own(operation.value, "x-ms-visibility") === undefined,
        );
        const [first] = silent;
        if (!first) return;
        context.report(
          { file: context.connector.definition?.file ?? "", pointer: first.pointer },
          silent.length === 1
            ? `The operation ${quote(first.id ?? first.path)} does not declare x-ms-visibility.`
            : `${silent.length} of ${operations.length} operations do not declare x-ms-visibility; ${quote(first.id ?? first.path)} is the first.`,
          {
            help: 'Write "important" for what most makers need, "advanced" for the rest, "internal" for helpers.',
          },
        );
      },
    },
    bad: [
      {
        definition: { paths: { "/depots": { get: { "x-ms-visibility": null } } } },
        at: ["/paths/~1depots/get"],
      },
    ],
    good: [{}],
  },
  {
    id: "op-path-params-without-op-params",
    group: "operations",
    statement:
      "Under a path with parameters of its own, every operation has a parameters list, if only an empty one.",
    why: "Without it the Logic Apps designer stops with an error and shows none of the connector's operations.",
    severity: ERROR,
    codes: [],
    sources: [DESIGNER_PARSER],
    fixable: true,
    checks: {
      operation(node, context) {
        const shared = ownArray(node.parent?.value, "parameters") ?? [];
        if (shared.length === 0 || own(node.value, "parameters") !== undefined) return;
        context.report(
          node,
          `The operation ${quote(node.operation?.id ?? String(node.key))} has no "parameters", but its path has.`,
          {
            help: 'Add "parameters": [] to the operation.',
            label: "no parameters list here",
            related: node.parent
              ? [{ place: node.parent.at("parameters"), label: "the path has parameters" }]
              : [],
            fix: {
              title: "Add an empty parameters list",
              edits: (document) => addMember(document, node.pointer, "parameters", []),
            },
          },
        );
      },
    },
    bad: [
      {
        definition: {
          paths: {
            "/depots": {
              parameters: [{ name: "q", in: "query", type: "string" }],
              get: { parameters: null },
            },
          },
        },
        at: ["/paths/~1depots/get"],
      },
    ],
    good: [
      { definition: { paths: { "/depots": { parameters: [{ name: "q", in: "query", type: "string" }] } } } },
      { definition: { paths: { "/depots": { get: { parameters: null } } } } },
    ],
  },
  {
    id: "op-headers-extension-conflict",
    group: "operations",
    statement: "An operation with x-ms-headers declares no header parameters.",
    why: 'The designer stops at such an operation with "Invalid use of x-ms-header extension".',
    severity: { import: "warning", certification: "warning" },
    codes: [],
    sources: [DESIGNER_OPERATIONS],
    onlyWith: ["x-ms-headers"],
    checks: {
      operation(node, context) {
        const headers = own(node.value, "x-ms-headers");
        if (!isObject(headers) && !Array.isArray(headers)) return;
        const parameter = node.operation?.parameters.find((candidate) => candidate.in === "header");
        if (!parameter) return;
        context.report(
          node.at("x-ms-headers"),
          `The operation has x-ms-headers and the header parameter ${quote(parameter.name)}.`,
          {
            help: "Declare all headers as parameters and remove x-ms-headers.",
            part: "key",
            related: [{ place: { file: node.file, pointer: parameter.usedAt }, label: "a header parameter" }],
          },
        );
      },
    },
    bad: [
      {
        definition: {
          paths: {
            "/depots": {
              get: { "x-ms-headers": {}, parameters: [{ name: "X-Region", in: "header", type: "string" }] },
            },
          },
        },
        at: ["/paths/~1depots/get/x-ms-headers"],
      },
    ],
    good: [{ definition: { paths: { "/depots": { get: { "x-ms-headers": {} } } } } }],
  },
]);
