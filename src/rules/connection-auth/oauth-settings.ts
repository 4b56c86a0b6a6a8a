/** `oAuthSettings` of the OAuth connection parameter: what it must hold and what it may. */

import { renameKey, replaceValue } from "../../json/edits.ts";
import { own, ownString } from "../../json/values.ts";
import { connectionParameters, oauthProperties } from "../examples/oauth-example.ts";
import {
  IDENTITY_PROVIDERS,
  identityProvider,
  needsRegistration,
  PROVIDER_SOURCES,
  SERVICE_PROVIDERS,
} from "../facts/identity-providers.ts";
import { signIn } from "../facts/sign-in.ts";
import { didYouMean, nearest } from "../language/nearest.ts";
import { quote, show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { PROPERTIES_SCHEMA } from "../sources.ts";

const TOKEN = "apiProperties.json#/properties/connectionParameters/token";
const AT = `${TOKEN}/oAuthSettings`;
const PROVIDERS = IDENTITY_PROVIDERS.map((provider) => provider.id);
export default defineRules("connection-auth", [
  {
    id: "oauth-settings-required",
    statement: "An OAuth connection parameter has oAuthSettings with an identityProvider.",
    why: "The platform takes from oAuthSettings where to send people to sign in: without them no connection can be made.",
    severity: { import: "error", certification: "error" },
    sources: [PROPERTIES_SCHEMA, 'observed: a published connector writes "oauthSettings"'],
    fixable: true,
    asksFor: ["identityProvider", "clientId"],
    shape: [
      {
        of: "connectionParameter",
        faults: ["type"],
        keys: ["oAuthSettings"],
        say: ({ holder }) => (ownString(holder, "type")?.toLowerCase() === "oauthsetting" ? {} : undefined),
      },
      {
        of: "oAuthSettings",
        faults: ["missing"],
        keys: ["identityProvider"],
        say: ({ node }) =>
          ownString(node.parent?.value, "type")?.toLowerCase() === "oauthsetting"
            ? { help: `Add "identityProvider": one of ${PROVIDERS.join(", ")}.` }
            : undefined,
      },
    ],
    checks: {
      connectionParameter(parameter, context) {
        if (ownString(parameter.value, "type")?.toLowerCase() !== "oauthsetting") return;
        const settings = own(parameter.value, "oAuthSettings");
        const name = quote(String(parameter.key));
        if (settings === undefined) {
          const typo = Object.keys(parameter.value).find((key) => nearest(key, ["oAuthSettings"]));
          const at = typo === undefined ? undefined : parameter.at(typo);
          const caseOnly = typo?.toLowerCase() === "oauthsettings";
          // paconn puts the secret into "oAuthSettings" alone; it is not missed where people enter their own.
          const ownSecret = context
            .fact(signIn)
            .parameters.some(
              (other) =>
                other.place.pointer.startsWith(parentOfToken(parameter.pointer)) &&
                /client_?secret$/i.test(other.claim ?? ""),
            );
          context.report(parameter, `The OAuth parameter ${name} has no oAuthSettings.`, {
            help: typo
              ? `Rename ${quote(typo)} to "oAuthSettings".`
              : 'Add "oAuthSettings" with identityProvider, clientId, scopes, redirectMode and customParameters.',
            ...(at && { related: [{ place: at, label: "not read", part: "key" as const }] }),
            ...(at &&
              caseOnly && {
                fix: {
                  title: 'Write "oAuthSettings"',
                  edits: (document) => renameKey(document, at.pointer, "oAuthSettings"),
                },
              }),
            severity: caseOnly && ownSecret ? { import: "warning" } : undefined,
          });
        }
      },
    },
    bad: [
      { properties: connectionParameters({ token: { type: "oauthSetting" } }), at: [TOKEN] },
      {
        properties: connectionParameters({ token: { type: "oauthSetting", OAuthSetting: {} } }),
        at: [TOKEN],
      },
      {
        properties: connectionParameters({
          token: { type: "oauthSetting", oauthSettings: { identityProvider: "aad" } },
          "token:clientSecret": { type: "securestring" },
        }),
        at: [TOKEN],
      },
      {
        properties: connectionParameters({ token: { type: "oauthSetting", oAuthSettings: "aad" } }),
        at: [AT],
      },
      {
        properties: connectionParameters({ token: { type: "oauthSetting", oAuthSettings: { scopes: [] } } }),
        at: [AT],
      },
    ],
    good: [{ properties: oauthProperties() }],
  },
  {
    id: "oauth-identity-provider",
    statement: "identityProvider is one that custom connectors are known to use.",
    why: "The platform signs nobody in by a provider that it does not know. There are more than are documented: some are made for the connectors of one service and may fail elsewhere.",
    severity: { import: "error", certification: "error" },
    sources: [
      ...PROVIDER_SOURCES,
      "observed: 246 OAuth parameters of published connectors, 2 of them with another",
    ],
    fixable: true,
    shape: [
      {
        of: "oAuthSettings",
        faults: ["type"],
        keys: ["identityProvider"],
        say: () => ({ help: `Use one of ${PROVIDERS.join(", ")}; "oauth2" fits most services.` }),
      },
    ],
    checks: {
      oAuthSettings(settings, context) {
        const id = own(settings.value, "identityProvider");
        if (typeof id !== "string" || identityProvider(id)) return;
        const place = settings.at("identityProvider");
        const help = `Use one of ${PROVIDERS.join(", ")}; "oauth2" fits most services.`;
        const lower = id.trim().toLowerCase();
        const sure = PROVIDERS.includes(lower);
        const ofService = SERVICE_PROVIDERS.some((known) => known.toLowerCase() === lower);
        context.report(
          place,
          ofService
            ? `The identity provider ${quote(id)} is undocumented and made for one service.`
            : sure || nearest(id, PROVIDERS) !== undefined
              ? `There is no identity provider ${quote(id)}.`
              : `The identity provider ${quote(id)} is none of those that custom connectors are known to use.`,
          {
            help: ofService
              ? 'Keep it if people can sign in; otherwise use "oauth2", with authorizationUrl, tokenUrl and refreshUrl of the service in customParameters.'
              : `${didYouMean(id, PROVIDERS)}${help}`,
            // What is not surely a slip may be new: the platform adds providers, and Copilot Studio's wizard wrote one before any document did.
            ...(!sure &&
              nearest(id, PROVIDERS) === undefined && {
                severity: ofService ? ("info" as const) : ("warning" as const),
              }),
            ...(sure && {
              fix: {
                title: `Write "${lower}"`,
                edits: (document) => replaceValue(document, place.pointer, lower),
              },
            }),
          },
        );
      },
    },
    bad: [
      { properties: oauthProperties({ identityProvider: "AAD" }), at: [`${AT}/identityProvider`] },
      { properties: oauthProperties({ identityProvider: "okta" }), at: [`${AT}/identityProvider`] },
      { properties: oauthProperties({ identityProvider: "google" }), at: [`${AT}/identityProvider`] },
      { properties: oauthProperties({ identityProvider: 2 }), at: [`${AT}/identityProvider`] },
    ],
    good: [
      { properties: oauthProperties({ identityProvider: "facebook" }) },
      { properties: oauthProperties({ identityProvider: "oauth2pkcewithprm", customParameters: {} }) },
    ],
  },
  {
    id: "oauth-unknown-key",
    statement: "oAuthSettings has only the keys that the platform knows.",
    why: "The platform ignores the key: the sign-in misses what it says.",
    severity: { import: "warning", certification: "warning" },
    sources: [PROPERTIES_SCHEMA],
    fixable: true,
    shape: [
      {
        of: "oAuthSettings",
        faults: ["unknown"],
        say({ key, holder }) {
          const provider = identityProvider(ownString(holder, "identityProvider"));
          const custom = provider && [...provider.required, ...provider.optional].includes(key);
          return {
            message: `oAuthSettings has no ${quote(key)}.`,
            ...(custom && { help: `Move it into customParameters: "${key}": {"value": "…"}.` }),
          };
        },
      },
    ],
    bad: [
      {
        properties: oauthProperties({ redirectmode: "Global", redirectMode: null, tokenUrl: "x" }),
        at: [`${AT}/redirectmode`, `${AT}/tokenUrl`],
      },
    ],
    good: [{ properties: oauthProperties({ additionalParameters: {}, redirectUrl: "https://x" }) }],
  },
  {
    id: "oauth-client-id",
    statement: "The settings name a client id, a placeholder at least, or people enter their own.",
    why: "Without a client id every sign-in fails. A placeholder does not change that, but tells whoever imports the connector what to fill in, where an empty one looks finished.",
    severity: { import: "info", certification: "info" },
    sources: [PROPERTIES_SCHEMA],
    checks: {
      oAuthSettings(settings, context) {
        const id = own(settings.value, "clientId");
        if (typeof id === "string" && id.trim() !== "") return;
        if (!needsRegistration(ownString(settings.value, "identityProvider"))) return;
        const entered = context
          .fact(signIn)
          .parameters.some(
            (parameter) =>
              settings.pointer.startsWith(parentOfToken(parameter.place.pointer)) &&
              /client_?id$/i.test(parameter.claim ?? ""),
          );
        if (entered) return;
        context.report(
          id === undefined ? settings : settings.at("clientId"),
          id === undefined
            ? "oAuthSettings has no clientId."
            : `clientId is ${id === "" ? "empty" : show(id)}.`,
          {
            help: 'Write "clientId": "<the id of the app that you registered with the service>", with that id or with this text as a placeholder for whoever imports the connector.',
          },
        );
      },
    },
    bad: [
      { properties: oauthProperties({ clientId: "" }), at: [`${AT}/clientId`] },
      {
        properties: connectionParameters({
          token: { type: "oauthSetting", oAuthSettings: { identityProvider: "facebook" } },
        }),
        at: [AT],
      },
    ],
    good: [
      { properties: oauthProperties() },
      { properties: oauthProperties({ clientId: "" }, { "token:clientId": { type: "string" } }) },
      { properties: oauthProperties({ identityProvider: "oauth2pkcewithprm", clientId: null }) },
    ],
  },
  {
    id: "oauth-scopes-array",
    statement: "scopes is an array of strings.",
    why: "Microsoft's schema of apiProperties.json allows only an array of scopes, and the review for certification checks it; the sign-in probably asks for no scopes, so that calls are refused.",
    severity: { import: "warning", certification: "error" },
    sources: [
      PROPERTIES_SCHEMA,
      "observed: 20 connectors of one author have a string; it is not known how they sign in",
    ],
    fixable: true,
    shape: [
      {
        of: "oAuthSettings",
        faults: ["type"],
        keys: ["scopes"],
        say({ entry, value: scopes, place }) {
          if (entry !== undefined)
            return {
              message: `scopes holds ${show(scopes)}, which is not a string.`,
              help: 'Write one string per scope: "scopes": ["items.read"].',
              fix: undefined,
            };
          const list =
            typeof scopes === "string" && scopes.length < 4000
              ? scopes.split(/[\s,]+/).filter((scope) => scope !== "")
              : undefined;
          // Scopes are not cut: what is to be written has to be whole.
          const own =
            list !== undefined &&
            list.length > 0 &&
            list.length <= 8 &&
            list.every(({ length }) => length <= 60)
              ? list.map(quote).join(", ")
              : '"items.read"';
          return {
            help: `Write an array, one string per scope: "scopes": [${list?.length === 0 ? "" : own}].`,
            fix: list && {
              title: "Make it an array",
              edits: (document) => replaceValue(document, place.pointer, list),
            },
          };
        },
      },
    ],
    bad: [
      { properties: oauthProperties({ scopes: "parcels.read parcels.write" }), at: [`${AT}/scopes`] },
      { properties: oauthProperties({ scopes: { "parcels.read": "" } }), at: [`${AT}/scopes`] },
      { properties: oauthProperties({ scopes: ["parcels.read", 7] }), at: [`${AT}/scopes/1`] },
    ],
    good: [{ properties: oauthProperties({ scopes: [] }) }],
  },
]);

/** The place that holds the parameters beside this one. */
function parentOfToken(pointer: string): string {
  return pointer.slice(0, pointer.lastIndexOf("/") + 1);
}
