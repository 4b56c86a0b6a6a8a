/** How values are encoded that go into the path. */

import { addMember, removeAt } from "../../json/edits.ts";
import { own } from "../../json/values.ts";
import { withText } from "../facts/checks.ts";
import { inputKind, locationOf, parameterName } from "../facts/parameter-kinds.ts";
import { didYouMean } from "../language/nearest.ts";
import { quote, show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { DEFINITION_SCHEMA, OPENAPI_EXTENSIONS, pullRequest, VALIDATOR_CODES } from "../sources.ts";

const ERROR = { import: "error", certification: "error" } as const;
const ENCODING = "x-ms-url-encoding";
const ENCODINGS = ["single", "double"];

const ID = { name: "id", in: "path", required: true, type: "string", [ENCODING]: "single" };
const stamps = (...parameters: Record<string, unknown>[]) =>
  ({ paths: { "/stamps/{id}": { get: { operationId: "GetStamp", parameters } } } }) as never;
const OPERATION = "/paths/~1stamps~1{id}/get";
const AT = `${OPERATION}/parameters/0`;

export default defineRules("parameters", [
  {
    id: "param-url-encoding-missing",
    statement: `A path parameter declares ${ENCODING}.`,
    why: "Without x-ms-url-encoding a value such as a name with a slash or a space goes into the address as it is: the service answers 404 or with something else, and Microsoft's validator warns.",
    severity: { import: "info", certification: "info" },
    codes: ["PathParameterMissingEncoding"],
    sources: [VALIDATOR_CODES, pullRequest(1095), "observed: 162 published connectors leave it out"],
    fixable: true,
    onlyWith: [withText("in", "path")],
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
    statement: `${ENCODING} is "single" or "double".`,
    why: 'The platform knows "single" and "double" only, and the schema that paconn checks definitions with refuses any other value.',
    severity: ERROR,
    codes: ["JsonValueNotInEnum"],
    sources: [OPENAPI_EXTENSIONS, DEFINITION_SCHEMA],
    fixable: true,
    shape: [
      {
        of: "parameter",
        faults: ["type", "value"],
        keys: [ENCODING],
        say: ({ node, value }) =>
          locationOf(node) === "path"
            ? {
                message: `${ENCODING} of ${quote(parameterName(node))} cannot be ${show(value)}.`,
                help: `${typeof value === "string" ? didYouMean(value, ENCODINGS) : ""}Write "single", or "double" for services that decode twice.`,
                codes: ["JsonValueNotInEnum"],
              }
            : undefined,
      },
    ],
    bad: [
      { definition: stamps({ ...ID, [ENCODING]: "Single" }), at: [`${AT}/${ENCODING}`] },
      { definition: stamps({ ...ID, [ENCODING]: true }), at: [`${AT}/${ENCODING}`] },
    ],
    good: [{ definition: stamps({ ...ID, [ENCODING]: "double" }) }],
  },
  {
    id: "param-url-encoding-location",
    statement: `Only path parameters carry ${ENCODING}.`,
    why: "The platform reads x-ms-url-encoding on path parameters only, and Microsoft's validator warns about it on others.",
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
          `${ENCODING} has no effect on the ${inputKind(location)} ${quote(parameterName(node))}.`,
          {
            help: location === "query" ? "Remove it: values in the query are encoded anyway." : "Remove it.",
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
]);
