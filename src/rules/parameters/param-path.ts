/** The variables of a path and the parameters that fill them. */

import { LOCATIONS } from "../../definition/grammar/swagger.ts";
import { addMember } from "../../json/edits.ts";
import { own } from "../../json/values.ts";
import { withText } from "../facts/checks.ts";
import { areAllResolved, locationOf, parameterName } from "../facts/parameter-kinds.ts";
import { parsePath } from "../facts/path-template.ts";
import { didYouMean, nearest } from "../language/nearest.ts";
import { quote, quoteWhole, show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { DEFINITION_SCHEMA, VALIDATOR_CODES } from "../sources.ts";

const ERROR = { import: "error", certification: "error" } as const;
/** Chosen: a path that lacks more is broken in another way. */
const MAX_NAMED = 16;
const ENCODING = "x-ms-url-encoding";

const ID = { name: "id", in: "path", required: true, type: "string", [ENCODING]: "single" };
const stamps = (...parameters: Record<string, unknown>[]) =>
  ({ paths: { "/stamps/{id}": { get: { operationId: "GetStamp", parameters } } } }) as never;
const OPERATION = "/paths/~1stamps~1{id}/get";
const AT = `${OPERATION}/parameters/0`;

/** Whether a variable without a parameter and a parameter without a variable, of which there is one each, belong together. */
function isRenamed(lacking: readonly string[], spare: readonly { name: string }[]): boolean {
  const [variable] = lacking;
  const [parameter] = spare;
  return (
    lacking.length === 1 &&
    spare.length === 1 &&
    variable !== undefined &&
    parameter !== undefined &&
    parameter.name.trim() !== "" &&
    // In another letter case it is the variable's rule that says it.
    variable.toLowerCase() !== parameter.name.toLowerCase()
  );
}

export default defineRules("parameters", [
  {
    id: "param-path-required-true",
    statement: 'A path parameter has "required": true.',
    why: "An address with a gap does not reach the service, and the import refuses path parameters that may be left out.",
    severity: ERROR,
    codes: ["PathParameterMustBeRequired"],
    sources: [VALIDATOR_CODES, DEFINITION_SCHEMA],
    fixable: true,
    asksFor: ["required"],
    onlyWith: [withText("in", "path")],
    checks: {
      parameter(node, context) {
        const required = own(node.value, "required");
        // A value of another type has a rule of its own.
        if (locationOf(node) !== "path" || required === true) return;
        if (required !== undefined && typeof required !== "boolean") return;
        context.report(
          required === undefined ? node : node.at("required"),
          `The path parameter ${quote(parameterName(node))} is not required.`,
          {
            help: `${required === undefined ? "Add" : "Write"} "required": true.`,
            fix: {
              title: 'Add "required": true',
              edits: (document) => addMember(document, node.pointer, "required", true),
            },
          },
        );
      },
    },
    bad: [
      { definition: stamps({ ...ID, required: false }), at: [`${AT}/required`] },
      { definition: stamps({ name: "id", in: "path", type: "string" }), at: [AT] },
    ],
    good: [{ definition: stamps(ID) }],
  },
  {
    id: "param-path-defined",
    statement: "Every variable in a path has a path parameter.",
    why: "Makers could not fill the variable in, and the import refuses the definition.",
    severity: ERROR,
    codes: ["OperationMissingPathParameter"],
    sources: [VALIDATOR_CODES],
    checks: {
      operation(node, context) {
        const { operation } = node;
        if (!operation) return;
        const { variables } = parsePath(operation.path);
        if (variables.length === 0) return;
        const inPath = operation.parameters.filter((parameter) => parameter.in === "path");
        const missing = [...new Set(variables)].filter(
          (variable) => !inPath.some((parameter) => parameter.name === variable),
        );
        // So could they in what is not a list at all: that is the fault to fix first.
        const listed = own(node.value, "parameters");
        if (listed !== undefined && !Array.isArray(listed)) return;
        // Behind a reference that points to nothing could be the parameter.
        if (missing.length === 0 || !areAllResolved(node, context)) return;
        // So could be one without a name, which has a rule of its own.
        if (inPath.some((parameter) => parameter.name.trim() === "")) return;
        const spare = inPath.filter((parameter) => !variables.includes(parameter.name));
        // One variable and one parameter that miss each other are one renamed: param-path-in-template says so.
        if (isRenamed(missing, spare)) return;
        for (const variable of missing.slice(0, MAX_NAMED)) {
          const elsewhere = operation.parameters.find((parameter) => parameter.name === variable);
          // A parameter that does not say where it goes has a rule of its own.
          if (elsewhere && !(LOCATIONS as readonly string[]).includes(elsewhere.in)) continue;
          const close = spare.find((parameter) => parameter.name.toLowerCase() === variable.toLowerCase());
          const meant =
            close?.name ??
            nearest(
              variable,
              spare.map((parameter) => parameter.name),
            );
          const related = elsewhere ?? spare.find((parameter) => parameter.name === meant);
          context.report(
            node,
            `The path ${quote(operation.path)} has the variable "{${variable}}", but the operation ${quote(operation.id ?? node.key.toString())} has no path parameter of that name.`,
            {
              help: elsewhere
                ? `Write "in": "path" and "required": true on the parameter ${quote(variable)}, which is in ${show(elsewhere.in)} now.`
                : meant === undefined
                  ? `Add {"name": ${quoteWhole(variable)}, "in": "path", "required": true, "type": "string"} to its parameters.`
                  : `Did you mean ${quote(meant)}? Give the parameter and the variable the same name, letter for letter.`,
              label: "lacks the parameter",
              ...(related
                ? {
                    related: [
                      {
                        place: { file: node.file, pointer: related.usedAt },
                        label: elsewhere
                          ? "in another place"
                          : close
                            ? "differs in letter case"
                            : "perhaps this one",
                      },
                    ],
                  }
                : {}),
            },
          );
        }
      },
    },
    bad: [
      { definition: stamps(), at: [OPERATION] },
      { definition: stamps({ ...ID, name: "ID" }), at: [OPERATION] },
      { definition: stamps({ name: "id", in: "query", type: "string" }), at: [OPERATION] },
    ],
    good: [
      { definition: stamps(ID) },
      { definition: stamps({ $ref: "#/parameters/nowhere" }) },
      { definition: stamps({ ...ID, in: "Path" }) },
      { definition: { paths: { "/parcels/{parcelId}": { get: { parameters: "parcelId" } } } } },
      { definition: stamps({ ...ID, name: "" }) },
      {
        definition: {
          paths: { "/stamps/{id}": { parameters: [{ $ref: "#/parameters/id" }], get: { parameters: [] } } },
          parameters: { id: ID },
        },
      },
    ],
  },
  {
    id: "param-path-in-template",
    statement: "Every path parameter occurs in the path.",
    why: "Its value would go nowhere, and the import refuses the definition.",
    severity: ERROR,
    codes: ["PathParameterNotDefinedInTemplate"],
    sources: [VALIDATOR_CODES],
    checks: {
      operation(node, context) {
        const { operation } = node;
        if (!operation) return;
        const inPath = operation.parameters.filter((parameter) => parameter.in === "path");
        if (inPath.length === 0) return;
        const { variables, fault } = parsePath(operation.path);
        // What is in a path with broken braces cannot be told, and they have a rule of their own.
        if (fault !== undefined) return;
        const spare = inPath.filter((parameter) => !variables.includes(parameter.name));
        const lacking = [...new Set(variables)].filter(
          (variable) => !operation.parameters.some((parameter) => parameter.name === variable),
        );
        const [renamed] = isRenamed(lacking, spare) ? lacking : [];
        for (const parameter of spare) {
          const { name } = parameter;
          if (name.trim() === "") continue;
          // One that differs in letter case is what its variable lacks, and named there.
          const meant = variables.find((variable) => variable.toLowerCase() === name.toLowerCase());
          if (meant !== undefined && !inPath.some((other) => other.name === meant)) continue;
          context.report(
            { file: node.file, pointer: parameter.usedAt },
            `The path parameter ${quote(parameter.name)} does not occur in the path ${quote(operation.path)}${renamed === undefined ? "" : `, whose variable "{${renamed}}" has no parameter`}.`,
            {
              help:
                renamed !== undefined
                  ? `Write "name": ${quote(renamed)} on the parameter: the name itself is sent nowhere.`
                  : meant === undefined
                    ? `${didYouMean(name, variables)}If the service takes the value in the query, write "in": "query" on the parameter; if in the path, write {${name}} there.`
                    : `Remove it; {${meant}} has a parameter of its own.`,
              label: "not in the path",
              ...(node.parent
                ? { related: [{ place: node.parent, label: "the path", part: "key" as const }] }
                : {}),
            },
          );
        }
      },
    },
    bad: [
      { definition: stamps(ID, { ...ID, name: "color" }), at: [`${OPERATION}/parameters/1`] },
      { definition: stamps(ID, { ...ID, name: "ID" }), at: [`${OPERATION}/parameters/1`] },
    ],
    good: [
      { definition: stamps(ID) },
      { definition: { paths: { "/stamps/{id": { get: { parameters: [ID] } } } } },
      { definition: { paths: { "/stamps/{id*}": { get: { parameters: [ID] } } } } },
    ],
  },
]);
