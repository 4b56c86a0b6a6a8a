/** What stands at the top of a definition. */

import { METHODS } from "../../definition/model.ts";
import { renameKey } from "../../json/edits.ts";
import { isObject, type JsonObject, own, ownObject } from "../../json/values.ts";
import { checkExternalDocs, EXTERNAL_DOCS_CODES } from "../facts/external-docs.ts";
import { isOpenApi3 } from "../facts/openapi-3.ts";
import type { Context } from "../language/context.ts";
import { didYouMean, nearest } from "../language/nearest.ts";
import type { Node } from "../language/node.ts";
import { kindName, quote } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { DEFINITION_SCHEMA, PACONN_UPSERT, VALIDATOR_CODES } from "../sources.ts";

const ROOT_KEYS = [
  "swagger",
  "info",
  "host",
  "basePath",
  "schemes",
  "consumes",
  "produces",
  "paths",
  "definitions",
  "parameters",
  "responses",
  "securityDefinitions",
  "security",
  "tags",
  "externalDocs",
];
const KNOWN = new Set(ROOT_KEYS);

/** Sections whose entries other rules look at; the section itself has to be an object. */
const SECTIONS = ["definitions", "parameters", "responses", "externalDocs"];

/** Keys of OpenAPI 3; doc-openapi3 covers them where the document is one. */
const OPENAPI_3 = new Set(["openapi", "components", "servers", "webhooks", "jsonSchemaDialect"]);

export default defineRules([
  {
    id: "doc-unknown-root-property",
    group: "document",
    statement:
      "At the top of the definition stand only keys of Swagger 2.0, each of its kind, and x-… extensions.",
    why: "The platform refuses a definition with any other key.",
    severity: { import: "error", certification: "error" },
    codes: ["ExtensionNameNotValid", ...EXTERNAL_DOCS_CODES],
    sources: [VALIDATOR_CODES, DEFINITION_SCHEMA],
    fixable: true,
    checks: {
      root(root, context) {
        for (const key of Object.keys(root.value)) {
          if (KNOWN.has(key) || key.startsWith("x-")) continue;
          if (OPENAPI_3.has(key) && context.fact(isOpenApi3)) continue;
          // A key that begins like an extension was meant to be one: the validator has a code of its own for it.
          const extension = /^(x|ms-)/i.test(key);
          const meant = nearest(key, ROOT_KEYS);
          const sure = meant?.toLowerCase() === key.toLowerCase() && own(root.value, meant) === undefined;
          context.report(
            root.at(key),
            extension
              ? `${quote(key)} is no key of Swagger 2.0, and extensions begin with "x-".`
              : `${quote(key)} is no key of Swagger 2.0.`,
            {
              help: extension
                ? `${didYouMean(key, ROOT_KEYS)}Begin the name with "x-".`
                : sure
                  ? `Write ${quote(meant)}: as it stands, it is not read.`
                  : `${didYouMean(key, ROOT_KEYS)}Remove it.`,
              part: "key",
              meant,
              codes: [extension ? "ExtensionNameNotValid" : "AdditionalPropertyNotAllowed"],
              ...(sure && {
                fix: {
                  title: `Rename it to ${quote(meant)}`,
                  edits: (document) => renameKey(document, root.at(key).pointer, meant),
                },
              }),
            },
          );
        }
        checkExternalDocs(root.value, root, context, true);
        for (const key of SECTIONS) {
          const value = own(root.value, key);
          if (key === "definitions" && isObject(value)) checkDefinitions(root, value, context);
          if (value === undefined || isObject(value)) continue;
          context.report(root.at(key), `"${key}" is ${kindName(value)}; it must be an object.`, {
            help: "Write an object with one member for each entry.",
            codes: ["JsonTypeIncorrect"],
          });
        }
      },
    },
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
    group: "document",
    statement: "The definition has an info object.",
    why: "It holds the title and the description of the connector; without it there is nothing to create.",
    severity: { import: "error", certification: "error" },
    codes: ["RequiredPropertyMissing", "JsonTypeIncorrect"],
    sources: [DEFINITION_SCHEMA, VALIDATOR_CODES],
    asksFor: ["info"],
    checks: {
      root(root, context) {
        const info = own(root.value, "info");
        if (isObject(info)) return;
        const missing = info === undefined;
        context.report(
          missing ? root : root.at("info"),
          missing ? 'The definition has no "info".' : `"info" is ${kindName(info)}; it must be an object.`,
          {
            help: "Add an info object with title, description, version and contact.",
            codes: [missing ? "RequiredPropertyMissing" : "JsonTypeIncorrect"],
          },
        );
      },
    },
    bad: [
      { definition: { info: null }, at: [""] },
      { definition: { info: "Parcels" }, at: ["/info"] },
    ],
    good: [{}],
  },
  {
    id: "doc-paths-required",
    group: "document",
    statement: "The definition has paths with at least one operation.",
    why: "A connector without operations offers nothing, and the platform refuses it.",
    severity: { import: "error", certification: "error" },
    codes: ["RequiredPropertyMissing", "JsonTypeIncorrect"],
    sources: [DEFINITION_SCHEMA, VALIDATOR_CODES],
    asksFor: ["paths"],
    checks: {
      root(root, context) {
        const paths = own(root.value, "paths");
        if (!isObject(paths)) {
          const missing = paths === undefined;
          context.report(
            missing ? root : root.at("paths"),
            missing
              ? 'The definition has no "paths".'
              : `"paths" is ${kindName(paths)}; it must be an object.`,
            {
              help: 'Add "paths" with one operation at least.',
              codes: [missing ? "RequiredPropertyMissing" : "JsonTypeIncorrect"],
            },
          );
          return;
        }
        if (context.model.operations.length > 0) return;
        const broken = Object.keys(paths).some((path) => {
          const item = ownObject(paths, path);
          return METHODS.some((method) => own(item, method) !== undefined);
        });
        // What stands there but is no operation is for the rules on operations.
        if (broken) return;
        context.report(root.at("paths"), '"paths" holds no operation.', {
          help: "Add an operation: a path with get, post, put, patch or delete.",
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
    good: [{}],
  },
  {
    id: "doc-host-required",
    group: "document",
    statement: "The definition names the host of the service.",
    why: "paconn builds the address of the service from schemes, host and basePath, and stops if there is no host.",
    severity: { import: "error", certification: "error" },
    codes: [],
    sources: [PACONN_UPSERT],
    asksFor: ["host"],
    checks: {
      root(root, context) {
        const host = own(root.value, "host");
        const lacking =
          host === undefined || host === null || (typeof host === "string" && host.trim() === "");
        if (!lacking || context.fact(isOpenApi3)) return;
        context.report(
          host === undefined ? root : root.at("host"),
          host === undefined
            ? 'The definition has no "host".'
            : host === null
              ? '"host" is null.'
              : '"host" is empty.',
          { help: 'Add the name of the server, such as "host": "api.fabrikam.com".' },
        );
      },
    },
    bad: [
      { definition: { host: null }, at: [""] },
      { definition: { host: "" }, at: ["/host"] },
      { definition: { host: "  " }, at: ["/host"] },
      { files: { "apiDefinition.swagger.json": '{"swagger": "2.0", "host": null}' }, at: ["/host"] },
    ],
    good: [{ definition: { host: "parcels.fabrikam.com" } }],
  },
]);

/** A definition that is no object is no schema, and the walk over schemas does not come to it. */
function checkDefinitions(root: Node, definitions: JsonObject, context: Context): void {
  for (const name of Object.keys(definitions)) {
    const schema = own(definitions, name);
    if (schema === undefined || isObject(schema)) continue;
    context.report(
      root.at("definitions", name),
      `The definition ${quote(name)} is ${kindName(schema)}; it must be an object.`,
      {
        help: 'Write a schema, such as { "type": "object", "properties": { } }.',
        codes: ["JsonTypeIncorrect"],
      },
    );
  }
}
