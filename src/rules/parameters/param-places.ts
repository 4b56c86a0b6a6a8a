/** What may be in which place: files and lists in forms, reserved names, formats of lists. */

import { removeAt, replaceValue } from "../../json/edits.ts";
import { type JsonObject, own, ownArray, ownString } from "../../json/values.ts";
import { depotsWith } from "../examples/small-changes.ts";
import { onKinds, withText } from "../facts/checks.ts";
import { howToRemove } from "../facts/mentions.ts";
import { inputKind, locationOf, NEGOTIATED, parameterName, RETYPED } from "../facts/parameter-kinds.ts";
import { didYouMean } from "../language/nearest.ts";
import type { Node } from "../language/node.ts";
import { list, quote, quoteWhole, show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import {
  DEFINITION_SCHEMA,
  DESIGNER_PARAMETERS,
  issuesOf,
  VALIDATOR_CODES,
  WEBHOOK_TRIGGER,
} from "../sources.ts";

const ERROR = { import: "error", certification: "error" } as const;
const WARNING = { import: "warning", certification: "warning" } as const;
const FORMATS = ["csv", "ssv", "tsv", "pipes"];
/** Headers that the gateway or its HTTP client writes itself, lower case. Inferred from connectors that declare them in vain. */
const OVERWRITTEN = [
  "host",
  "content-length",
  "connection",
  "transfer-encoding",
  "cookie",
  "user-agent",
  "origin",
];

/** Where the type goes that a header said, with its value where the parameter tells it. */
function typed(header: string, parameter: JsonObject): string {
  const key = header === "accept" ? "produces" : "consumes";
  const said = ownString(parameter, "default") ?? ownArray(parameter, "enum")?.[0] ?? "application/json";
  return `"${key}": [${quoteWhole(String(said).trim())}]`;
}

function isShared(pointer: string): boolean {
  return pointer.startsWith("/parameters/");
}

const given = (...parameters: Record<string, unknown>[]) =>
  ({ paths: { "/depots": { get: { parameters } } } }) as never;
const AT = "/paths/~1depots/get/parameters/0";
const header = (name: string) => given({ name, in: "header", type: "string" });
const field = (more: Record<string, unknown>) =>
  given({ name: "label", in: "formData", type: "string", ...more });
const listed = (collectionFormat: unknown) =>
  given({ name: "q", in: "query", type: "array", items: { type: "string" }, collectionFormat });

/** "of "q" " for a list that has a name. */
function named(node: Node): string {
  const owner = node.kind === "items" ? node.parent : node;
  return owner?.kind === "parameter" ? `of ${quote(parameterName(owner))} ` : "";
}

export default defineRules("parameters", [
  {
    id: "param-file-formdata",
    statement: "A file parameter is a form field.",
    why: 'Files are sent in forms only, and the import refuses the type "file" anywhere else.',
    severity: ERROR,
    codes: ["FileParameterMustBeInFormData"],
    sources: [VALIDATOR_CODES],
    onlyWith: [withText("type", "file")],
    checks: {
      parameter(node, context) {
        const location = locationOf(node);
        if (own(node.value, "type") !== "file" || location === undefined || location === "formData") return;
        context.report(
          node.at("type"),
          `The ${inputKind(location)} ${quote(parameterName(node))} is a file.`,
          {
            help:
              location === "body"
                ? 'If the service takes a form, write "in": "formData". If the file is the whole body, replace "type" by "schema": {"type": "string", "format": "binary"}.'
                : 'Write "in": "formData", and "consumes": ["multipart/form-data"] on the operation.',
            related: [{ place: node.at("in"), label: "not a form" }],
          },
        );
      },
    },
    bad: [
      { definition: given({ name: "label", in: "query", type: "file" }), at: [`${AT}/type`] },
      { definition: given({ name: "label", in: "body", type: "file", schema: {} }), at: [`${AT}/type`] },
    ],
    good: [{ definition: field({ type: "file" }) }],
  },
  {
    id: "param-file-name-characters",
    statement: 'The name of a file parameter has no quotation mark and no "@".',
    why: 'The designer leaves a file parameter with a quotation mark or "@" in its name out without a word, so that makers cannot choose a file.',
    severity: ERROR,
    sources: [DESIGNER_PARAMETERS],
    onlyWith: [withText("type", "file")],
    checks: {
      parameter(node, context) {
        if (own(node.value, "type") !== "file" || locationOf(node) !== "formData") return;
        const found = /["@]/.exec(parameterName(node))?.[0];
        if (found === undefined) return;
        context.report(
          node.at("name"),
          `The name ${quote(parameterName(node))} of a file parameter contains ${quote(found)}.`,
          {
            help: `Write ${quoteWhole(parameterName(node).replace(/["@]/g, "_"))} if the service takes the file under any name; otherwise let a script give it the name back.`,
          },
        );
      },
    },
    bad: [{ definition: field({ name: "label@2x", type: "file" }), at: [`${AT}/name`] }],
    good: [{ definition: field({ name: "label@2x" }) }],
  },
  {
    id: "param-formdata-array",
    statement: "No form field is an array.",
    why: "The Logic Apps designer shows no input for a form field that is an array: makers cannot fill it in, and if it is required, they cannot use the operation.",
    severity: WARNING,
    sources: [DESIGNER_PARAMETERS, "observed: 7 published connectors"],
    onlyWith: [withText("in", "formData")],
    checks: {
      parameter(node, context) {
        if (locationOf(node) !== "formData" || own(node.value, "type") !== "array") return;
        const left = ["items", "collectionFormat", "minItems", "maxItems", "uniqueItems"].filter(
          (key) => own(node.value, key) !== undefined,
        );
        context.report(node.at("type"), `The form field ${quote(parameterName(node))} is an array.`, {
          help: `Write "type": "string"${left.length === 0 ? "" : `, delete ${list(left)}`} and say in the description how several values are written. ${RETYPED} In a published operation leave it if that is too high a price.`,
        });
      },
    },
    bad: [{ definition: field({ type: "array", items: { type: "string" } }), at: [`${AT}/type`] }],
    good: [{ definition: field({}) }],
  },
  {
    id: "param-formdata-name-ascii",
    statement: "The names of form fields are plain ASCII.",
    why: "The import refuses other characters in the names of form fields.",
    severity: ERROR,
    codes: ["InvalidFormDataParameterName"],
    sources: [VALIDATOR_CODES],
    onlyWith: [withText("in", "formData")],
    checks: {
      parameter(node, context) {
        const name = parameterName(node);
        if (locationOf(node) !== "formData") return;
        const odd = /[^\x20-\x7e]/u.exec(name)?.[0];
        if (odd === undefined) return;
        context.report(node.at("name"), `The name ${quote(name)} of a form field contains ${quote(odd)}.`, {
          help: `If the service takes another name, write one of letters, digits, hyphens and underscores; otherwise let a script give the field the name back. Makers read its label, x-ms-summary.`,
        });
      },
    },
    bad: [{ definition: field({ name: "größe" }), at: [`${AT}/name`] }],
    good: [{ definition: field({ name: "groesse" }) }],
  },
  {
    id: "param-reserved-connectionid",
    statement: "No parameter is called connectionId.",
    why: "The platform uses the name itself to lead requests to the connection, and the import refuses it.",
    severity: ERROR,
    codes: ["ConnectionIdParameterNotAllowed"],
    sources: [VALIDATOR_CODES, DESIGNER_PARAMETERS],
    onlyWith: [{ name: (name) => typeof name === "string" && name.toLowerCase() === "connectionid" }],
    checks: {
      parameter(node, context) {
        if (parameterName(node).toLowerCase() !== "connectionid") return;
        context.report(
          node.at("name"),
          `The parameter name ${quote(parameterName(node))} is reserved by the platform.`,
          {
            help:
              locationOf(node) === "path"
                ? "Rename it, and the variable in the path: the name itself is sent nowhere."
                : locationOf(node) === "query" || locationOf(node) === "header"
                  ? `Give it another name if the service takes one. Otherwise remove it and set the value by a policy with "templateId": "${locationOf(node) === "query" ? "setqueryparameter" : "setheader"}".`
                  : "Give it another name if the service takes one; otherwise let a script give it the name back.",
          },
        );
      },
    },
    bad: [{ definition: given({ name: "ConnectionID", in: "query", type: "string" }), at: [`${AT}/name`] }],
    good: [{ definition: given({ name: "connection", in: "query", type: "string" }) }],
  },
  {
    id: "param-reserved-authorization",
    statement: "No header parameter is called Authorization.",
    why: "The platform writes this header from the connection, and the import refuses it as a parameter; makers would have to put their secrets into flows.",
    severity: ERROR,
    codes: ["ReservedParameterIsUsed"],
    sources: [
      VALIDATOR_CODES,
      issuesOf("MicrosoftDocs/powerapps-docs", 396),
      "observed: no published connector declares it",
    ],
    onlyWith: [withText("in", "header")],
    checks: {
      parameter(node, context) {
        if (locationOf(node) !== "header" || parameterName(node).toLowerCase() !== "authorization") return;
        context.report(
          node.at("name"),
          `The header ${quote(parameterName(node))} is a parameter, though the connection fills it in.`,
          {
            help: `${howToRemove(context, node.pointer)}. Describe the sign-in under "securityDefinitions" instead, or set the header from a connection parameter by a "setheader" policy.`,
          },
        );
      },
    },
    bad: [{ definition: header("Authorization"), at: [`${AT}/name`] }],
    good: [{ definition: header("X-Authorization-Hint") }],
  },
  {
    id: "param-restricted-headers",
    statement: "No header parameter is one that the gateway writes itself.",
    why: "Whatever makers enter is lost on the way: the input promises what it cannot keep.",
    severity: WARNING,
    sources: ["observed: 5 published connectors declare one"],
    inferred: true,
    onlyWith: [withText("in", "header")],
    checks: {
      parameter(node, context) {
        if (locationOf(node) !== "header" || !OVERWRITTEN.includes(parameterName(node).toLowerCase())) return;
        context.report(
          node.at("name"),
          `The platform's gateway overwrites the header ${quote(parameterName(node))}, so the service never gets ${own(node.value, "default") === undefined ? "what makers enter" : `the default ${show(own(node.value, "default"))}`}.`,
          {
            help: `${howToRemove(context, node.pointer)}. If the service needs the value, look whether its documentation names another header for it.`,
          },
        );
      },
    },
    bad: [{ definition: header("user-agent"), at: [`${AT}/name`] }],
    good: [{ definition: header("X-User-Agent") }],
  },
  {
    id: "param-content-type-header",
    statement: "Content-Type and Accept are not parameters.",
    why: 'The platform writes Content-Type and Accept from "consumes" and "produces": makers are asked for something that is known already.',
    severity: { import: "info", certification: "info" },
    sources: [WEBHOOK_TRIGGER, "observed: 176 published connectors declare one"],
    checks: {
      connector(context) {
        for (const header of NEGOTIATED) {
          const found = context.model.operations.flatMap((operation) =>
            operation.parameters
              .filter(({ in: place, name }) => place === "header" && name.toLowerCase() === header)
              // A type of the service's own, or with parameters, has to be sent as it is: published connectors do so.
              .filter(({ value }) => !/[;+]|\bvnd\b/i.test(ownString(value, "default") ?? ""))
              .map((parameter) => ({ operation, parameter })),
          );
          const [first] = found;
          if (!first) continue;
          const { name, pointer } = first.parameter;
          const operation = quote(first.operation.id ?? `${first.operation.method} ${first.operation.path}`);
          context.report(
            context.inDefinition(`${pointer}/name`),
            found.length === 1
              ? `The header ${quote(name)} is a parameter of ${operation}, but the platform writes it itself.`
              : `The header ${quote(name)} is a parameter of ${found.length} operations, of which ${operation} is the first, but the platform writes it itself.`,
            {
              help: `${found.length === 1 || isShared(pointer) ? howToRemove(context, pointer) : found.length === 2 ? "Remove the parameter from both" : `Remove the parameter from all ${found.length}`}, and write ${typed(header, first.parameter.value)} on the operation. Leave it if makers must choose among several types.`,
            },
          );
        }
      },
    },
    bad: [{ definition: header("Content-Type"), at: [`${AT}/name`] }],
    good: [
      { definition: header("X-Content") },
      {
        definition: depotsWith({
          parameters: [
            { name: "Accept", in: "header", type: "string", default: "application/vnd.fabrikam.v3+json" },
          ],
        }),
      },
    ],
  },
  {
    id: "param-collectionformat-multi",
    statement: 'No collectionFormat is "multi".',
    why: "The platform cannot repeat a parameter for each value, and the import refuses the definition.",
    severity: ERROR,
    codes: ["CollectionFormatValueNotSupported"],
    sources: [VALIDATOR_CODES, "https://richardawilson.com/2024/06/overcoming-openapi-20-multi.html"],
    onlyWith: ["collectionFormat"],
    checks: onKinds(["parameter", "items", "header"], (node, context) => {
      const value = own(node.value, "collectionFormat");
      if (typeof value !== "string" || value.toLowerCase() !== "multi") return;
      context.report(node.at("collectionFormat"), `The collectionFormat ${named(node)}is ${quote(value)}.`, {
        help: 'Write "csv" if the service takes values as in "a,b,c". Otherwise make the parameter a text, and let a script repeat it for each value.',
      });
    }),
    bad: [{ definition: listed("multi"), at: [`${AT}/collectionFormat`] }],
    good: [{ definition: listed("csv") }],
  },
  {
    id: "param-collectionformat-value",
    statement: `collectionFormat is one of ${FORMATS.join(", ")}.`,
    why: "The import refuses a definition with any collectionFormat but csv, ssv, tsv and pipes.",
    severity: ERROR,
    codes: ["CollectionFormatValueNotSupported"],
    sources: [DEFINITION_SCHEMA, VALIDATOR_CODES],
    fixable: true,
    shape: [
      {
        of: ["parameter", "items", "header"],
        faults: ["type", "value"],
        keys: ["collectionFormat"],
        say({ value, place, node }) {
          const written = typeof value === "string" ? value.trim() : "";
          const text = written.toLowerCase();
          if (text === "multi") return undefined;
          return {
            message: `The collectionFormat ${named(node)}cannot be ${show(value)}.`,
            help: `${didYouMean(written, FORMATS)}Write ${list(FORMATS, "or")}.`,
            codes: ["CollectionFormatValueNotSupported"],
            fix: FORMATS.includes(text)
              ? {
                  title: "Write it in small letters",
                  edits: (document) => replaceValue(document, place.pointer, text),
                }
              : undefined,
          };
        },
      },
    ],
    bad: [
      { definition: listed("CSV"), at: [`${AT}/collectionFormat`] },
      { definition: listed("comma"), at: [`${AT}/collectionFormat`] },
    ],
    good: [{ definition: listed("pipes") }],
  },
  {
    id: "param-allowemptyvalue-location",
    statement: "Only query parameters and form fields carry allowEmptyValue.",
    why: "An empty value cannot be sent in a path, a header or a body, and the import refuses allowEmptyValue there.",
    severity: ERROR,
    codes: ["AllowEmptyValueOnlyValidForQueryFormData"],
    sources: [VALIDATOR_CODES],
    fixable: true,
    onlyWith: ["allowEmptyValue"],
    checks: {
      parameter(node, context) {
        const location = locationOf(node);
        if (location === undefined || location === "query" || location === "formData") return;
        if (own(node.value, "allowEmptyValue") === undefined) return;
        const place = node.at("allowEmptyValue");
        context.report(
          place,
          `The ${inputKind(location)} ${quote(parameterName(node))} carries allowEmptyValue.`,
          {
            help: "Remove it.",
            part: "key",
            fix: { title: "Remove it", edits: (document) => removeAt(document, place.pointer) },
          },
        );
      },
    },
    bad: [
      {
        definition: given({ name: "X-Id", in: "header", type: "string", allowEmptyValue: true }),
        at: [`${AT}/allowEmptyValue`],
      },
    ],
    good: [{ definition: given({ name: "q", in: "query", type: "string", allowEmptyValue: true }) }],
  },
]);
