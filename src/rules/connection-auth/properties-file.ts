/** What apiProperties.json holds at its top, and below `properties`. */

import { renameKey } from "../../json/edits.ts";
import { isObject, own } from "../../json/values.ts";
import { didYouMean, nearest } from "../language/nearest.ts";
import { kindName, quote } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { PACONN_UPSERT, PROPERTIES_SCHEMA } from "../sources.ts";

/** Sourced: paconn's schema and what `paconn download` writes; scriptOperations and the sets are newer than the schema. */
const KNOWN = [
  "connectionParameters",
  "connectionParameterSets",
  "iconBrandColor",
  "scriptOperations",
  "capabilities",
  "policyTemplateInstances",
  "publisher",
  "stackOwner",
] as const;

export default defineRules([
  {
    id: "props-root",
    group: "connection-auth",
    statement: 'apiProperties.json holds one object, "properties", and nothing beside it but "$schema".',
    why: "paconn and pac read what stands under properties; anything beside it never reaches the platform.",
    severity: { import: "error", certification: "error" },
    codes: [],
    sources: [PROPERTIES_SCHEMA, PACONN_UPSERT],
    checks: {
      connector(context) {
        const document = context.connector.properties;
        // What is not JSON at all is for another rule.
        if (!document || document.value === undefined || isObject(document.value)) return;
        context.report(
          { file: document.file, pointer: "" },
          `The file holds ${kindName(document.value)}; it must be an object.`,
          { help: 'Write {"properties": {…}}.' },
        );
      },
      propertiesFile(file, context) {
        const properties = own(file.value, "properties");
        const others = Object.keys(file.value).filter((key) => key !== "properties" && key !== "$schema");
        if (properties !== undefined && !isObject(properties)) {
          context.report(
            file.at("properties"),
            `"properties" is ${kindName(properties)}; it must be an object.`,
            {
              help: 'Write {"properties": {"connectionParameters": {}, "iconBrandColor": "#…"}}.',
            },
          );
        }
        if (properties === undefined) {
          // A broken file may have lost it: then its syntax is the fault.
          const bare = others.some((key) => (KNOWN as readonly string[]).includes(key));
          context.report(
            file,
            bare
              ? `"${others.find((key) => (KNOWN as readonly string[]).includes(key))}" stands at the top of the file instead of under "properties".`
              : 'The file has no "properties".',
            {
              help: bare
                ? 'Wrap what the file holds: {"properties": {…}}.'
                : `${others.map((key) => didYouMean(key, ["properties"])).join("")}Write {"properties": {…}}.`,
            },
          );
          return;
        }
        for (const key of others) {
          const belongs = (KNOWN as readonly string[]).includes(key);
          context.report(file.at(key), `${quote(key)} is not known at the top of apiProperties.json.`, {
            help: belongs
              ? `Move it into "properties".`
              : `${didYouMean(key, [...KNOWN])}Delete it, or move it into "properties" if it belongs there.`,
            label: "not read",
            part: "key",
          });
        }
      },
    },
    bad: [
      {
        properties: { publisher: "Fabrikam Incorporated" },
        at: ["apiProperties.json#/publisher"],
      },
      {
        files: { "apiProperties.json": '{"connectionParameters": {}}' },
        at: ["apiProperties.json#"],
      },
      { files: { "apiProperties.json": '{"Properties": {}}' }, at: ["apiProperties.json#"] },
      { files: { "apiProperties.json": '{"properties": []}' }, at: ["apiProperties.json#/properties"] },
      { files: { "apiProperties.json": '[{"properties": {}}]' }, at: ["apiProperties.json#"] },
    ],
    good: [
      {
        properties: {
          $schema:
            "https://raw.githubusercontent.com/microsoft/PowerPlatformConnectors/dev/schemas/paconn-apiProperties.schema.json",
        },
      },
    ],
  },
  {
    id: "props-unknown-property",
    group: "connection-auth",
    statement: "properties has only the keys that the platform knows.",
    why: "An unknown key is dropped without a word: what it was meant to set stays unset.",
    severity: { import: "warning", certification: "warning" },
    codes: [],
    sources: [
      PROPERTIES_SCHEMA,
      PACONN_UPSERT,
      "observed: 6 published connectors hold such a key, half of them misspelt",
    ],
    fixable: true,
    checks: {
      properties(properties, context) {
        for (const key of Object.keys(properties.value)) {
          if ((KNOWN as readonly string[]).includes(key)) continue;
          const meant = nearest(key, KNOWN);
          const sure =
            meant !== undefined &&
            meant.toLowerCase() === key.toLowerCase() &&
            own(properties.value, meant) === undefined;
          context.report(properties.at(key), `properties has no ${quote(key)}.`, {
            help: `${didYouMean(key, KNOWN)}${helpFor(key)}`,
            label: "not read",
            part: "key",
            meant,
            ...(sure && {
              fix: {
                title: `Write "${meant}"`,
                edits: (document) => renameKey(document, properties.at(key).pointer, meant),
              },
            }),
          });
        }
      },
    },
    bad: [
      {
        properties: { properties: { stackowner: "Fabrikam Incorporated", stackOwner: null } },
        at: ["apiProperties.json#/properties/stackowner"],
      },
      {
        properties: { properties: { script: { language: "CSharpScript" } } },
        at: ["apiProperties.json#/properties/script"],
      },
      {
        properties: { properties: { website: "https://parcels.fabrikam.com", "token:clientId": {} } },
        at: ["apiProperties.json#/properties/website", "apiProperties.json#/properties/token:clientId"],
      },
    ],
    good: [{ properties: { properties: { scriptOperations: [] } } }],
  },
  {
    id: "cp-present",
    group: "connection-auth",
    statement: "properties has connectionParameters, which may be empty, or connectionParameterSets.",
    why: "Without either the platform cannot tell how a connection is made; an empty object says: without sign-in.",
    severity: { import: "error", certification: "error" },
    codes: [],
    sources: [PROPERTIES_SCHEMA, "observed: every one of 600 published connectors has one of the two"],
    inferred: true,
    asksFor: ["connectionParameters", "connectionParameterSets"],
    checks: {
      properties(properties, context) {
        const flat = own(properties.value, "connectionParameters");
        if (flat === undefined && own(properties.value, "connectionParameterSets") === undefined) {
          context.report(
            properties,
            "properties has neither connectionParameters nor connectionParameterSets.",
            {
              help: 'Add "connectionParameters": {} if the service needs no sign-in.',
            },
          );
        } else if (flat !== undefined && !isObject(flat)) {
          context.report(
            properties.at("connectionParameters"),
            `connectionParameters is ${kindName(flat)}; it must be an object.`,
            {
              help: "Write an object of parameters by name, or {} if the service needs no sign-in.",
              part: "value",
            },
          );
        }
      },
    },
    bad: [
      { properties: { properties: { connectionParameters: null } }, at: ["apiProperties.json#/properties"] },
      {
        properties: { properties: { connectionParameters: [] } },
        at: ["apiProperties.json#/properties/connectionParameters"],
      },
    ],
    good: [{ files: { "apiProperties.json": '{"properties": {"connectionParameters": {}}}' } }],
  },
]);

function helpFor(key: string): string {
  if (key === "script")
    return 'Name the operations of the script in "scriptOperations"; the script itself is script.csx.';
  if (key.startsWith("token:")) return "Claims of the sign-in belong into connectionParameters.";
  return "Delete it, or write it as the platform does.";
}
