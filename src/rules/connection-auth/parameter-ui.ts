/** What the connection dialog shows for a connection parameter. */
import { own, ownObject, ownString, scalarText } from "../../json/values.ts";
import { connectionParameters, oauthProperties } from "../examples/oauth-example.ts";
import type { Node } from "../language/node.ts";
import { kindName, quote } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { CONNECTION_PARAMETERS, PROPERTIES_SCHEMA } from "../sources.ts";

/** Parameters that the dialog draws by itself. */
const OWN_LOOK = /^(?:oauthsetting|gatewaysetting|connection|managedidentity)$/i;

function needsLabels(parameter: Node): boolean {
  const type = ownString(parameter.value, "type");
  // Whatever its type says, a parameter with settings of a sign-in is one.
  if (own(parameter.value, "oAuthSettings") !== undefined) return false;
  return type !== undefined && !OWN_LOOK.test(type);
}

function isHidden(parameter: Node): boolean {
  const hidden = own(ownObject(ownObject(parameter.value, "uiDefinition"), "constraints"), "hidden");
  return scalarText(hidden).toLowerCase() === "true";
}

/** The name that basic authentication gives its parameter, and the ways in which people write it. */
function isUserName(name: string): boolean {
  return /^user[ _-]?(?:name|id)?$/i.test(name);
}

function isMissing(ui: unknown, key: string): boolean {
  return (ownString(ui, key) ?? "").trim() === "";
}

export default defineRules("connection-auth", [
  {
    id: "cp-ui-definition",
    statement:
      "A connection parameter that people fill in has a uiDefinition with a description and a tooltip.",
    why: "Whoever makes a connection sees description and tooltip beside the field; without them people guess what to enter, and connections fail.",
    severity: { import: "warning", certification: "warning" },
    sources: [PROPERTIES_SCHEMA, CONNECTION_PARAMETERS],
    shape: [
      {
        of: "connectionParameter",
        faults: ["missing", "type"],
        keys: ["uiDefinition"],
        say({ fault, node, value }) {
          if (!needsLabels(node)) return undefined;
          const name = quote(String(node.key));
          return {
            message:
              fault === "missing"
                ? `The connection parameter ${name} has no uiDefinition.`
                : `The uiDefinition of ${name} is ${kindName(value)}; it must be an object.`,
            help: `${fault === "missing" ? "Add" : "Write"} "uiDefinition": {"displayName": "…", "description": "…", "tooltip": "…", "constraints": {"required": "true"}}, with a label and what to enter.`,
          };
        },
      },
    ],
    checks: {
      connectionParameter(parameter, context) {
        const ui = ownObject(parameter.value, "uiDefinition");
        if (!ui || !needsLabels(parameter)) return;
        const name = quote(String(parameter.key));
        // In a parameter set the help text has a place, and a rule, of its own.
        if (isHidden(parameter) || parameter.set !== undefined) return;
        const missing = ["description", "tooltip"].filter((key) => isMissing(ui, key));
        if (missing.length === 0) return;
        const slip = Object.keys(ui).find((key) =>
          missing.some((wanted) => wanted !== key && wanted.toLowerCase() === key.toLowerCase()),
        );
        const isBare = Object.keys(ui).length === 0;
        // The dialog for several ways to sign in reads the text there, this one does not.
        const inSchema = missing.includes("description") && !isMissing(own(ui, "schema"), "description");
        context.report(
          parameter.at("uiDefinition"),
          isBare
            ? `The uiDefinition of ${name} is empty.`
            : `The uiDefinition of ${name} has ${missing.map((key) => `${typeof own(ui, key) === "string" ? "an empty" : "no"} ${key}`).join(" and ")}${inSchema ? " of its own" : ""}.`,
          {
            help: inSchema
              ? `Copy the description of "schema" up${missing.includes("tooltip") ? ', and write a "tooltip"' : ""}.`
              : slip !== undefined
                ? `Rename ${quote(slip)} to "${missing.find((key) => key.toLowerCase() === slip.toLowerCase())}".`
                : `Write ${(isBare ? ["displayName", ...missing] : missing).map((key) => `"${key}": "…"`).join(" and ")}, with what to enter and where to find it.`,
            // Few published connectors have both texts; an empty object is as good as none.
            ...(!isBare && { severity: "info" as const }),
          },
        );
      },
    },
    bad: [
      {
        properties: connectionParameters({ api_key: { uiDefinition: null } }),
        at: ["apiProperties.json#/properties/connectionParameters/api_key"],
      },
      {
        properties: connectionParameters({ api_key: { uiDefinition: "API key" } }),
        at: ["apiProperties.json#/properties/connectionParameters/api_key/uiDefinition"],
      },
      {
        properties: connectionParameters({ api_key: { uiDefinition: { description: "", tooltip: null } } }),
        at: ["apiProperties.json#/properties/connectionParameters/api_key/uiDefinition"],
      },
      {
        properties: connectionParameters({
          region: { type: "string", uiDefinition: {} },
          zone: { type: "oauth2", oAuthSettings: {} },
        }),
        at: ["apiProperties.json#/properties/connectionParameters/region/uiDefinition"],
      },
    ],
    good: [
      { properties: oauthProperties() },
      {
        properties: connectionParameters({
          region: {
            type: "string",
            uiDefinition: { displayName: "Region", constraints: { hidden: "true" } },
          },
        }),
      },
    ],
  },
  {
    id: "cp-ui-display-name",
    statement: "The uiDefinition of a connection parameter that people see has a displayName.",
    why: "Whoever makes a connection sees the technical name in place of a label.",
    severity: { import: "info", certification: "info" },
    sources: [PROPERTIES_SCHEMA],
    checks: {
      connectionParameter(parameter, context) {
        const ui = ownObject(parameter.value, "uiDefinition");
        if (!ui || !needsLabels(parameter) || isHidden(parameter) || !isMissing(ui, "displayName")) return;
        // That it holds nothing at all is another rule's; that rule does not look into parameter sets.
        if (Object.keys(ui).length === 0 && parameter.set === undefined) return;
        context.report(
          parameter.at("uiDefinition"),
          `The uiDefinition of the connection parameter ${quote(String(parameter.key))} has no displayName.`,
          {
            help: `Add "displayName": "…", with the label of the field: what people call this value in the service.`,
            asks: "displayName",
          },
        );
      },
    },
    bad: [
      {
        properties: connectionParameters({ api_key: { uiDefinition: { displayName: null } } }),
        at: ["apiProperties.json#/properties/connectionParameters/api_key/uiDefinition"],
      },
    ],
    good: [{ properties: connectionParameters({ api_key: { uiDefinition: { displayName: "Key" } } }) }],
  },
  {
    id: "cp-securestring-cleartext",
    statement: "A securestring that is no user name is not shown while it is typed.",
    why: "What is typed stands readable on the screen of whoever makes a connection, also for those who look on. (For the user name of basic authentication, which is no secret, the wizard itself writes it.)",
    severity: { import: "info", certification: "info" },
    sources: [
      PROPERTIES_SCHEMA,
      "observed: 76 parameters of 71 published connectors, most of them user names",
    ],
    checks: {
      connectionParameter(parameter, context) {
        if (ownString(parameter.value, "type")?.toLowerCase() !== "securestring") return;
        const constraints = ownObject(ownObject(parameter.value, "uiDefinition"), "constraints");
        if (own(constraints, "clearText") !== true || isUserName(String(parameter.key))) return;
        context.report(
          parameter.at("uiDefinition", "constraints", "clearText"),
          `${quote(String(parameter.key))} is a securestring, but has "clearText": true.`,
          {
            help: 'Write "clearText": false if it is a secret. Leave it if people are to see what they type.',
          },
        );
      },
    },
    bad: [
      {
        properties: connectionParameters({ api_key: { uiDefinition: { constraints: { clearText: true } } } }),
        at: [
          "apiProperties.json#/properties/connectionParameters/api_key/uiDefinition/constraints/clearText",
        ],
      },
    ],
    good: [
      {
        properties: connectionParameters({
          region: { type: "string", uiDefinition: { constraints: { clearText: true } } },
        }),
      },
      {
        properties: connectionParameters({
          username: { type: "securestring", uiDefinition: { constraints: { clearText: true } } },
        }),
      },
    ],
  },
]);
