/** Values of the constraints of a connection parameter. */

import { replaceValue } from "../../json/edits.ts";
import { scalarText } from "../../json/values.ts";
import { connectionParameters } from "../examples/oauth-example.ts";
import { show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { DESIGNER_CONNECTOR, PROPERTIES_SCHEMA } from "../sources.ts";

const AT = "apiProperties.json#/properties/connectionParameters/api_key/uiDefinition/constraints";

export default defineRules("connection-auth", [
  {
    id: "cp-constraints-string-boolean",
    statement: 'The constraints required and hidden are the strings "true" or "false".',
    why: "Microsoft's schema of apiProperties.json requires strings. The platform takes booleans as well, and many were shipped, but reviewers for certification have sent connectors back for them.",
    severity: { import: "info", certification: "info" },
    sources: [PROPERTIES_SCHEMA, DESIGNER_CONNECTOR, "observed: 17 published connectors use booleans"],
    fixable: true,
    shape: [
      {
        of: "constraints",
        faults: ["type", "value"],
        keys: ["required", "hidden"],
        say({ key, value, place }) {
          const text = scalarText(value).trim().toLowerCase();
          const sure =
            (typeof value === "boolean" || typeof value === "string") && /^(?:true|false)$/.test(text);
          return {
            message: `${key} is ${show(value)} instead of ${sure ? `the string "${text}"` : 'the string "true" or "false"'}.`,
            help: sure ? `Write "${text}", in quotes.` : 'Write "true" or "false", in quotes.',
            fix: sure
              ? {
                  title: `Write "${text}"`,
                  edits: (document) => replaceValue(document, place.pointer, text),
                }
              : undefined,
          };
        },
      },
    ],
    bad: [
      {
        properties: connectionParameters({
          api_key: { uiDefinition: { constraints: { required: true, hidden: "False" } } },
        }),
        at: [`${AT}/required`, `${AT}/hidden`],
      },
      {
        properties: connectionParameters({ api_key: { uiDefinition: { constraints: { required: "yes" } } } }),
        at: [`${AT}/required`],
      },
    ],
    good: [
      {
        properties: connectionParameters({ api_key: { uiDefinition: { constraints: { hidden: "false" } } } }),
      },
    ],
  },
  {
    id: "cp-constraints-types",
    statement:
      "clearText is a boolean, tabIndex an integer, and allowedValues a list of values with their texts.",
    why: "The dialog for connections is built from the constraints. Microsoft's schema of apiProperties.json allows no other types, and the review for certification checks it.",
    severity: { import: "error", certification: "error" },
    sources: [PROPERTIES_SCHEMA],
    fixable: true,
    shape: [
      { of: "uiDefinition", faults: ["type"], keys: ["tabIndex"] },
      { of: "constraints", faults: ["type"], keys: ["clearText", "tabIndex", "allowedValues"] },
      {
        of: "constraints",
        faults: ["type"],
        keys: ["capability"],
        say: ({ value, place, entry }) =>
          typeof value === "string" && entry === undefined
            ? {
                fix: {
                  title: `Write ${JSON.stringify([value])}`,
                  edits: (document) => replaceValue(document, place.pointer, [value]),
                },
              }
            : {},
      },
      { of: "connectionParameter", faults: ["type"], keys: ["allowedValues"] },
      { of: ["allowedValue", "allowedText"], faults: ["missing"] },
      {
        of: "allowedText",
        faults: ["type"],
        say: ({ key, value, place }) =>
          key === "value" && typeof value === "number"
            ? {
                help: "Write it in quotes: parameters are strings.",
                fix: {
                  title: `Write "${value}"`,
                  edits: (document) => replaceValue(document, place.pointer, String(value)),
                },
              }
            : {},
      },
    ],
    bad: [
      {
        properties: connectionParameters({
          api_key: { uiDefinition: { constraints: { clearText: "false", tabIndex: "2" } } },
        }),
        at: [`${AT}/tabIndex`, `${AT}/clearText`],
      },
      {
        properties: connectionParameters({
          api_key: { uiDefinition: { constraints: { tabIndex: 1.5, clearText: "no", allowedValues: "eu" } } },
        }),
        at: [`${AT}/tabIndex`, `${AT}/clearText`, `${AT}/allowedValues`],
      },
      {
        properties: connectionParameters({
          api_key: {
            uiDefinition: {
              constraints: {
                allowedValues: ["eu", { text: "Europe" }, { value: "eu", text: 1 }, { value: "us" }],
              },
            },
          },
        }),
        at: [
          `${AT}/allowedValues/0`,
          `${AT}/allowedValues/1`,
          `${AT}/allowedValues/2/text`,
          `${AT}/allowedValues/3`,
        ],
      },
      {
        properties: connectionParameters({
          api_key: {
            uiDefinition: {
              tabIndex: "2",
              constraints: { capability: "cloud", allowedValues: [{ value: 1, text: "One" }] },
            },
          },
          region: { type: "string", allowedValues: ["eu", "us"] },
        }),
        at: [
          `${AT}/capability`,
          `${AT}/allowedValues/0/value`,
          "apiProperties.json#/properties/connectionParameters/api_key/uiDefinition/tabIndex",
          "apiProperties.json#/properties/connectionParameters/region/allowedValues/0",
          "apiProperties.json#/properties/connectionParameters/region/allowedValues/1",
        ],
      },
    ],
    good: [
      {
        properties: connectionParameters({
          api_key: { uiDefinition: { tabIndex: 2, constraints: { capability: ["cloud"] } } },
          region: { type: "string", allowedValues: [{ value: "eu" }] },
        }),
      },
      {
        properties: connectionParameters({
          api_key: { uiDefinition: { constraints: { allowedValues: [{ text: "Europe", value: "eu" }] } } },
        }),
      },
    ],
  },
]);
