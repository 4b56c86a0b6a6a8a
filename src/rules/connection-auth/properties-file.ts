/** What apiProperties.json holds at its top, and below `properties`. */

import { isObject, own } from "../../json/values.ts";
import { didYouMean } from "../language/nearest.ts";
import { kindName, quote } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { plainKeys } from "../language/shape.ts";
import { PACONN_UPSERT, PROPERTIES_SCHEMA } from "../sources.ts";

const KNOWN = plainKeys("properties");

/** Keys without which a connector does not work as it is written. */
const RUNS = [
  "connectionParameters",
  "connectionParameterSets",
  "policyTemplateInstances",
  "scriptOperations",
  "capabilities",
];

export default defineRules("connection-auth", [
  {
    id: "props-root",
    statement: 'apiProperties.json holds one object, "properties", and nothing beside it but "$schema".',
    why: 'paconn and pac read what is under "properties" alone: anything beside it never reaches the platform.',
    severity: { import: "error", certification: "error" },
    sources: [PROPERTIES_SCHEMA, PACONN_UPSERT],
    shape: [
      {
        of: "propertiesFile",
        faults: ["unknown"],
        say({ key, holder }) {
          // Of a file without its one key, that is the fault.
          if (own(holder, "properties") === undefined) return undefined;
          return {
            message: `${quote(key)} is not known at the top of apiProperties.json.`,
            help: KNOWN.includes(key)
              ? `Move it into "properties".`
              : `${didYouMean(key, KNOWN)}Delete it, or move it into "properties" if it belongs there.`,
            label: "not read",
            meant: undefined,
            fix: undefined,
            // Nothing that runs is lost with the others.
            ...(!RUNS.includes(key) && { severity: { import: "warning" as const } }),
          };
        },
      },
      { of: "propertiesFile", faults: ["type"], keys: ["properties"] },
      {
        of: "propertiesFile",
        faults: ["missing"],
        keys: ["properties"],
        say({ holder }) {
          const others = Object.keys(holder).filter((key) => key !== "$schema");
          const bare = others.find((key) => KNOWN.includes(key));
          return {
            message: bare
              ? `"${bare}" stands at the top of the file instead of under "properties".`
              : 'The file has no "properties".',
            help: bare
              ? 'Wrap what the file holds: {"properties": {…}}.'
              : `${others.map((key) => didYouMean(key, ["properties"])).join("")}Write {"properties": {…}}.`,
            asks: undefined,
          };
        },
      },
    ],
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
    statement: "properties has only the keys that the platform knows.",
    why: "The platform drops the key without a word: what it was to set stays unset.",
    severity: { import: "warning", certification: "warning" },
    sources: [
      PROPERTIES_SCHEMA,
      PACONN_UPSERT,
      "observed: 6 published connectors hold such a key, half of them misspelt",
    ],
    fixable: true,
    shape: [
      {
        of: "properties",
        faults: ["unknown"],
        say: ({ key }) => ({
          message: `${quote(key)} is not a key of properties.`,
          help: `${didYouMean(key, KNOWN)}${helpFor(key)}`,
          label: "not read",
        }),
      },
    ],
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
    statement: "properties has connectionParameters, which may be empty, or connectionParameterSets.",
    why: "The platform takes from connectionParameters or its sets how a connection is made; only an empty object says that there is no sign-in. Certification refuses a connector that has neither.",
    severity: { import: "warning", certification: "error" },
    sources: [PROPERTIES_SCHEMA, "observed: every one of 600 published connectors has one of the two"],
    inferred: true,
    asksFor: ["connectionParameters", "connectionParameterSets"],
    shape: [{ of: "properties", faults: ["type"], keys: ["connectionParameters"], entries: false }],
    checks: {
      properties(properties, context) {
        if (
          own(properties.value, "connectionParameters") !== undefined ||
          own(properties.value, "connectionParameterSets") !== undefined
        )
          return;
        context.report(
          properties,
          "properties has neither connectionParameters nor connectionParameterSets.",
          { help: 'Add "connectionParameters": {} if the service needs no sign-in.' },
        );
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
    return 'Delete it: the script is the file script.csx, and "scriptOperations" names its operations.';
  if (key.startsWith("token:")) return `Move ${quote(key)} into "connectionParameters", beside "token".`;
  return "Delete it, or write it as the platform does.";
}
