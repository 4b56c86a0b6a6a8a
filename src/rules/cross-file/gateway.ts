/** What the on-premises data gateway cannot carry. */
import { own, ownArray } from "../../json/values.ts";
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

export default defineRules([
  {
    id: "x-gateway-auth",
    group: "cross-file",
    statement: "A connector that uses the gateway signs in without API key and without OAuth.",
    why: "The gateway passes on user names and passwords, or nothing; keys and tokens never arrive.",
    severity: { import: "error", certification: "error" },
    codes: [],
    sources: [CONNECTOR_FAQ, OAUTH_TROUBLESHOOTING],
    comparesPlaces: true,
    checks: {
      connector(context) {
        const { gateway, parameters, schemes } = context.fact(signIn);
        if (!gateway) return;
        const scheme = schemes.find(({ type }) => type === "oauth2" || type === "apiKey");
        const parameter = parameters.find(({ type, name }) => type === "oauthsetting" || name === "api_key");
        const place = scheme?.place ?? parameter?.place;
        if (!place) return;
        const oauth = scheme ? scheme.type === "oauth2" : parameter?.type === "oauthsetting";
        context.report(
          place,
          `The connector uses the on-premises data gateway, which does not support ${oauth ? "OAuth" : "API keys"} (${quote(scheme?.name ?? parameter?.name ?? "")}).`,
          {
            help: "Sign in by user name and password or not at all, or reach the service without the gateway.",
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
    id: "x-gateway-script",
    group: "cross-file",
    statement: "A connector that uses the gateway has no custom code.",
    why: "Requests through the gateway bypass the script: it never runs.",
    severity: { import: "error", certification: "error" },
    codes: [],
    sources: [CUSTOM_CODE, "observed: one published connector has both; its script sends no requests"],
    comparesPlaces: true,
    checks: {
      connector(context) {
        const { gateway } = context.fact(signIn);
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
          "The connector has custom code and uses the on-premises data gateway, where custom code does not run.",
          {
            help: "Do without the script, for example by policies, or without the gateway.",
            ...(operations !== undefined && { part: "key" as const }),
            related: [{ place: gateway, label: "asks for the gateway" }],
            // What answers by itself has no request that could take the gateway; one like this was published.
            severity: code !== undefined && !/\bSendAsync\b/.test(code) ? { import: "warning" } : undefined,
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
