/** What the on-premises data gateway cannot carry. */
import { own, ownArray, ownString } from "../../json/values.ts";
import { OAUTH_DEFINITION, oauthProperties } from "../examples/oauth-example.ts";
import { scriptSource } from "../facts/script-source.ts";
import { signIn } from "../facts/sign-in.ts";
import { quote } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { CONNECTOR_FAQ, CUSTOM_CODE, OAUTH_TROUBLESHOOTING } from "../sources.ts";

const GATEWAY = {
  properties: {
    capabilities: ["gateway"],
    connectionParameters: { gateway: { type: "gatewaySetting" } },
  },
};

export default defineRules("cross-file", [
  {
    id: "x-gateway-auth",
    statement: "A connector that uses the gateway signs in without API key and without OAuth.",
    why: "The gateway passes on user names and passwords, or nothing: keys and tokens never reach the service.",
    severity: { import: "error", certification: "error" },
    sources: [CONNECTOR_FAQ, OAUTH_TROUBLESHOOTING],
    comparesPlaces: true,
    checks: {
      connector(context) {
        const { gateway, gatewayByChoice, parameters, schemes, hasSets } = context.fact(signIn);
        if (!gateway) return;
        // Of several ways to sign in only the one with the gateway goes through it.
        const behind = parameters.find(({ type }) => type === "gatewaysetting")?.set;
        const scheme = hasSets
          ? undefined
          : schemes.find(({ type }) => type === "oauth2" || type === "apiKey");
        const parameter = parameters.find(
          ({ type, name, set }) =>
            (type === "oauthsetting" || name === "api_key") && (!hasSets || set === behind),
        );
        const place = scheme?.place ?? parameter?.place;
        if (!place) return;
        const oauth = scheme ? scheme.type === "oauth2" : parameter?.type === "oauthsetting";
        context.report(
          place,
          `The connector ${gatewayByChoice ? "offers" : "uses"} the on-premises data gateway, which does not support ${oauth ? "OAuth" : "API keys"} (${quote(scheme?.name ?? parameter?.name ?? "")}).`,
          {
            help: gatewayByChoice
              ? 'Connections without the gateway work. Remove "gateway" from the capabilities, or sign in by user name and password or not at all.'
              : 'If the service can be reached without the gateway, remove the gateway parameter and the capability "gateway". Otherwise write a security definition of the type "basic" (user name and password) or none. People have to make new connections.',
            // With "cloud" beside it each connection chooses.
            ...(gatewayByChoice && { severity: "warning" as const }),
            label: "does not pass the gateway",
            related: [{ place: gateway, label: "asks for the gateway" }],
          },
        );
      },
    },
    bad: [
      { properties: GATEWAY, at: ["/securityDefinitions/api_key"] },
      {
        definition: OAUTH_DEFINITION,
        properties: {
          properties: { capabilities: ["gateway"], ...(oauthProperties().properties as object) },
        },
        at: ["/securityDefinitions/oauth2_auth"],
      },
      {
        definition: { securityDefinitions: null, security: null },
        properties: {
          properties: { capabilities: ["gateway"], ...(oauthProperties().properties as object) },
        },
        at: ["apiProperties.json#/properties/connectionParameters/token"],
      },
      {
        properties: { properties: { capabilities: ["gateway", "cloud"] } },
        at: ["/securityDefinitions/api_key"],
      },
    ],
    good: [
      {},
      {
        definition: { securityDefinitions: { api_key: null, basic: { type: "basic" } } },
        properties: { properties: { ...GATEWAY.properties, connectionParameters: { api_key: null } } },
      },
    ],
  },
  {
    id: "x-gateway-in-set",
    statement: "The gateway is asked for in connectionParameters, not in a parameter set.",
    why: "The designer of Logic Apps is reported not to offer the gateway of a set, so that no such connection can be made there.",
    severity: { import: "warning", certification: "warning" },
    sources: ["reported: https://github.com/Azure/LogicAppsUX/issues/9559"],
    inferred: true,
    checks: {
      connectionParameter(parameter, context) {
        if (
          parameter.set === undefined ||
          ownString(parameter.value, "type")?.toLowerCase() !== "gatewaysetting"
        )
          return;
        context.report(
          parameter,
          `The parameter set ${quote(parameter.set)} asks for the on-premises data gateway.`,
          {
            help: "If Logic Apps matters, make a separate connector for connections through the gateway, with the gateway in connectionParameters.",
          },
        );
      },
    },
    bad: [
      {
        properties: {
          properties: {
            connectionParameters: null,
            connectionParameterSets: {
              uiDefinition: { displayName: "Sign-in", description: "How to sign in." },
              values: [
                {
                  name: "windows",
                  uiDefinition: { displayName: "Windows", description: "By Windows." },
                  parameters: { gateway: { type: "gatewaySetting" } },
                },
              ],
            },
          },
        },
        at: ["apiProperties.json#/properties/connectionParameterSets/values/0/parameters/gateway"],
      },
    ],
    good: [{ properties: GATEWAY }],
  },
  {
    id: "x-gateway-script",
    statement: "A connector that uses the gateway has no custom code.",
    why: "Calls through the gateway go past the script: it never runs, and what it was to change arrives unchanged.",
    severity: { import: "error", certification: "error" },
    sources: [CUSTOM_CODE, "observed: one published connector has both; its script sends no requests"],
    comparesPlaces: true,
    checks: {
      connector(context) {
        const { gateway, gatewayByChoice } = context.fact(signIn);
        const script = context.connector.script;
        const operations = own(context.properties, "scriptOperations");
        const listed = (ownArray(context.properties, "scriptOperations") ?? []).length > 0;
        if (!gateway || (!script && !listed)) return;
        const file = context.connector.properties?.file ?? "";
        const code = context.fact(scriptSource)?.code;
        context.report(
          operations === undefined && script
            ? { file: script.file, pointer: "" }
            : { file, pointer: "/properties/scriptOperations" },
          "The connector has custom code, but its connections use the on-premises data gateway.",
          {
            help: 'If the service can be reached without the gateway, remove the gateway parameter and the capability "gateway". Otherwise delete script.csx and scriptOperations, and do by policies what they did.',
            ...(operations !== undefined && { part: "key" as const }),
            related: [{ place: gateway, label: "asks for the gateway" }],
            // What answers by itself has no request that could take the gateway; one like this was published.
            severity: gatewayByChoice
              ? "warning"
              : code !== undefined && !/\bSendAsync\b/.test(code)
                ? { import: "warning" }
                : undefined,
          },
        );
      },
    },
    bad: [
      { properties: GATEWAY, files: { "script.csx": "class Script {}" }, at: ["script.csx#"] },
      {
        properties: { properties: { ...GATEWAY.properties, scriptOperations: ["GetParcel"] } },
        at: ["apiProperties.json#/properties/scriptOperations"],
      },
    ],
    good: [{ properties: GATEWAY }, { files: { "script.csx": "class Script {}" } }],
  },
]);
