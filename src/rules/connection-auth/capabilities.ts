/** `capabilities` of apiProperties.json. */

import { describeKey } from "../../definition/grammar/grammar.ts";
import { replaceValue } from "../../json/edits.ts";
import { own } from "../../json/values.ts";
import { signIn } from "../facts/sign-in.ts";
import { didYouMean } from "../language/nearest.ts";
import { kindName, quote, show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { DESIGNER_CONNECTOR, FROM_DEFINITION, issuesOf, PROPERTIES_SCHEMA } from "../sources.ts";

const KNOWN = describeKey("properties", "capabilities")?.each?.values ?? [];
const HELP = `Write an array of strings, often an empty one: "capabilities": [].`;

export default defineRules("connection-auth", [
  {
    id: "props-capabilities",
    statement: "capabilities is an array of strings.",
    why: `The platform refuses the file: "The custom connector property 'Capabilities' is not a string array."`,
    severity: { import: "warning", certification: "warning" },
    sources: [issuesOf("microsoft/power-fx-enhanced-connector", 22), PROPERTIES_SCHEMA],
    fixable: true,
    shape: [
      {
        of: "properties",
        faults: ["type"],
        keys: ["capabilities"],
        say({ entry, value, place }) {
          if (entry !== undefined)
            return {
              message: `capabilities holds ${show(value)}, which is not a string.`,
              help: HELP,
              fix: undefined,
            };
          const meant = value === null || value === "" ? [] : typeof value === "string" ? [value] : undefined;
          return {
            message: `capabilities is ${value === "" ? "an empty string" : kindName(value)}; it must be an array of strings.`,
            help: HELP,
            fix: meant && {
              title: "Make it an array",
              edits: (document) => replaceValue(document, place.pointer, meant),
            },
          };
        },
      },
    ],
    bad: [
      {
        files: { "apiProperties.json": '{"properties": {"capabilities": null}}' },
        at: ["apiProperties.json#/properties/capabilities"],
      },
      {
        properties: { properties: { capabilities: "actions" } },
        at: ["apiProperties.json#/properties/capabilities"],
      },
      {
        properties: { properties: { capabilities: ["actions", { name: "triggers" }] } },
        at: ["apiProperties.json#/properties/capabilities/1"],
      },
    ],
    good: [{ properties: { properties: { capabilities: ["actions"] } } }],
  },
  {
    id: "props-capability-values",
    statement: "capabilities holds names that the platform knows.",
    why: "The platform ignores an unknown capability: what it was to switch on stays off.",
    severity: { import: "info", certification: "info" },
    sources: [DESIGNER_CONNECTOR, "observed: five published connectors deviate, by letter case only"],
    fixable: true,
    shape: [
      {
        of: "properties",
        faults: ["value"],
        keys: ["capabilities"],
        say({ value, place }) {
          const item = String(value);
          const lower = item.trim().toLowerCase();
          return {
            message: `"capabilities" names ${quote(item)}, which is not a capability that is known.`,
            help: KNOWN.includes(lower)
              ? `Write "${lower}".`
              : `${didYouMean(item, KNOWN)}Remove it, or write one of ${KNOWN.join(", ")}.`,
            fix: KNOWN.includes(lower)
              ? {
                  title: `Write "${lower}"`,
                  edits: (document) => replaceValue(document, place.pointer, lower),
                }
              : undefined,
          };
        },
      },
    ],
    bad: [
      {
        properties: { properties: { capabilities: ["Actions", "webhooks"] } },
        at: [
          "apiProperties.json#/properties/capabilities/0",
          "apiProperties.json#/properties/capabilities/1",
        ],
      },
    ],
    good: [{ properties: { properties: { capabilities: ["actions", "triggers", "gateway", "tabular"] } } }],
  },
  {
    id: "cp-gateway-capability",
    statement: 'A gatewaySetting parameter and the capability "gateway" go together.',
    why: "Without the parameter nobody can choose a gateway, and without the capability no call goes through one: calls do not reach the service.",
    severity: { import: "warning", certification: "warning" },
    sources: [FROM_DEFINITION, "observed: the published connector with a gateway has both"],
    inferred: true,
    fixable: true,
    checks: {
      connector(context) {
        const capabilities = own(context.properties, "capabilities");
        const listed = Array.isArray(capabilities) ? capabilities : [];
        const at = listed.findIndex((item) => typeof item === "string" && /^gateway$/i.test(item));
        const { parameters, propertiesKnown } = context.fact(signIn);
        const setting = parameters.find((parameter) => parameter.type === "gatewaysetting");
        const file = context.connector.properties?.file;
        if (!propertiesKnown || file === undefined) return;
        if (setting && at < 0) {
          const pointer = "/properties/capabilities";
          context.report(
            setting.place,
            `The parameter ${quote(setting.name)} asks for a gateway, but capabilities does not hold "gateway".`,
            {
              because:
                "Whoever makes a connection has to choose a gateway, but calls do not go through it and do not reach the service behind it.",
              help:
                Array.isArray(capabilities) && capabilities.length > 0
                  ? 'Add "gateway" to "capabilities".'
                  : 'Write "capabilities": ["gateway"].',
              ...(capabilities !== undefined && {
                related: [{ place: { file, pointer }, label: 'no "gateway" here' }],
              }),
              ...(Array.isArray(capabilities) && {
                fix: {
                  title: 'Add the capability "gateway"',
                  edits: (document) => replaceValue(document, pointer, [...capabilities, "gateway"]),
                },
              }),
            },
          );
        } else if (!setting && at >= 0) {
          context.report(
            { file, pointer: `/properties/capabilities/${at}` },
            'The capability "gateway" is set, but no connection parameter asks for a gateway.',
            {
              because:
                "Whoever makes a connection cannot choose the gateway that calls are to go through, so that they do not reach a service behind one.",
              help: 'If the service is behind an on-premises gateway, add to "connectionParameters": "gateway": {"type": "gatewaySetting", "gatewaySettings": {"dataSourceType": "CustomConnector", "connectionDetails": []}, "uiDefinition": {"constraints": {"tabIndex": 4, "required": "true", "capability": ["gateway"]}}}. Otherwise delete "gateway" here.',
            },
          );
        }
      },
    },
    bad: [
      {
        properties: {
          properties: {
            connectionParameters: {
              gateway: {
                type: "gatewaySetting",
                gatewaySettings: { dataSourceType: "CustomConnector", connectionDetails: [] },
                uiDefinition: { constraints: { tabIndex: 4, required: "true", capability: ["gateway"] } },
              },
            },
          },
        },
        at: ["apiProperties.json#/properties/connectionParameters/gateway"],
      },
      {
        properties: { properties: { capabilities: ["gateway"] } },
        at: ["apiProperties.json#/properties/capabilities/0"],
      },
    ],
    good: [
      {
        properties: {
          properties: {
            connectionParameters: { gateway: { type: "gatewaySetting" } },
            capabilities: ["gateway"],
          },
        },
      },
    ],
  },
]);
