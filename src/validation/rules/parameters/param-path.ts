/** The variables of a path and the parameters that fill them. */
import { own, ownString } from "../../../definition/json.ts";
import { areAllResolved, isInternal, locationOf, parameterName } from "../../facts/parameter-kinds.ts";
import { parsePath } from "../../facts/path-template.ts";
import { addMember, removeAt, replaceValue } from "../../fixing/edits.ts";
import { didYouMean } from "../../nearest.ts";
import { quote, show } from "../../quote.ts";
import { defineRules } from "../../rule.ts";
import { DEFINITION_SCHEMA, OPENAPI_EXTENSIONS, pullRequest, VALIDATOR_CODES } from "../../sources.ts";

const ERROR = { import: "error", certification: "error" } as const;
/** Chosen: a path that lacks more is broken in another way. */
const MAX_NAMED = 16;
const ENCODING = "x-ms-url-encoding";
const ENCODINGS = ["single", "double"];

const ID = { name: "id", in: "path", required: true, type: "string", [ENCODING]: "single" };
const stamps = (...parameters: Record<string, unknown>[]) =>
  ({ paths: { "/stamps/{id}": { get: { operationId: "GetStamp", parameters } } } }) as never;
const OPERATION = "/paths/~1stamps~1{id}/get";
const AT = `${OPERATION}/parameters/0`;

export default defineRules([
  {
    id: "param-path-required-true",
    group: "parameters",
    statement: 'A path parameter has "required": true.',
    why: "A path with a gap leads nowhere; the platform refuses optional path parameters.",
    severity: ERROR,
    codes: ["PathParameterMustBeRequired"],
    sources: [VALIDATOR_CODES, DEFINITION_SCHEMA],
    fixable: true,
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
            help: 'Add "required": true.',
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
    group: "parameters",
    statement: "Every variable in a path has a path parameter.",
    why: "Makers could not fill the variable in; the platform refuses the definition.",
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
        // Behind a reference that leads nowhere could be the parameter.
        if (missing.length === 0 || !areAllResolved(node, context)) return;
        const spare = inPath.filter((parameter) => !variables.includes(parameter.name));
        for (const variable of missing.slice(0, MAX_NAMED)) {
          const elsewhere = operation.parameters.find((parameter) => parameter.name === variable);
          const close = spare.find((parameter) => parameter.name.toLowerCase() === variable.toLowerCase());
          const related = elsewhere ?? close;
          context.report(
            node,
            `The path has the variable "{${variable}}", but the operation ${quote(operation.id ?? node.key.toString())} has no path parameter of that name.`,
            {
              help: elsewhere
                ? `Write "in": "path" at the parameter, which is in ${show(elsewhere.in)} now.`
                : `${didYouMean(
                    variable,
                    spare.map((parameter) => parameter.name),
                  )}Add {"name": ${quote(variable)}, "in": "path", "required": true, "type": "string"} to its parameters.`,
              label: "lacks the parameter",
              ...(related
                ? {
                    related: [
                      {
                        place: { file: node.file, pointer: related.usedAt },
                        label: elsewhere ? "in another place" : "differs in letter case",
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
    group: "parameters",
    statement: "Every path parameter occurs in the path.",
    why: "Its value would go nowhere; the platform refuses the definition.",
    severity: ERROR,
    codes: ["PathParameterNotDefinedInTemplate"],
    sources: [VALIDATOR_CODES],
    checks: {
      operation(node, context) {
        const { operation } = node;
        if (!operation) return;
        const { variables } = parsePath(operation.path);
        const lower = variables.map((variable) => variable.toLowerCase());
        for (const parameter of operation.parameters) {
          // One that differs in letter case is what its variable lacks, and named there.
          if (
            parameter.in !== "path" ||
            parameter.name === "" ||
            lower.includes(parameter.name.toLowerCase())
          )
            continue;
          context.report(
            { file: node.file, pointer: parameter.usedAt },
            `The path parameter ${quote(parameter.name)} does not occur in the path ${quote(operation.path)}.`,
            {
              help: `${didYouMean(parameter.name, variables)}Write {${parameter.name}} into the path, or "in": "query" at the parameter.`,
              label: "not in the path",
              ...(node.parent
                ? { related: [{ place: node.parent, label: "the path", part: "key" as const }] }
                : {}),
            },
          );
        }
      },
    },
    bad: [{ definition: stamps(ID, { ...ID, name: "color" }), at: [`${OPERATION}/parameters/1`] }],
    good: [{ definition: stamps(ID) }],
  },
  {
    id: "param-url-encoding-missing",
    group: "parameters",
    statement: `A path parameter declares ${ENCODING}.`,
    why: "Without it a value such as an e-mail address or a name with a slash goes into the address as it is, and the request leads elsewhere.",
    severity: { import: "info", certification: "info" },
    codes: ["PathParameterMissingEncoding"],
    sources: [VALIDATOR_CODES, pullRequest(1095), "observed: 162 published connectors leave it out"],
    fixable: true,
    checks: {
      parameter(node, context) {
        if (locationOf(node) !== "path" || own(node.value, ENCODING) !== undefined) return;
        context.report(node, `The path parameter ${quote(parameterName(node))} has no ${ENCODING}.`, {
          help: `Add "${ENCODING}": "single".`,
          fix: {
            title: `Add "${ENCODING}": "single"`,
            edits: (document) => addMember(document, node.pointer, ENCODING, "single"),
          },
        });
      },
    },
    bad: [{ definition: stamps({ name: "id", in: "path", required: true, type: "string" }), at: [AT] }],
    good: [{ definition: stamps(ID) }],
  },
  {
    id: "param-url-encoding-value",
    group: "parameters",
    statement: `${ENCODING} is "single" or "double".`,
    why: "The platform knows no other encoding.",
    severity: ERROR,
    codes: [],
    sources: [OPENAPI_EXTENSIONS, DEFINITION_SCHEMA],
    fixable: true,
    onlyWith: [ENCODING],
    checks: {
      parameter(node, context) {
        const value = own(node.value, ENCODING);
        if (locationOf(node) !== "path" || value === undefined || ENCODINGS.includes(value as string)) return;
        const place = node.at(ENCODING);
        const text = ownString(node.value, ENCODING) ?? "";
        const meant = ENCODINGS.find((known) => known === text.trim().toLowerCase());
        context.report(place, `${ENCODING} of ${quote(parameterName(node))} is ${show(value)}.`, {
          help: `${didYouMean(text, ENCODINGS)}Write "single", or "double" for services that decode twice.`,
          fix:
            meant === undefined
              ? undefined
              : {
                  title: `Write "${meant}"`,
                  edits: (document) => replaceValue(document, place.pointer, meant),
                },
        });
      },
    },
    bad: [
      { definition: stamps({ ...ID, [ENCODING]: "Single" }), at: [`${AT}/${ENCODING}`] },
      { definition: stamps({ ...ID, [ENCODING]: true }), at: [`${AT}/${ENCODING}`] },
    ],
    good: [{ definition: stamps({ ...ID, [ENCODING]: "double" }) }],
  },
  {
    id: "param-url-encoding-location",
    group: "parameters",
    statement: `Only path parameters carry ${ENCODING}.`,
    why: "Values in the query are encoded anyway, and elsewhere nothing is; the service's validator warns about it.",
    severity: { import: "warning", certification: "warning" },
    codes: ["QueryParameterEncodingNotSupported"],
    sources: [VALIDATOR_CODES, OPENAPI_EXTENSIONS, "observed: 23 published connectors"],
    fixable: true,
    onlyWith: [ENCODING],
    checks: {
      parameter(node, context) {
        const location = locationOf(node);
        if (location === undefined || location === "path" || own(node.value, ENCODING) === undefined) return;
        const place = node.at(ENCODING);
        context.report(
          place,
          `${ENCODING} has no effect on the ${location} parameter ${quote(parameterName(node))}.`,
          {
            help: "Remove it.",
            part: "key",
            codes: location === "query" ? ["QueryParameterEncodingNotSupported"] : [],
            fix: { title: "Remove it", edits: (document) => removeAt(document, place.pointer) },
          },
        );
      },
    },
    bad: [
      {
        definition: stamps(
          { name: "q", in: "query", type: "string", [ENCODING]: "single" },
          { name: "X-Id", in: "header", type: "string", [ENCODING]: "single" },
        ),
        at: [`${AT}/${ENCODING}`, `${OPERATION}/parameters/1/${ENCODING}`],
      },
    ],
    good: [{ definition: stamps(ID) }],
  },
  {
    id: "param-internal-required-default",
    group: "parameters",
    statement: "A parameter that is internal and required has a default.",
    why: "Makers cannot fill in what they do not see, so without a default every request lacks the value.",
    severity: ERROR,
    codes: [],
    sources: [OPENAPI_EXTENSIONS, "observed: no published connector lacks one"],
    onlyWith: ["x-ms-visibility"],
    checks: {
      parameter(node, context) {
        const location = locationOf(node);
        if (location === undefined || location === "body" || !node.required || !isInternal(node)) return;
        if (own(node.value, "default") !== undefined) return;
        context.report(
          node,
          `The ${location} parameter ${quote(parameterName(node))} is internal and required, and has no default.`,
          {
            help: 'Add "default" with the value to send, or remove "x-ms-visibility": "internal".',
            related: [{ place: node.at("x-ms-visibility"), label: "hidden here" }],
          },
        );
      },
    },
    bad: [{ definition: stamps({ ...ID, "x-ms-visibility": "internal" }), at: [AT] }],
    good: [{ definition: stamps({ ...ID, "x-ms-visibility": "internal", default: "7" }) }],
  },
  {
    id: "param-internal-default-optional",
    group: "parameters",
    statement: "An internal parameter with a default is required.",
    why: "Only required parameters are certain to be sent; the default of an optional one that makers do not see may never reach the service.",
    severity: { import: "warning", certification: "warning" },
    codes: ["InternalPropertyWithDefaultOptional", "PropertyMustBeRequired"],
    sources: [VALIDATOR_CODES, "observed: 12 published connectors"],
    fixable: true,
    onlyWith: ["x-ms-visibility"],
    checks: {
      parameter(node, context) {
        const location = locationOf(node);
        if (location === undefined || location === "body" || node.required || !isInternal(node)) return;
        const required = own(node.value, "required");
        if (
          own(node.value, "default") === undefined ||
          (required !== undefined && typeof required !== "boolean")
        )
          return;
        // A path parameter must be required anyway, and that is said by another rule.
        if (location === "path") return;
        context.report(
          node,
          `The ${location} parameter ${quote(parameterName(node))} is internal and has the default ${show(own(node.value, "default"))}, but is not required.`,
          {
            help: 'Add "required": true, so that the default is sent, or remove the parameter.',
            codes: ["InternalPropertyWithDefaultOptional", "PropertyMustBeRequired"],
            related: [{ place: node.at("default"), label: "may not be sent" }],
            fix: {
              title: 'Add "required": true',
              edits: (document) => addMember(document, node.pointer, "required", true),
            },
          },
        );
      },
    },
    bad: [
      {
        definition: stamps(ID, {
          name: "v",
          in: "query",
          type: "string",
          default: "2",
          "x-ms-visibility": "internal",
        }),
        at: [`${OPERATION}/parameters/1`],
      },
    ],
    good: [
      {
        definition: stamps(ID, {
          name: "v",
          in: "query",
          type: "string",
          required: true,
          default: "2",
          "x-ms-visibility": "internal",
        }),
      },
    ],
  },
]);
