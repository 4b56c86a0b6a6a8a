import { ownObject } from "../../json/values.ts";
import { parameterSets } from "../examples/oauth-example.ts";
import { quote } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { DESIGNER_CONNECTOR, MULTI_AUTH } from "../sources.ts";

const AT = "apiProperties.json#/properties/connectionParameterSets";

const VALUES_HELP =
  'Write "values": [{"name": "…", "uiDefinition": {…}, "parameters": {…}}], one set for each way to sign in, or delete connectionParameterSets if connectionParameters is enough.';
const NAME_HELP = 'Add "name" with a short identifier, such as "oauth".';

const KEY_SET = {
  name: "key",
  uiDefinition: { displayName: "API key", description: "Sign in with a key." },
  parameters: { api_key: { type: "securestring" } },
};

export default defineRule("connection-auth", {
  id: "multi-auth-shape",
  statement:
    "connectionParameterSets has a uiDefinition and values: sets with name, uiDefinition and parameters.",
  why: "The dialog for connections builds its choice of sign-ins from connectionParameterSets: what it cannot read there leaves people without a way to sign in.",
  severity: { import: "error", certification: "error" },
  sources: [MULTI_AUTH, DESIGNER_CONNECTOR],
  shape: [
    { of: "properties", faults: ["type"], keys: ["connectionParameterSets"] },
    { of: ["parameterSets", "parameterSet"], faults: ["unknown"] },
    {
      of: "parameterSets",
      faults: ["missing", "type", "empty"],
      say: ({ key, entry, fault }, _, context) =>
        key === "values" && entry === undefined
          ? {
              help: VALUES_HELP,
              // Beside flat parameters the sets may simply be ignored: two connectors of a public repository are so.
              ...(fault === "missing" &&
                Object.keys(ownObject(context.properties, "connectionParameters") ?? {}).length > 0 && {
                  severity: { import: "warning" as const },
                }),
            }
          : {},
    },
    {
      of: "parameterSet",
      faults: ["missing"],
      say: ({ key, node }) =>
        key === "parameters"
          ? { message: `The parameter set ${quote(node.set ?? "")} has no parameters.` }
          : {},
    },
    {
      of: "parameterSet",
      faults: ["type", "empty"],
      say: ({ entry, key }) =>
        entry === undefined && key === "name" ? { help: NAME_HELP } : entry === undefined ? {} : undefined,
    },
  ],
  bad: [
    { properties: { properties: { connectionParameterSets: [] } }, at: [AT] },
    { properties: { properties: { connectionParameterSets: {} } }, at: [AT] },
    { properties: parameterSets({ values: [] }), at: [`${AT}/values`] },
    { properties: parameterSets({ values: { key: KEY_SET } }), at: [`${AT}/values`] },
    {
      properties: parameterSets({ values: ["key"], uiDefinition: "Sign in" }),
      at: [`${AT}/uiDefinition`, `${AT}/values/0`],
    },
    {
      properties: parameterSets({
        values: [
          { uiDefinition: [], parameters: [] },
          { name: 1, uiDefinition: {} },
        ],
      }),
      at: [
        `${AT}/values/0`,
        `${AT}/values/0/uiDefinition`,
        `${AT}/values/0/parameters`,
        `${AT}/values/1`,
        `${AT}/values/1/name`,
      ],
    },
    {
      properties: parameterSets({ values: [{ ...KEY_SET, title: "Key" }], value: [] }),
      at: [`${AT}/values/0/title`, `${AT}/value`],
    },
  ],
  good: [
    { properties: parameterSets() },
    { properties: parameterSets({ uiDefinition: null }) },
    { properties: parameterSets({ values: [{ ...KEY_SET, metadata: { allowSharing: true } }] }) },
  ],
});
