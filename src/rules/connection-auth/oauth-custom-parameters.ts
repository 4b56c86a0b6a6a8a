/** `customParameters` of oAuthSettings: what the identity provider asks for. */

import { removeAt, renameKey, replaceValue } from "../../json/edits.ts";
import { isObject, type JsonObject, own, ownObject, ownString } from "../../json/values.ts";
import { OAUTH_SETTINGS, oauthProperties } from "../examples/oauth-example.ts";
import {
  IDENTITY_PROVIDERS,
  type IdentityProvider,
  identityProvider,
  knownCustomParameters,
  PROVIDER_SOURCES,
} from "../facts/identity-providers.ts";
import { didYouMean, nearest } from "../language/nearest.ts";
import type { Node } from "../language/node.ts";
import { kindName, list, quote, quoteWhole, show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { PROPERTIES_SCHEMA } from "../sources.ts";

const SETTINGS = "apiProperties.json#/properties/connectionParameters/token/oAuthSettings";
const AT = `${SETTINGS}/customParameters`;
const SOUND = OAUTH_SETTINGS.customParameters as JsonObject;
const AAD = {
  loginUri: { value: "https://login.microsoftonline.com" },
  tenantId: { value: "common" },
  resourceUri: { value: "https://api.fabrikam.com" },
};

function providerOf(settings: Node): IdentityProvider | undefined {
  return identityProvider(ownString(settings.value, "identityProvider"));
}

/** What an address is for, whether it is written as it is or as a template: "authorizationurl". */
function stem(name: string): string {
  return name.toLowerCase().replace(/template$/, "");
}

/** The name as the provider knows it, whatever its letter case. */
function canonical(provider: IdentityProvider | undefined, name: string): string | undefined {
  const lower = name.toLowerCase();
  return provider && knownCustomParameters(provider).find((known) => known.toLowerCase() === lower);
}

export default defineRules("connection-auth", [
  {
    id: "oauth-custom-parameters",
    statement: "customParameters holds everything that the identity provider needs.",
    why: "Without its addresses or its resource the platform cannot send people to a sign-in: no connection can be made.",
    severity: { import: "error", certification: "error" },
    sources: [...PROVIDER_SOURCES],
    shape: [
      {
        of: "oAuthSettings",
        faults: ["type"],
        keys: ["customParameters"],
        entries: false,
        say({ node, value }) {
          const provider = providerOf(node);
          if (!provider || provider.required.length === 0) return undefined;
          return {
            message: `customParameters is ${kindName(value)}; it must be an object.`,
            help: `Write an object with ${list(provider.required)}.`,
            part: "value",
          };
        },
      },
    ],
    checks: {
      oAuthSettings(settings, context) {
        const provider = providerOf(settings);
        if (!provider || provider.required.length === 0) return;
        const custom = own(settings.value, "customParameters");
        if (custom !== undefined && !isObject(custom)) return;
        const names = Object.keys(custom ?? {});
        const lower = new Set(names.map((name) => name.toLowerCase()));
        const missing = provider.required.filter((name) => !lower.has(name.toLowerCase()));
        if (missing.length === 0) return;
        const unknown = names.filter((name) => canonical(provider, name) === undefined);
        const meant = missing.map((name) => ({
          name,
          there: unknown.find((other) => stem(other) === stem(name)),
        }));
        const renames = meant.flatMap(({ name, there }) => (there === undefined ? [] : [{ name, there }]));
        const absent = meant.flatMap(({ name, there }) => (there === undefined ? [name] : []));
        const reader = IDENTITY_PROVIDERS.find((other) =>
          renames.every(({ there }) => other !== provider && canonical(other, there) !== undefined),
        );
        const additions = absent.map((name) => `"${name}": {"value": "…"}`).join(", ");
        const slip = unknown.find((name) => nearest(name, missing) !== undefined);
        context.report(
          custom === undefined ? settings : settings.at("customParameters"),
          `The identity provider "${provider.id}" (${provider.title}) needs ${list(missing)}, which ${missing.length === 1 ? "is" : "are"} missing.`,
          {
            help:
              renames.length > 0
                ? `Rename ${renames.map(({ there, name }) => `${quote(there)} to "${name}"`).join(", ")}${additions === "" ? "" : `, and add ${additions}`}${reader ? `; or use the identityProvider "${reader.id}", which reads ${renames.length === 1 ? "it" : "them"} as ${renames.length === 1 ? "it is" : "they are"}` : ""}.`
                : `${slip ? `${quote(slip)} is not read. ` : ""}Add ${additions}.`,
            related: [{ place: settings.at("identityProvider"), label: "asks for them" }],
            // The resource is named beside them, as the portal writes it too: whether that is enough is not documented.
            ...(missing.join() === "resourceUri" &&
              ownString(ownObject(settings.value, "properties"), "AzureActiveDirectoryResourceId") && {
                severity: "warning" as const,
              }),
          },
        );
      },
    },
    bad: [
      { properties: oauthProperties({ customParameters: {} }), at: [AT] },
      { properties: oauthProperties({ identityProvider: "oauth2generic" }), at: [AT] },
      {
        properties: oauthProperties({
          customParameters: {
            authorizationUrlTemplate: { value: "https://login.fabrikam.com/authorize" },
            tokenUrlTemplate: { value: "https://login.fabrikam.com/token" },
          },
        }),
        at: [AT],
      },
      {
        properties: oauthProperties({
          identityProvider: "aad",
          customParameters: { loginUri: AAD.loginUri },
        }),
        at: [AT],
      },
      { properties: oauthProperties({ identityProvider: "aadcertificate", customParameters: [] }), at: [AT] },
    ],
    good: [
      { properties: oauthProperties() },
      { properties: oauthProperties({ identityProvider: "aad", customParameters: AAD }) },
      { properties: oauthProperties({ identityProvider: "facebook", customParameters: {} }) },
    ],
  },
  {
    id: "oauth-custom-parameter-case",
    statement: "Names of customParameters begin with a small letter.",
    why: "The platform reads the names of custom parameters whatever their capitals; Microsoft's schema, its documentation and tools that follow them know one spelling.",
    severity: { import: "info", certification: "info" },
    sources: [PROPERTIES_SCHEMA, "observed: 5 published connectors write capitals"],
    yieldsTo: ["oauth-custom-parameter-unknown", "oauth-client-credentials"],
    fixable: true,
    checks: {
      oAuthSettings(settings, context) {
        const provider = providerOf(settings);
        const custom = ownObject(settings.value, "customParameters") ?? {};
        for (const name of Object.keys(custom)) {
          const known = canonical(provider, name);
          const right = known ?? name.charAt(0).toLowerCase() + name.slice(1);
          if (right === name) continue;
          const place = settings.at("customParameters", name);
          context.report(
            place,
            `The custom parameter ${quote(name)} is written with other capitals than ${quote(right)}.`,
            {
              help: `Write ${quoteWhole(right)}.`,
              part: "key",
              ...(known !== undefined &&
                own(custom, right) === undefined && {
                  fix: {
                    title: `Write "${right}"`,
                    edits: (document) => renameKey(document, place.pointer, right),
                  },
                }),
            },
          );
        }
      },
    },
    bad: [
      {
        properties: oauthProperties({
          customParameters: { AuthorizationUrl: { value: "https://x" }, tokenURL: { value: "https://x" } },
        }),
        at: [`${AT}/AuthorizationUrl`, `${AT}/tokenURL`],
      },
      {
        properties: oauthProperties({
          identityProvider: "oauth2generic",
          customParameters: { Region: { value: "eu" } },
        }),
        at: [`${AT}/Region`],
      },
    ],
    good: [{ properties: oauthProperties() }],
  },
  {
    id: "oauth-custom-parameter-unknown",
    statement: "customParameters has no parameter that its identity provider does not know.",
    why: 'The platform ignores it: the sign-in misses what it was to say. Only the templates of "oauth2generic" can use parameters of your own.',
    severity: { import: "warning", certification: "warning" },
    sources: [
      PROPERTIES_SCHEMA,
      "observed: enableOnbehalfOfLogin stands in many, though the schema lacks it",
    ],
    yieldsTo: ["oauth-client-credentials"],
    fixable: true,
    removes: "object",
    checks: {
      oAuthSettings(settings, context) {
        const provider = providerOf(settings);
        if (!provider || provider.open) return;
        const custom = ownObject(settings.value, "customParameters") ?? {};
        for (const name of Object.keys(custom)) {
          if (canonical(provider, name) !== undefined) continue;
          const known = knownCustomParameters(provider);
          const redirect = /^redirect(?:url|uri)$/i.test(name);
          const place = settings.at("customParameters", name);
          context.report(
            place,
            `The custom parameter ${quote(name)} is none of those of the identity provider "${provider.id}".`,
            {
              help: redirect
                ? "Delete it: the platform makes the redirect address itself."
                : `${didYouMean(name, known) || "Delete it if the sign-in works without. "}The provider knows ${list(known)}; what else has to reach the service goes into the templates of "oauth2generic".`,
              label: "not used",
              part: "key",
              related: [{ place: settings.at("identityProvider"), label: "does not know it" }],
              ...(redirect && {
                fix: {
                  title: "Delete the redirect address",
                  edits: (document) => removeAt(document, place.pointer),
                },
              }),
            },
          );
        }
      },
    },
    bad: [
      {
        properties: oauthProperties({
          customParameters: { ...SOUND, RedirectUrl: { value: "https://x" }, audience: { value: "x" } },
        }),
        at: [`${AT}/RedirectUrl`, `${AT}/audience`],
      },
      {
        properties: oauthProperties({
          identityProvider: "aad",
          customParameters: { ...AAD, grantType: { value: "code" } },
        }),
        at: [`${AT}/grantType`],
      },
    ],
    good: [
      {
        properties: oauthProperties({
          identityProvider: "aad",
          customParameters: { ...AAD, enableOnbehalfOfLogin: { value: "false" } },
        }),
      },
      {
        properties: oauthProperties({
          identityProvider: "oauth2generic",
          customParameters: { region: { value: "eu" } },
        }),
      },
    ],
  },
  {
    id: "oauth-custom-parameter-shape",
    statement: 'Every custom parameter is written {"value": "…"}.',
    why: 'The platform reads the text under "value" and nothing else: the sign-in lacks the parameter. Microsoft\'s schema of apiProperties.json refuses another form.',
    severity: { import: "error", certification: "error" },
    sources: [PROPERTIES_SCHEMA, "observed: an empty object in a published connector"],
    fixable: true,
    shape: [
      {
        of: "oAuthSettings",
        faults: ["type"],
        keys: ["customParameters"],
        entries: true,
        say({ entry: name, value: item, place }) {
          const text = typeof item === "string" || typeof item === "boolean" ? String(item) : undefined;
          return {
            message: `The custom parameter ${quote(String(name))} is ${show(item)}, not an object.`,
            help: `Write "${name}": {"value": "…"}.`,
            part: "value",
            fix:
              text === undefined
                ? undefined
                : {
                    title: 'Wrap it: {"value": …}',
                    edits: (document) => replaceValue(document, place.pointer, { value: text }),
                  },
          };
        },
      },
      {
        of: "customParameter",
        faults: ["missing"],
        say({ holder, path }) {
          const name = String(path.at(-1));
          const [first] = Object.keys(holder);
          const meant = nearest(first ?? "", ["value"]);
          return {
            message: `The custom parameter ${quote(name)} has no "value".`,
            help: `${meant ? 'Did you mean "value"? ' : ""}Write "${name}": {"value": "…"}.`,
            asks: undefined,
            // An empty object says no more than {"value": null}, which is accepted.
            severity: first === undefined ? { import: "warning" } : undefined,
          };
        },
      },
      {
        of: "customParameter",
        faults: ["unknown"],
        say: ({ holder, path, key }) =>
          // Beside a value that is missing, it was meant to be that.
          own(holder, "value") === undefined
            ? undefined
            : {
                message: `${quote(key)} is not a key of the custom parameter ${quote(String(path.at(-1)))}.`,
                help: 'Delete it: only "value" is read.',
                label: undefined,
                fix: undefined,
              },
      },
      {
        of: "customParameter",
        faults: ["type"],
        say: ({ path, value }) => ({
          message: `The value of ${quote(String(path.at(-1)))} is ${show(value)}; it must be a string.`,
          help: value === null ? "Write the value, or delete the parameter." : "Put the value in quotes.",
          // Three published connectors hold null: it seems to count as not given.
          severity: value === null ? "warning" : undefined,
        }),
      },
    ],
    bad: [
      {
        properties: oauthProperties({
          customParameters: {
            authorizationUrl: "https://login.fabrikam.com/authorize",
            tokenUrl: { url: "https://login.fabrikam.com/token" },
            refreshUrl: { value: ["https://login.fabrikam.com/token"] },
          },
        }),
        at: [`${AT}/authorizationUrl`, `${AT}/tokenUrl`, `${AT}/refreshUrl/value`],
      },
      {
        properties: oauthProperties({
          identityProvider: "aad",
          customParameters: { ...AAD, tenantId: {} },
        }),
        at: [`${AT}/tenantId`],
      },
      {
        properties: oauthProperties({
          customParameters: { ...SOUND, refreshUrl: { value: "https://login.fabrikam.com", type: "string" } },
        }),
        at: [`${AT}/refreshUrl/type`],
      },
      {
        files: {
          "apiProperties.json": JSON.stringify(
            oauthProperties({ customParameters: { ...SOUND, refreshUrl: { value: null } } }),
          ),
        },
        at: [`${AT}/refreshUrl/value`],
      },
    ],
    good: [{ properties: oauthProperties() }],
  },
]);
