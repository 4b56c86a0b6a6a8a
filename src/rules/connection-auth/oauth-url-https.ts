import { replaceValue } from "../../json/edits.ts";
import type { JsonObject } from "../../json/values.ts";
import { isPlaceholder } from "../../machine/redaction/credentials.ts";
import { OAUTH_SETTINGS, oauthProperties } from "../examples/oauth-example.ts";
import { customs } from "../facts/custom-parameters.ts";
import { isAddressParameter, PROVIDER_SOURCES } from "../facts/identity-providers.ts";
import { quote, quoteWhole, show } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";

const SETTINGS = "apiProperties.json#/properties/connectionParameters/token/oAuthSettings";

const AT = `${SETTINGS}/customParameters`;

const SOUND = OAUTH_SETTINGS.customParameters as JsonObject;

export default defineRule("connection-auth", {
  id: "oauth-url-https",
  statement: "The addresses of the sign-in are given, and are https.",
  why: "Codes, tokens and the client secret travel to the addresses of the sign-in: over http anyone on the way can read them, and without a whole address people cannot sign in.",
  severity: { import: "error", certification: "error" },
  sources: [...PROVIDER_SOURCES],
  inferred: true,
  fixable: true,
  checks: {
    oAuthSettings(settings, context) {
      for (const { key: name, value, place } of customs(settings)) {
        if (!isAddressParameter(name)) continue;
        if (value.trim() === "") {
          context.report(place, `The address ${quote(name)} is empty.`, {
            help: 'Write the address that the service documents for it, such as "https://login.fabrikam.com/oauth/token".',
          });
        } else if (/^\s*http:\/\//i.test(value)) {
          context.report(place, `The address ${quote(name)} is http: ${show(value)}.`, {
            help: `Write ${quoteWhole(value.trim().replace(/^http:/i, "https:"))}.`,
            fix: {
              title: 'Write "https://"',
              edits: (document) =>
                replaceValue(document, place.pointer, value.trim().replace(/^http:/i, "https:")),
            },
          });
        } else if (!/^\s*(?:https:\/\/[^\s/]|[{<[@])/i.test(value) && !isWord(value)) {
          context.report(place, `The address ${quote(name)} is not an https address: ${show(value)}.`, {
            help: /^\s*\//.test(value)
              ? `Put the server in front, such as ${quoteWhole(`https://login.fabrikam.com${value.trim()}`)}.`
              : 'Write the whole address that the service documents for it, which begins with "https://".',
            // A published connector holds mere paths: its host is filled in when it is deployed.
            ...(/^\s*\//.test(value) && { severity: "warning" as const }),
          });
        }
      }
    },
  },
  bad: [
    {
      properties: oauthProperties({
        customParameters: {
          ...SOUND,
          authorizationUrl: { value: "http://login.fabrikam.com/authorize" },
          refreshUrl: { value: "" },
        },
      }),
      at: [`${AT}/authorizationUrl/value`, `${AT}/refreshUrl/value`],
    },
    {
      properties: oauthProperties({
        identityProvider: "oauth2generic",
        customParameters: { tokenUrlTemplate: { value: "ftp://{host}/token" } },
      }),
      at: [`${AT}/tokenUrlTemplate/value`],
    },
    ...["login.fabrikam.com/token", "/token", "https:/login.fabrikam.com", "https://"].map((value) => ({
      properties: oauthProperties({ customParameters: { ...SOUND, tokenUrl: { value } } }),
      at: [`${AT}/tokenUrl/value`],
    })),
  ],
  good: [
    {
      properties: oauthProperties({ customParameters: { ...SOUND, tokenUrl: { value: "<token address>" } } }),
    },
    {
      properties: oauthProperties({
        identityProvider: "oauth2generic",
        customParameters: {
          tokenUrlTemplate: { value: "{host}/token" },
          tokenUrlQueryStringTemplate: { value: "" },
        },
      }),
    },
    {
      properties: oauthProperties({
        customParameters: { tokenUrl: { value: '@environmentVariables("url")' } },
      }),
    },
  ],
});

/** A word such as YOUR_TOKEN_ADDRESS that stands for the address; what has a colon or slash is meant as one. */
function isWord(value: string): boolean {
  return isPlaceholder(value) && !/[:/]/.test(value);
}
