/** Parameters that do not go together in one list. */
import { isDeepStrictEqual } from "node:util";
import { removeAt } from "../../json/edits.ts";
import { own, ownArray } from "../../json/values.ts";
import { nameAt } from "../facts/operation-name.ts";
import { inputKind, type ListedParameter, listedParameters } from "../facts/parameter-kinds.ts";
import type { Context } from "../language/context.ts";
import type { Node } from "../language/node.ts";
import { list, quote } from "../language/quote.ts";
import { type Check, type Checks, defineRules } from "../language/rule.ts";
import { DESIGNER_PARAMETERS, VALIDATOR_CODES } from "../sources.ts";

const ERROR = { import: "error", certification: "error" } as const;

/** What a list belongs to, in words. */
function holderOf(node: Node): string {
  return node.kind === "pathItem" ? `the path ${quote(String(node.key))}` : `the operation ${nameAt(node)}`;
}

/** The check for lists of operations and of paths. */
function onLists(check: (listed: readonly ListedParameter[], node: Node, context: Context) => void): Checks {
  const run: Check = (node, context) => {
    if ((ownArray(node.value, "parameters")?.length ?? 0) < 2) return;
    const listed = listedParameters(node, context);
    if (listed.length < 2) return;
    check(listed, node, context);
  };
  return { pathItem: run, operation: run };
}

/** Reports every body but the first. */
function reportBodies(
  parameters: readonly Pick<ListedParameter, "name" | "in" | "value" | "usedAt">[],
  node: Node,
  context: Context,
  code: string,
): void {
  const [first, ...more] = parameters.filter((parameter) => parameter.in === "body");
  for (const parameter of more) {
    // The same body listed twice has a rule of its own.
    if (!first || isRepetition(first, parameter)) continue;
    context.report(
      { file: node.file, pointer: parameter.usedAt },
      `There are several bodies in ${holderOf(node)}: ${list([first.name, parameter.name])}.`,
      {
        help: 'Join them as properties of one "schema". If the service takes a form, declare form fields instead.',
        label: "another body",
        codes: [code],
        related: [{ place: { file: node.file, pointer: first.usedAt }, label: "the first body" }],
      },
    );
  }
}

/** Whether two parameters say the same, be it by one reference. */
function isRepetition(a: Pick<ListedParameter, "value">, b: Pick<ListedParameter, "value">): boolean {
  return a.value === b.value || isDeepStrictEqual(a.value, b.value);
}

/** What makes two parameters the same; header names are compared without regard to case. */
function identity(parameter: ListedParameter): string {
  return `${parameter.in} ${parameter.in === "header" ? parameter.name.toLowerCase() : parameter.name}`;
}

const lists = (...parameters: Record<string, unknown>[]) =>
  ({ paths: { "/depots": { get: { parameters } } } }) as never;
const pathLists = (...parameters: Record<string, unknown>[]) =>
  ({ paths: { "/depots": { parameters } } }) as never;
const AT = "/paths/~1depots/get/parameters";
const PATH_AT = "/paths/~1depots/parameters";
const Q = { name: "q", in: "query", type: "string" };
const BODY = { name: "body", in: "body", schema: { type: "object" } };
const FIELD = { name: "file", in: "formData", type: "file" };

export default defineRules("parameters", [
  {
    id: "param-unique",
    statement: "No two parameters of an operation, or of a path, have the same name and place.",
    why: "Of two parameters with one name in one place only one could be sent, and the import refuses the definition.",
    severity: ERROR,
    codes: [
      "OperationParametersContainDuplicateParameter",
      "OperationParametersAreNotUnique",
      "PathParametersContainDuplicateParameter",
    ],
    sources: [VALIDATOR_CODES],
    fixable: true,
    checks: onLists((listed, node, context) => {
      const first = new Map<string, ListedParameter>();
      for (const parameter of listed) {
        if (parameter.name === "") continue;
        const earlier = first.get(identity(parameter));
        if (!earlier) {
          first.set(identity(parameter), parameter);
          continue;
        }
        const same = isRepetition(earlier, parameter);
        // Two different bodies are one too many whatever their names, which another rule says.
        if (!same && parameter.in === "body") continue;
        const codes =
          node.kind === "pathItem"
            ? ["PathParametersContainDuplicateParameter"]
            : same
              ? ["OperationParametersContainDuplicateParameter", "OperationParametersAreNotUnique"]
              : ["OperationParametersContainDuplicateParameter"];
        context.report(
          { file: node.file, pointer: parameter.usedAt },
          `The ${inputKind(parameter.in)} ${quote(parameter.name)} is twice in ${holderOf(node)}.`,
          {
            help: same
              ? "Remove one of the two."
              : "Remove one of the two, or give it the name that the service knows.",
            label: "the same parameter again",
            codes,
            related: [{ place: { file: node.file, pointer: earlier.usedAt }, label: "first here" }],
            fix: same
              ? { title: "Remove the repetition", edits: (document) => removeAt(document, parameter.usedAt) }
              : undefined,
          },
        );
      }
    }),
    bad: [
      { definition: lists(Q, { ...Q, required: true }), at: [`${AT}/1`] },
      { definition: lists(Q, { ...Q }), at: [`${AT}/1`] },
      { definition: lists(BODY, { ...BODY }), at: [`${AT}/1`] },
      { definition: pathLists(Q, { ...Q, type: "integer" }), at: [`${PATH_AT}/1`] },
      {
        definition: lists(
          { name: "X-Id", in: "header", type: "string" },
          { name: "x-id", in: "header", type: "string" },
        ),
        at: [`${AT}/1`],
      },
    ],
    good: [
      { definition: lists(Q, { ...Q, name: "Q" }) },
      { definition: lists(BODY, { ...BODY, required: true }) },
    ],
  },
  {
    id: "param-same-name-locations",
    statement: "No two parameters of an operation share a name, even in different places.",
    why: "The designer keeps parameters by their name: makers see one input for the two, and dynamic values that refer to the name may take the wrong one.",
    severity: { import: "warning", certification: "warning" },
    sources: [DESIGNER_PARAMETERS, "observed: no published connector has such a pair"],
    inferred: true,
    checks: {
      operation(node, context) {
        const first = new Map<string, { in: string; usedAt: string }>();
        for (const parameter of node.operation?.parameters ?? []) {
          if (parameter.name === "") continue;
          const earlier = first.get(parameter.name);
          if (!earlier) first.set(parameter.name, parameter);
          else if (earlier.in !== parameter.in)
            context.report(
              { file: node.file, pointer: parameter.usedAt },
              `The name ${quote(parameter.name)} belongs to a ${inputKind(earlier.in)} and to a ${inputKind(parameter.in)} of ${nameAt(node)}.`,
              {
                help: `Give ${earlier.in === "body" || parameter.in === "body" ? "the body parameter another name, which is sent nowhere" : earlier.in === "path" || parameter.in === "path" ? "the path parameter and the variable in the path another name, which is sent nowhere" : "one of them another name if the service allows it; if not, set one of the two by a policy"}.`,
                label: "the same name again",
                related: [{ place: { file: node.file, pointer: earlier.usedAt }, label: "first here" }],
              },
            );
        }
      },
    },
    bad: [{ definition: lists(Q, { name: "q", in: "header", type: "string" }), at: [`${AT}/1`] }],
    good: [{ definition: lists(Q, { name: "Q2", in: "header", type: "string" }) }],
  },
  {
    id: "param-single-body",
    statement: "An operation, or a path, has at most one body parameter.",
    why: "A request has one body, and the import refuses a second.",
    severity: ERROR,
    codes: [
      "OperationParametersContainMultipleBodyParameters",
      "PathParametersContainMultipleBodyParameters",
    ],
    sources: [VALIDATOR_CODES],
    checks: {
      pathItem(node, context) {
        reportBodies(
          listedParameters(node, context),
          node,
          context,
          "PathParametersContainMultipleBodyParameters",
        );
      },
      operation(node, context) {
        const parameters = node.operation?.parameters ?? [];
        // Several that the path lists are said there; the first of them is one too many beside the operation's own.
        const ofPath = parameters.find(
          (parameter) => parameter.source === "path-item" && parameter.in === "body",
        );
        const listed = parameters.filter((parameter) => parameter.source === "operation");
        reportBodies(
          ofPath ? [ofPath, ...listed] : listed,
          node,
          context,
          "OperationParametersContainMultipleBodyParameters",
        );
      },
    },
    bad: [
      { definition: lists(BODY, { ...BODY, name: "more" }), at: [`${AT}/1`] },
      { definition: lists(BODY, { ...BODY, required: true }), at: [`${AT}/1`] },
      { definition: pathLists(BODY, { ...BODY, name: "more" }), at: [`${PATH_AT}/1`] },
      {
        definition: {
          paths: { "/depots": { parameters: [{ ...BODY, name: "more" }], get: { parameters: [BODY] } } },
        },
        at: [`${AT}/0`],
      },
    ],
    good: [
      { definition: lists(BODY, Q) },
      { definition: lists(BODY, { ...BODY }) },
      { definition: { paths: { "/depots": { parameters: [BODY], get: { parameters: [BODY] } } } } },
    ],
  },
  {
    id: "param-body-xor-formdata",
    statement: "An operation has a body or form fields, not both.",
    why: "Form fields are the body of the request already, and the import refuses the mixture.",
    severity: ERROR,
    codes: ["ParameterListContainsFormDataAndBody"],
    sources: [VALIDATOR_CODES],
    checks: {
      operation(node, context) {
        const parameters = node.operation?.parameters ?? [];
        const body = parameters.find((parameter) => parameter.in === "body");
        const field = parameters.find((parameter) => parameter.in === "formData");
        if (!body || !field) return;
        context.report(
          { file: node.file, pointer: body.usedAt },
          `The operation ${quote(node.operation?.id ?? "")} has the body ${quote(body.name)} and the form field ${quote(field.name)}.`,
          {
            help: `If the service takes a form${own(field.value, "type") === "file" ? ", as it must for a file" : ""}, declare what ${quote(body.name)} holds as parameters with "in": "formData". Otherwise make ${quote(field.name)} a property of the body.`,
            label: "a body",
            related: [{ place: { file: node.file, pointer: field.usedAt }, label: "a form field" }],
          },
        );
      },
    },
    bad: [{ definition: lists(FIELD, BODY), at: [`${AT}/1`] }],
    good: [{ definition: lists(FIELD, Q) }],
  },
]);
