/** Values of the constraints of a connection parameter. */

import { replaceValue } from "../../json/edits.ts";
import { isObject, type JsonValue, own, ownObject, scalarText } from "../../json/values.ts";
import { connectionParameters } from "../examples/oauth-example.ts";
import type { Node, Place } from "../language/node.ts";
import { show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { DESIGNER_CONNECTOR, PROPERTIES_SCHEMA } from "../sources.ts";

const AT = "apiProperties.json#/properties/connectionParameters/api_key/uiDefinition/constraints";

function constraintsOf(parameter: Node) {
  return ownObject(ownObject(parameter.value, "uiDefinition"), "constraints");
}

export default defineRules([
  {
    id: "cp-constraints-string-boolean",
    group: "connection-auth",
    statement: 'The constraints required and hidden are the strings "true" or "false".',
    why: "The schema asks for strings; reviewers have sent connectors with booleans back, though many were shipped.",
    severity: { import: "info", certification: "info" },
    codes: [],
    sources: [PROPERTIES_SCHEMA, DESIGNER_CONNECTOR, "observed: 17 published connectors use booleans"],
    fixable: true,
    checks: {
      connectionParameter(parameter, context) {
        const constraints = constraintsOf(parameter);
        for (const key of ["required", "hidden"]) {
          const value = own(constraints, key);
          if (value === undefined || value === "true" || value === "false") continue;
          const place = parameter.at("uiDefinition", "constraints", key);
          const text = scalarText(value).trim().toLowerCase();
          const sure =
            (typeof value === "boolean" || typeof value === "string") && /^(?:true|false)$/.test(text);
          context.report(
            place,
            `${key} is ${show(value)} instead of ${sure ? `the string "${text}"` : 'the string "true" or "false"'}.`,
            {
              help: sure ? `Write "${text}", in quotes.` : 'Write "true" or "false", in quotes.',
              ...(sure && {
                fix: {
                  title: `Write "${text}"`,
                  edits: (document) => replaceValue(document, place.pointer, text),
                },
              }),
            },
          );
        }
      },
    },
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
    group: "connection-auth",
    statement:
      "clearText is a boolean, tabIndex an integer, and allowedValues a list of values with their texts.",
    why: "The platform refuses constraints of other types.",
    severity: { import: "error", certification: "error" },
    codes: [],
    sources: [PROPERTIES_SCHEMA],
    fixable: true,
    checks: {
      connectionParameter(parameter, context) {
        const constraints = constraintsOf(parameter);
        const wrong = (place: Place, value: JsonValue, what: string, help: string, right?: JsonValue) =>
          context.report(place, `${what} cannot be ${show(value)}.`, {
            help,
            part: "value",
            ...(right !== undefined && {
              fix: {
                title: `Write ${JSON.stringify(right)}`,
                edits: (document) => replaceValue(document, place.pointer, right),
              },
            }),
          });
        const at = (...tokens: (string | number)[]) => parameter.at("uiDefinition", "constraints", ...tokens);

        const clearText = own(constraints, "clearText");
        if (clearText !== undefined && typeof clearText !== "boolean") {
          const text = scalarText(clearText).toLowerCase();
          const right = text === "true" ? true : text === "false" ? false : undefined;
          wrong(at("clearText"), clearText, "clearText", "Write true or false, without quotes.", right);
        }
        const tabIndex = own(constraints, "tabIndex");
        if (tabIndex !== undefined && !Number.isInteger(tabIndex)) {
          const right =
            typeof tabIndex === "string" && /^\d{1,4}$/.test(tabIndex) ? Number(tabIndex) : undefined;
          wrong(at("tabIndex"), tabIndex, "tabIndex", "Write a whole number, without quotes.", right);
        }
        const outer = own(ownObject(parameter.value, "uiDefinition"), "tabIndex");
        if (outer !== undefined && !Number.isInteger(outer))
          wrong(
            parameter.at("uiDefinition", "tabIndex"),
            outer,
            "tabIndex",
            "Write a whole number, without quotes.",
          );
        const capability = own(constraints, "capability");
        if (
          capability !== undefined &&
          !(Array.isArray(capability) && capability.every((item) => typeof item === "string"))
        )
          wrong(
            at("capability"),
            capability,
            "capability",
            'Write a list such as ["cloud"].',
            typeof capability === "string" ? [capability] : undefined,
          );
        const choices = own(parameter.value, "allowedValues");
        if (
          choices !== undefined &&
          !(Array.isArray(choices) && choices.every((item) => own(item, "value") !== undefined))
        )
          wrong(
            parameter.at("allowedValues"),
            choices,
            "allowedValues of the parameter",
            'Write a list such as [{"value": "eu"}].',
          );
        const allowed = own(constraints, "allowedValues");
        if (allowed === undefined) return;
        const help = 'Write a list such as [{"text": "Europe", "value": "eu"}].';
        if (!Array.isArray(allowed)) {
          wrong(at("allowedValues"), allowed, "allowedValues", help);
          return;
        }
        for (const [index, item] of allowed.entries()) {
          if (!isObject(item)) wrong(at("allowedValues", index), item, "An allowed value", help);
          else if (own(item, "value") === undefined)
            context.report(at("allowedValues", index), 'An allowed value has no "value".', { help });
          else if (typeof item.value !== "string")
            wrong(
              at("allowedValues", index, "value"),
              item.value ?? null,
              'The "value" of an allowed value',
              "Write it in quotes: parameters are strings.",
              typeof item.value === "number" || typeof item.value === "boolean"
                ? String(item.value)
                : undefined,
            );
          else if (own(item, "text") !== undefined && typeof item.text !== "string")
            wrong(
              at("allowedValues", index, "text"),
              item.text ?? null,
              'The "text" of an allowed value',
              help,
            );
          else if (own(item, "text") === undefined)
            context.report(
              at("allowedValues", index),
              `The allowed value ${show(item.value)} has no "text".`,
              {
                help,
              },
            );
        }
      },
    },
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
          "apiProperties.json#/properties/connectionParameters/region/allowedValues",
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
