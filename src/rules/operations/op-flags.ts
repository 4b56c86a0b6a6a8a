/** What operations say about themselves besides their texts: tags, visibility, headers, parameters. */

import { addMember, removeAt } from "../../json/edits.ts";
import { own, ownArray } from "../../json/values.ts";
import { DEPOTS, depotsWith } from "../examples/small-changes.ts";
import { nameAt } from "../facts/operation-name.ts";
import { quote } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import {
  CERTIFICATION,
  DEFINITION_SCHEMA,
  DESIGNER_OPERATIONS,
  DESIGNER_PARSER,
  VALIDATOR_CODES,
} from "../sources.ts";

const ERROR = { import: "error", certification: "error" } as const;

export default defineRules("operations", [
  {
    id: "op-tags-type",
    statement: "The tags of an operation are a list of texts, each there once.",
    why: "The import refuses a definition whose tags are not a list of texts, each there once.",
    severity: ERROR,
    codes: ["ArrayDuplicateValue", "JsonTypeIncorrect"],
    sources: [DEFINITION_SCHEMA, VALIDATOR_CODES],
    fixable: true,
    shape: [{ of: "operation", faults: ["type"], keys: ["tags"] }],
    onlyWith: ["tags"],
    checks: {
      operation(node, context) {
        const tags = own(node.value, "tags");
        if (tags === undefined) return;
        if (!Array.isArray(tags)) return;
        const first = new Map<string, number>();
        for (const [index, tag] of tags.entries()) {
          const place = node.at("tags", index);
          if (typeof tag !== "string") continue;
          const earlier = first.get(tag);
          if (earlier === undefined) first.set(tag, index);
          else
            context.report(place, `The tag ${quote(tag)} of ${nameAt(node)} is listed twice.`, {
              help: "Remove one of the two.",
              codes: ["ArrayDuplicateValue"],
              related: [{ place: node.at("tags", earlier), label: "first here" }],
              fix: {
                title: "Remove the repetition",
                edits: (document) => removeAt(document, place.pointer),
              },
            });
        }
      },
    },
    bad: [
      { definition: depotsWith({ tags: ["a", "b", "a"] }), at: [`${DEPOTS}/tags/2`] },
      { definition: depotsWith({ tags: "a" }), at: [`${DEPOTS}/tags`] },
      { definition: depotsWith({ tags: [{ name: "a" }] }), at: [`${DEPOTS}/tags/0`] },
    ],
    good: [{ definition: depotsWith({ tags: ["a", "b"] }) }],
  },
  {
    id: "op-visibility-declared",
    statement: "Every operation declares its x-ms-visibility.",
    why: "The certification checklist asks for it: the designer lists important operations first, shows advanced ones last and hides internal ones.",
    severity: { import: "off", certification: "info" },
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
          context.inDefinition(first.pointer),
          silent.length === 1
            ? `The operation ${quote(first.id ?? first.path)} does not declare x-ms-visibility.`
            : `${silent.length} of ${operations.length} operations do not declare x-ms-visibility; ${quote(first.id ?? first.path)} is the first.`,
          {
            help: 'Write "important" for what most makers need, "advanced" for the rest, "internal" for helpers.',
          },
        );
      },
    },
    bad: [{ definition: depotsWith({ "x-ms-visibility": null }), at: [DEPOTS] }],
  },
  {
    id: "op-path-params-without-op-params",
    statement:
      "Under a path that has its own parameters, every operation has a parameters list, even if it is empty.",
    why: "Without a list of its own on the operation, the Logic Apps designer stops with an error and shows none of the connector's operations.",
    severity: ERROR,
    sources: [DESIGNER_PARSER],
    fixable: true,
    checks: {
      operation(node, context) {
        const shared = ownArray(node.parent?.value, "parameters") ?? [];
        if (shared.length === 0 || own(node.value, "parameters") !== undefined) return;
        context.report(node, `The operation ${nameAt(node)} has no "parameters", but its path has.`, {
          help: 'Add "parameters": [] to the operation; the parameters of the path still count.',
          label: "no parameters list here",
          related: node.parent
            ? [{ place: node.parent.at("parameters"), label: "the path has parameters" }]
            : [],
          fix: {
            title: "Add an empty parameters list",
            edits: (document) => addMember(document, node.pointer, "parameters", []),
          },
        });
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
        at: [DEPOTS],
      },
    ],
    good: [
      { definition: { paths: { "/depots": { parameters: [{ name: "q", in: "query", type: "string" }] } } } },
      { definition: depotsWith({ parameters: null }) },
    ],
  },
  {
    id: "op-headers-extension-conflict",
    statement: "An operation with x-ms-headers declares no header parameters.",
    why: 'The Logic Apps designer stops at an operation that has both with "Invalid use of x-ms-header extension", and makers cannot add it.',
    severity: { import: "warning", certification: "warning" },
    sources: [DESIGNER_OPERATIONS],
    onlyWith: ["x-ms-headers"],
    checks: {
      operation(node, context) {
        // The designer takes whatever is there for a list of headers.
        if (!own(node.value, "x-ms-headers")) return;
        const parameter = node.operation?.parameters.find((candidate) => candidate.in === "header");
        if (!parameter) return;
        context.report(
          node.at("x-ms-headers"),
          `The operation ${nameAt(node)} has x-ms-headers and the header parameter ${quote(parameter.name)}.`,
          {
            help: 'Remove x-ms-headers, and declare each header that it names as a parameter with "in": "header".',
            part: "key",
            related: [{ place: { file: node.file, pointer: parameter.usedAt }, label: "a header parameter" }],
          },
        );
      },
    },
    bad: [
      {
        definition: depotsWith({
          "x-ms-headers": {},
          parameters: [{ name: "X-Region", in: "header", type: "string" }],
        }),
        at: [`${DEPOTS}/x-ms-headers`],
      },
      {
        definition: depotsWith({
          "x-ms-headers": true,
          parameters: [{ name: "X-Region", in: "header", type: "string" }],
        }),
        at: [`${DEPOTS}/x-ms-headers`],
      },
    ],
    good: [{ definition: depotsWith({ "x-ms-headers": {} }) }],
  },
]);
