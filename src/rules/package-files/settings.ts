/** settings.json, by which paconn and pac know what to upload and where. */

import { isObject, ownString } from "../../json/values.ts";
import { reportSyntaxProblems } from "../facts/syntax-problems.ts";
import { didYouMean } from "../language/nearest.ts";
import { kindName, list, quote, show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { plainKeys } from "../language/shape.ts";
import { PACONN_README, PACONN_UPSERT, SETTINGS_SCHEMA } from "../sources.ts";

const KEYS = plainKeys("settings");
const GUID = /^(default-)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export default defineRules("package-files", [
  {
    id: "settings-shape",
    statement: "settings.json is JSON and holds the keys that paconn and pac know, each with a text.",
    why: "paconn and pac read only their own keys: a misspelt one counts as missing, and the tool asks for its value or stops.",
    severity: { import: "warning", certification: "warning" },
    sources: [SETTINGS_SCHEMA, PACONN_README],
    fixable: true,
    shape: [
      {
        of: "settings",
        faults: ["unknown"],
        say: ({ key }) => ({
          message: `Neither paconn nor pac knows the setting ${quote(key)}.`,
          label: undefined,
        }),
      },
      {
        of: "settings",
        faults: ["type"],
        // Null counts as not given, as paconn writes it.
        say: ({ value }) => (value === null ? undefined : { fix: undefined }),
      },
      {
        of: "settings",
        faults: ["value"],
        keys: ["powerAppsApiVersion"],
        say: ({ key, value, spec }) =>
          value === ""
            ? undefined
            : {
                message: `"${key}" is ${show(value)}; there is no such version.`,
                help: `Write "${spec?.values?.[0]}".`,
              },
      },
    ],
    checks: {
      connector(context) {
        reportSyntaxProblems(context, "settings");
        const document = context.connector.settings;
        if (!document || document.value === undefined) return;
        const { file, value } = document;
        if (isObject(value)) return;
        context.report({ file, pointer: "" }, `settings.json is ${kindName(value)}; it must be an object.`, {
          help: `Write an object with ${list(KEYS.slice(0, 4))}.`,
        });
      },
    },
    bad: [
      {
        files: { "settings.json": '{"ConnectorId": "", "apiDefinitions": "apiDefinition.swagger.json"}' },
        at: ["settings.json#/ConnectorId", "settings.json#/apiDefinitions"],
      },
      {
        files: { "settings.json": '{"icon": true, "powerAppsApiVersion": "2020-01-01"}' },
        at: ["settings.json#/icon", "settings.json#/powerAppsApiVersion"],
      },
      { files: { "settings.json": '{"connectorId": "",}' }, at: ["settings.json#"] },
      { files: { "settings.json": "[]" }, at: ["settings.json#"] },
    ],
    good: [{ files: { "settings.json": '{"connectorId": "", "powerAppsApiVersion": "2016-11-01"}' } }],
  },
  {
    id: "settings-environment-guid",
    statement: "The environment in settings.json is a GUID, with Default- in front at most.",
    why: "paconn and pac look the environment up by its id and do not find its name.",
    severity: { import: "info", certification: "info" },
    sources: [SETTINGS_SCHEMA, "observed: three published files have the form Default-<guid>"],
    checks: {
      connector(context) {
        const document = context.connector.settings;
        const environment = ownString(document?.value, "environment");
        // Left empty it is asked for.
        if (!document || environment === undefined || environment === "" || GUID.test(environment)) return;
        context.report(
          { file: document.file, pointer: "/environment" },
          `The environment ${quote(environment)} of settings.json is not an environment id.`,
          {
            help: "Write the id from the address of the maker portal: a GUID, perhaps with Default- in front.",
          },
        );
      },
    },
    bad: [
      { files: { "settings.json": '{"environment": "Contoso Test"}' }, at: ["settings.json#/environment"] },
    ],
    good: [
      { files: { "settings.json": '{"environment": "Default-0b6a6d1f-1234-4bcd-8ef0-123456789abc"}' } },
      { files: { "settings.json": '{"environment": ""}' } },
    ],
  },
  {
    id: "settings-files-exist",
    statement: "The files that settings.json names are there.",
    why: "paconn stops at the first file that is missing, and nothing is uploaded.",
    severity: { import: "warning", certification: "warning" },
    sources: [PACONN_UPSERT],
    checks: {
      connector(context) {
        const document = context.connector.settings;
        if (!document) return;
        const files = context.connector.entries.filter((entry) => !entry.endsWith("/"));
        for (const { key, name, fault } of context.connector.named)
          if (fault)
            context.report(
              { file: document.file, pointer: `/${key}` },
              fault === "outside"
                ? `settings.json names ${quote(name)} as ${quote(key)}, which is outside the folder of the connector.`
                : `settings.json names ${quote(name)} as ${quote(key)}, and there is no such file.`,
              {
                help: `${didYouMean(name, files)}Write the name of a file in the folder, or remove "${key}" if the connector has none.`,
              },
            );
      },
    },
    bad: [
      {
        files: { "settings.json": '{"icon": "logo.png", "apiDefinition": "apidefinition.swagger.json"}' },
        at: ["settings.json#/apiDefinition", "settings.json#/icon"].reverse(),
      },
      { files: { "settings.json": '{"script": "../script.csx"}' }, at: ["settings.json#/script"] },
    ],
    good: [{ files: { "settings.json": '{"apiProperties": "./apiProperties.json", "icon": ""}' } }],
  },
]);
