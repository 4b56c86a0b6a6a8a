/** What is at the top of a definition. */

import { METHODS } from "../../definition/model.ts";
import { renameKey } from "../../json/edits.ts";
import { isObject, own, ownObject } from "../../json/values.ts";
import { checkDocsAddress, EXTERNAL_DOCS_CODES, externalDocsOf } from "../facts/external-docs.ts";
import { isOpenApi3 } from "../facts/openapi-3.ts";
import { didYouMean, nearest } from "../language/nearest.ts";
import { quote, quoteWhole } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { plainKeys } from "../language/shape.ts";
import { DEFINITION_SCHEMA, PACONN_UPSERT, VALIDATOR_CODES } from "../sources.ts";

const ROOT_KEYS = plainKeys("root");

/** Keys of OpenAPI 3; doc-openapi3 covers them where the document is one. */
const OPENAPI_3 = new Set(["openapi", "components", "servers", "webhooks", "jsonSchemaDialect"]);

export default defineRules("document", [
  {
    id: "doc-unknown-root-property",
    statement:
      "The top level of the definition holds only keys of Swagger 2.0, each of the right type, and x-… extensions.",
    why: "The platform refuses to import a definition with a key that Swagger 2.0 does not know at its top level.",
    severity: { import: "error", certification: "error" },
    codes: ["ExtensionNameNotValid", ...EXTERNAL_DOCS_CODES],
    sources: [VALIDATOR_CODES, DEFINITION_SCHEMA],
    fixable: true,
    shape: [
      {
        of: "root",
        faults: ["unknown"],
        say({ key, place, holder }, usual, context) {
          if (OPENAPI_3.has(key) && context.fact(isOpenApi3)) return undefined;
          // A key that begins like an extension was meant to be one: the validator has a code of its own for it.
          const extension = /^(x|ms-)/i.test(key);
          const meant = nearest(key, ROOT_KEYS);
          const sure = meant?.toLowerCase() === key.toLowerCase() && own(holder, meant) === undefined;
          return {
            message: extension
              ? `${quote(key)} is not a key of Swagger 2.0, and extensions begin with "x-".`
              : `${quote(key)} is not a key of Swagger 2.0.`,
            help: extension
              ? `${didYouMean(key, ROOT_KEYS)}Begin the name with "x-".`
              : sure
                ? `Write ${quoteWhole(meant)}: as it stands, it is not read.`
                : `${didYouMean(key, ROOT_KEYS)}Remove it.`,
            label: undefined,
            meant,
            codes: [extension ? "ExtensionNameNotValid" : "AdditionalPropertyNotAllowed"],
            fix: sure
              ? {
                  title: `Rename it to ${quote(meant)}`,
                  edits: (document) => renameKey(document, place.pointer, meant),
                }
              : usual.fix,
          };
        },
      },
      { of: "root", faults: ["type"], keys: ["definitions"] },
      { of: "root", faults: ["type"], keys: ["parameters", "responses", "externalDocs"], entries: false },
      ...externalDocsOf("root"),
    ],
    checks: { root: checkDocsAddress },
    bad: [
      { definition: { basePath: null, basepath: "/" }, at: ["/basepath"] },
      { definition: { "ms-docs": [] }, at: ["/ms-docs"] },
      { definition: { servers: [] }, at: ["/servers"] },
      { definition: { responses: [] }, at: ["/responses"] },
      { definition: { externalDocs: { url: "fabrikam.com/docs" } }, at: ["/externalDocs/url"] },
      {
        definition: { externalDocs: { title: "Docs" } },
        at: ["/externalDocs", "/externalDocs/title"],
      },
      { definition: { definitions: { Box: "object" } }, at: ["/definitions/Box"] },
    ],
    good: [{ definition: { "x-generator": "Parcel tools", externalDocs: { url: "https://fabrikam.com" } } }],
  },
  {
    id: "doc-info-required",
    statement: "The definition has an info object.",
    why: "The connector takes its title and description from there: the platform refuses to create one without it.",
    severity: { import: "error", certification: "error" },
    codes: ["RequiredPropertyMissing", "JsonTypeIncorrect"],
    sources: [DEFINITION_SCHEMA, VALIDATOR_CODES],
    shape: [{ of: "root", faults: ["missing", "type"], keys: ["info"] }],
    bad: [
      { definition: { info: null }, at: [""] },
      { definition: { info: "Parcels" }, at: ["/info"] },
    ],
  },
  {
    id: "doc-paths-required",
    statement: "The definition has paths with at least one operation.",
    why: "A connector without operations offers makers nothing, and the platform refuses to import it.",
    severity: { import: "error", certification: "error" },
    codes: ["RequiredPropertyMissing", "JsonTypeIncorrect"],
    sources: [DEFINITION_SCHEMA, VALIDATOR_CODES],
    shape: [
      { of: "root", faults: ["missing"], keys: ["paths"] },
      { of: "root", faults: ["type"], keys: ["paths"], entries: false },
    ],
    checks: {
      root(root, context) {
        const paths = own(root.value, "paths");
        if (!isObject(paths) || context.model.operations.length > 0) return;
        const broken = Object.keys(paths).some((path) => {
          const item = ownObject(paths, path);
          return METHODS.some((method) => own(item, method) !== undefined);
        });
        // What is there but is not an operation is for the rules on operations.
        if (broken) return;
        context.report(root.at("paths"), '"paths" holds no operation.', {
          help: 'Add a path with an operation, such as "/parcels": {"get": {"operationId": "ListParcels", "summary": "List parcels", "responses": {"200": {"description": "OK"}}}}.',
          codes: ["RequiredPropertyMissing"],
        });
      },
    },
    bad: [
      {
        files: {
          "apiDefinition.swagger.json":
            '{"swagger": "2.0", "info": {"title": "Parcels"}, "paths": {"/a": {}}}',
        },
        at: ["/paths"],
      },
      { definition: { paths: null }, at: [""] },
      { definition: { paths: [] }, at: ["/paths"] },
    ],
  },
  {
    id: "doc-host-required",
    statement: "The definition names the host of the service.",
    why: "paconn builds the address of the service from schemes, host and basePath, and stops if there is no host.",
    severity: { import: "error", certification: "error" },
    sources: [PACONN_UPSERT],
    shape: [
      {
        of: "root",
        faults: ["missing", "empty", "type"],
        keys: ["host"],
        say({ fault, value }, _, context) {
          // A host of another type is there; doc-host-format speaks of it.
          if (context.fact(isOpenApi3) || (fault === "type" && value !== null)) return undefined;
          return {
            ...(value === null && { message: '"host" is null.' }),
            help: 'Add the name of the server, such as "host": "api.fabrikam.com".',
          };
        },
      },
    ],
    bad: [
      { definition: { host: null }, at: [""] },
      { definition: { host: "" }, at: ["/host"] },
      { definition: { host: "  " }, at: ["/host"] },
      { files: { "apiDefinition.swagger.json": '{"swagger": "2.0", "host": null}' }, at: ["/host"] },
    ],
    good: [{ definition: { host: "parcels.fabrikam.com" } }],
  },
]);
