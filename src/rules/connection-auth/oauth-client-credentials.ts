import { entryOf, type JsonObject, own, ownObject, ownString } from "../../json/values.ts";
import { OAUTH_DEFINITION, oauthProperties } from "../examples/oauth-example.ts";
import { isClientCredentialsGrant } from "../facts/identity-providers.ts";
import { quote, quoteWhole } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { CONNECTION_PARAMETERS, CONNECTOR_FAQ, FROM_DEFINITION, OAUTH_TROUBLESHOOTING } from "../sources.ts";

/** Flows of Swagger 2.0 that the platform does not run. */
const OTHER_FLOWS: Record<string, string> = {
  application: "the client credentials grant",
  implicit: "the implicit grant",
  password: "the password grant",
};

export default defineRule("connection-auth", {
  id: "oauth-client-credentials",
  statement: "OAuth sign-in uses the authorization code flow (accessCode).",
  why: "The platform signs in the people who make connections, by the authorization code flow alone: with any other grant no connection can be made, or all share one identity.",
  severity: { import: "warning", certification: "warning" },
  sources: [CONNECTION_PARAMETERS, CONNECTOR_FAQ, FROM_DEFINITION, OAUTH_TROUBLESHOOTING],
  checks: {
    securityDefinition(definition, context) {
      if (own(definition.value, "type") !== "oauth2") return;
      const flow = ownString(definition.value, "flow");
      if (flow === undefined || !Object.hasOwn(OTHER_FLOWS, flow)) return;
      context.report(
        definition.at("flow"),
        `"flow" is ${quote(flow)}${flow === "implicit" ? "" : ` (${entryOf(OTHER_FLOWS, flow)})`} instead of "accessCode".`,
        { help: `Write "flow": "accessCode"${howToComplete(definition.value)}.` },
      );
    },
    oAuthSettings(settings, context) {
      const custom = ownObject(settings.value, "customParameters") ?? {};
      for (const name of Object.keys(custom)) {
        const value = ownString(own(custom, name), "value");
        // Refreshing and asking for the first token with one wrong template is one fault.
        const isTemplate =
          /^tokenBodyTemplate$/i.test(name) && /grant_type=client_credentials/i.test(value ?? "");
        if (!isTemplate && !isClientCredentialsGrant(name, value)) continue;
        context.report(
          settings.at("customParameters", name, "value"),
          `${isTemplate ? "The template" : quote(name)} asks for a token by client credentials, without the person who signs in.`,
          {
            help: isTemplate
              ? 'Use "grant_type=authorization_code" with "code={Code}" and "redirect_uri={RedirectUrl}".'
              : "Delete it: people sign in with the authorization code flow. The service must then grant delegated permissions; application permissions no longer apply.",
          },
        );
      }
    },
  },
  bad: [
    {
      definition: {
        ...OAUTH_DEFINITION,
        securityDefinitions: {
          api_key: null,
          oauth2_auth: {
            type: "oauth2",
            flow: "implicit",
            authorizationUrl: "https://login.fabrikam.com/authorize",
            scopes: {},
          },
        },
      },
      at: ["/securityDefinitions/oauth2_auth/flow"],
    },
    {
      definition: {
        securityDefinitions: {
          oauth2_auth: { type: "oauth2", flow: "application", tokenUrl: "https://login.fabrikam.com/token" },
        },
      },
      at: ["/securityDefinitions/oauth2_auth/flow"],
    },
    {
      properties: oauthProperties({
        identityProvider: "oauth2generic",
        customParameters: {
          tokenBodyTemplate: { value: "grant_type=client_credentials&client_id={ClientId}" },
        },
      }),
      at: [
        "apiProperties.json#/properties/connectionParameters/token/oAuthSettings/customParameters/tokenBodyTemplate/value",
      ],
    },
    {
      properties: oauthProperties({ customParameters: { grantType: { value: "client_credentials" } } }),
      at: [
        "apiProperties.json#/properties/connectionParameters/token/oAuthSettings/customParameters/grantType/value",
      ],
    },
  ],
  good: [
    { definition: OAUTH_DEFINITION, properties: oauthProperties() },
    {
      properties: oauthProperties({
        identityProvider: "aad",
        customParameters: {
          resourceUri: { value: "https://api.fabrikam.com" },
          grantType: { value: "code" },
        },
      }),
    },
  ],
});

/** What the code flow needs and the definition lacks; the token address of Entra ID follows from the one to sign in at. */
function howToComplete(definition: JsonObject): string {
  const authorize = ownString(definition, "authorizationUrl");
  const token = ownString(definition, "tokenUrl");
  if (authorize !== undefined && token !== undefined) return "";
  if (authorize === undefined)
    return `, and add ${token === undefined ? "authorizationUrl and tokenUrl" : "authorizationUrl"}`;
  const entra = /^(https:\/\/login\.microsoftonline\.com\/[^/?#]+\/oauth2(?:\/v2\.0)?\/)authorize$/.exec(
    authorize,
  )?.[1];
  return `, and add "tokenUrl"${entra === undefined ? " with the address that gives out tokens" : `: ${quoteWhole(`${entra}token`)}`}`;
}
