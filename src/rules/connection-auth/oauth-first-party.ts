/** What only Microsoft's own connectors may claim: IsFirstParty, and the certificate that goes with it. */

import { renameKey, replaceValue } from "../../json/edits.ts";
import { own, ownObject, ownString, scalarText } from "../../json/values.ts";
import { OAUTH_AT, oauthProperties } from "../examples/oauth-example.ts";
import type { Context } from "../language/context.ts";
import { quote, show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { PROPERTIES_SCHEMA } from "../sources.ts";

const CERTIFICATE = {
  identityProvider: "aadcertificate",
  customParameters: { resourceUri: { value: "https://api.fabrikam.com" } },
};

function isMicrosoft(context: Context): boolean {
  return /\bmicrosoft\b/i.test(ownString(context.properties, "publisher") ?? "");
}

export default defineRules("connection-auth", [
  {
    id: "oauth-is-first-party",
    statement:
      'IsFirstParty is the string "True" or "False", and "False" unless Microsoft publishes the connector.',
    why: "First-party sign-in uses the apps that Microsoft has registered: in a connector of anybody else, people cannot sign in.",
    severity: { import: "warning", certification: "warning" },
    sources: [PROPERTIES_SCHEMA, "observed: 240 of 245 published connectors keep to it"],
    fixable: true,
    checks: {
      oAuthSettings(settings, context) {
        const properties = ownObject(settings.value, "properties") ?? {};
        const value = own(properties, "IsFirstParty");
        if (value === undefined) {
          for (const key of Object.keys(properties)) {
            if (key.toLowerCase() !== "isfirstparty") continue;
            const misspelt = settings.at("properties", key);
            context.report(misspelt, `The key is written ${quote(key)} instead of "IsFirstParty".`, {
              help: 'Write "IsFirstParty".',
              part: "key",
              fix: {
                title: 'Write "IsFirstParty"',
                edits: (document) => renameKey(document, misspelt.pointer, "IsFirstParty"),
              },
            });
          }
          return;
        }
        const place = settings.at("properties", "IsFirstParty");
        if (value !== "True" && value !== "False") {
          const text = scalarText(value).toLowerCase();
          const right = text === "true" ? "True" : text === "false" ? "False" : undefined;
          context.report(place, `IsFirstParty is ${show(value)} instead of the string "True" or "False".`, {
            because:
              "Microsoft's schema of apiProperties.json requires one of the two strings; a tool that compares texts may read another value as if it were not set.",
            help: right ? `Write "${right}", in quotes.` : 'Write "False".',
            ...(right && {
              fix: {
                title: `Write "${right}"`,
                edits: (document) => replaceValue(document, place.pointer, right),
              },
            }),
          });
        } else if (value === "True" && !isMicrosoft(context)) {
          // The certificate asks for it: then the publisher is the odd one, and the settings are at one.
          if (settings.value.identityProvider === "aadcertificate") return;
          context.report(place, 'IsFirstParty is "True", but Microsoft does not publish this connector.', {
            help: 'Write "False".',
          });
        }
      },
    },
    bad: [
      {
        properties: oauthProperties({ properties: { IsFirstParty: false } }),
        at: [`${OAUTH_AT}/properties/IsFirstParty`],
      },
      {
        properties: oauthProperties({ properties: { IsFirstParty: "True" } }),
        at: [`${OAUTH_AT}/properties/IsFirstParty`],
      },
      {
        properties: oauthProperties({ properties: { IsFirstParty: null, isFirstParty: "False" } }),
        at: [`${OAUTH_AT}/properties/isFirstParty`],
      },
    ],
    good: [{ properties: oauthProperties({ properties: {} }) }],
  },
  {
    id: "oauth-aadcertificate-first-party",
    statement: 'The identity provider aadcertificate goes with IsFirstParty "True".',
    why: "This identity provider signs in with a certificate that Microsoft holds for its own connectors: in any other connector, nobody can sign in.",
    severity: { import: "error", certification: "error" },
    sources: [PROPERTIES_SCHEMA],
    comparesPlaces: true,
    checks: {
      oAuthSettings(settings, context) {
        if (settings.value.identityProvider !== "aadcertificate") return;
        const value = own(own(settings.value, "properties"), "IsFirstParty");
        if (typeof value === "string" && value.toLowerCase() === "true") return;
        if (value === true) return;
        context.report(
          value === undefined ? settings.at("identityProvider") : settings.at("properties", "IsFirstParty"),
          value === undefined
            ? 'The identity provider is "aadcertificate", which is for connectors of Microsoft, but IsFirstParty is not set.'
            : `The identity provider is "aadcertificate", which is for connectors of Microsoft, but IsFirstParty is ${show(value)}.`,
          {
            help: `If Microsoft publishes this connector with a certificate of its own, write "IsFirstParty": "True" under "properties". Otherwise write "identityProvider": "aad" and upload a client secret; people then have to sign in again.`,
            // Three published connectors leave it out: the platform seems not to insist.
            ...(value === undefined && { severity: "warning" as const }),
            ...(value !== undefined && {
              related: [{ place: settings.at("identityProvider"), label: "asks for the certificate" }],
            }),
          },
        );
      },
    },
    bad: [
      { properties: oauthProperties(CERTIFICATE), at: [`${OAUTH_AT}/properties/IsFirstParty`] },
      {
        properties: oauthProperties({ ...CERTIFICATE, properties: {} }),
        at: [`${OAUTH_AT}/identityProvider`],
      },
    ],
    good: [
      { properties: oauthProperties({ ...CERTIFICATE, properties: { IsFirstParty: "True" } }) },
      { properties: oauthProperties() },
    ],
  },
]);
