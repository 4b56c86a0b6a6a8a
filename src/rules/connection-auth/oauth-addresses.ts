/** The addresses of a sign-in: which they are, what may stand in them, and that they belong together. */
import {
  type JsonObject,
  type JsonValue,
  own,
  ownArray,
  ownObject,
  ownString,
  scalarText,
} from "../../json/values.ts";
import { OAUTH_DEFINITION, oauthProperties } from "../examples/oauth-example.ts";
import { domainIn } from "../facts/domain-in.ts";
import { isAddressParameter } from "../facts/identity-providers.ts";
import { signIn } from "../facts/sign-in.ts";
import { didYouMean } from "../language/nearest.ts";
import type { Node, Place } from "../language/node.ts";
import { quote, quoteWhole } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { CONNECTION_PARAMETERS, issuesOf, OAUTH_TROUBLESHOOTING, PROPERTIES_SCHEMA } from "../sources.ts";

const AT = "apiProperties.json#/properties/connectionParameters/token/oAuthSettings";
const ON_BEHALF_OF =
  "https://learn.microsoft.com/microsoft-copilot-studio/advanced-custom-connector-on-behalf-of";
const NATIONAL_CLOUDS = "https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud";
const OFFLINE = "https://learn.microsoft.com/entra/identity-platform/scopes-oidc#the-offline_access-scope";
const WARNING = { import: "warning", certification: "warning" } as const;

interface Custom {
  /** As written. */
  key: string;
  value: string;
  place: Place;
}

/** The custom parameters that are texts. Their names are compared without letter case, as published connectors mix it. */
function customs(node: Node): Custom[] {
  const parameters = ownObject(node.value, "customParameters") ?? {};
  return Object.keys(parameters).flatMap((key) => {
    const value = ownString(own(parameters, key), "value");
    return value === undefined ? [] : [{ key, value, place: node.at("customParameters", key, "value") }];
  });
}

/** The custom parameter of a name, or of that name with "Template" behind it. */
function custom(all: Custom[], name: string): Custom | undefined {
  return all.find(({ key }) => {
    const lower = key.toLowerCase();
    return lower === name.toLowerCase() || lower === `${name}Template`.toLowerCase();
  });
}

function provider(node: Node): string {
  return (ownString(node.value, "identityProvider") ?? "").toLowerCase();
}

/** The host of an address; undefined where it is none, or where the host is put together. */
function hostOf(address: string): string | undefined {
  return /^https?:\/\/([\w.-]+)(?:[:/?#]|$)/i.exec(address.trim())?.[1]?.toLowerCase();
}

/** An address without what does not tell two apart. */
function bare(address: string): string {
  return address
    .trim()
    .replace(/[?#].*$/, "")
    .replace(/\/+$/, "")
    .toLowerCase();
}

/** Sign-in addresses of Microsoft Entra ID, in every cloud. */
const ENTRA =
  /^(?:login\.microsoftonline\.(?:com|us)|login\.windows\.net|login\.microsoft\.com|login\.chinacloudapi\.cn|login\.partner\.microsoftonline\.cn|[\w-]+\.ciamlogin\.com)$/;

type Cloud = "the public cloud" | "the US government cloud" | "the cloud of China";

/** Microsoft's clouds by the domains that addresses of theirs are in. (Documented.) */
const CLOUDS: readonly { cloud: Cloud; domains: ReadonlySet<string> }[] = [
  {
    cloud: "the cloud of China",
    domains: new Set([
      "chinacloudapi.cn",
      "chinacloudsites.cn",
      "azure.cn",
      "microsoftonline.cn",
      "sharepoint.cn",
      "dynamics.cn",
      "powerapps.cn",
      "powerautomate.cn",
    ]),
  },
  {
    cloud: "the US government cloud",
    domains: new Set([
      "microsoftonline.us",
      "microsoft.us",
      "usgovcloudapi.net",
      "azurewebsites.us",
      "azure.us",
      "sharepoint.us",
      "microsoftdynamics.us",
      "office365.us",
      "powerapps.us",
      "appsplatform.us",
    ]),
  },
  {
    cloud: "the public cloud",
    domains: new Set([
      "microsoftonline.com",
      "windows.net",
      "login.microsoft.com",
      "graph.microsoft.com",
      "management.azure.com",
      "vault.azure.net",
      "sharepoint.com",
      "dynamics.com",
      "outlook.office.com",
      "outlook.office365.com",
      "api.powerbi.com",
      "azurewebsites.net",
    ]),
  },
];

function cloudOf(host: string): Cloud | undefined {
  return CLOUDS.find(({ domains }) => domainIn(host, domains) !== undefined)?.cloud;
}

/** Services that are reported to want the client secret in the body when a token is refreshed. */
const SECRET_IN_BODY: readonly { name: string; hosts: RegExp; source: string }[] = [
  {
    name: "Salesforce",
    hosts: /(?:^|\.)(?:salesforce|force|salesforce-setup)\.com$/,
    source:
      "https://troystaylor.com/power%20platform/custom%20connectors/2026-03-11-salesforce-custom-connector-oauth-refresh-token-fix.html",
  },
];

/** What the templates of oauth2generic can name without anybody declaring it. (Documented, and used in 19 published connectors.) */
const VARIABLES = ["ClientId", "ClientSecret", "RedirectUrl", "State", "Scopes", "Code", "RefreshToken"];
/** The same in other words that published connectors use, and those of PKCE. */
const MORE = [
  "Scope",
  "CodeVerifier",
  "CodeChallenge",
  "CodeChallengeMethod",
  "GrantType",
  "TenantId",
  "Resource",
];

const entra = (more: JsonObject = {}): JsonObject => ({
  customParameters: {
    authorizationUrl: { value: "https://login.microsoftonline.com/common/oauth2/v2.0/authorize" },
    tokenUrl: { value: "https://login.microsoftonline.com/common/oauth2/v2.0/token" },
    refreshUrl: { value: "https://login.microsoftonline.com/common/oauth2/v2.0/token" },
    ...more,
  },
});
const generic = (more: JsonObject = {}): JsonObject => ({
  identityProvider: "oauth2generic",
  customParameters: {
    authorizationUrlTemplate: { value: "https://login.fabrikam.com/authorize" },
    tokenUrlTemplate: { value: "https://login.fabrikam.com/token" },
    refreshUrlTemplate: { value: "https://login.fabrikam.com/token" },
    ...more,
  },
});
const aad = (more: JsonObject = {}): JsonObject => ({
  identityProvider: "aad",
  clientId: "1f7b2f0e-52a1-4c3a-9d57-3c1e5a7b9d10",
  customParameters: { resourceUri: { value: "https://graph.microsoft.com" }, ...more },
});
const CLIENT = "1f7b2f0e-52a1-4c3a-9d57-3c1e5a7b9d10";
const saysYes = (value: JsonValue | undefined) => scalarText(value).toLowerCase() === "true";

export default defineRules("connection-auth", [
  {
    id: "oauth-offline-access",
    statement: "A sign-in at Microsoft Entra ID's v2.0 addresses requests the scope offline_access.",
    why: 'Without it Entra ID gives no refresh token: connections are reported to fail with "Missing refresh token" after an hour.',
    severity: WARNING,
    sources: [
      OFFLINE,
      `reported: ${issuesOf("MicrosoftDocs/BusinessApplicationPlatform-Connectors-public", 349)}`,
      `reported: ${issuesOf("ltwlf/Microsoft-Flow-Create-Team-Connector", 1)}`,
    ],
    checks: {
      oAuthSettings(node, context) {
        if (!/^oauth2/.test(provider(node))) return;
        const all = customs(node);
        const address = custom(all, "authorizationUrl");
        const host = address && hostOf(address.value);
        if (!address || !host || !ENTRA.test(host) || !/\/oauth2\/v2\.0\//i.test(address.value)) return;
        const scopes = own(node.value, "scopes");
        // Written into a template of the address, or entered by people.
        const texts = [
          ...all.map(({ value }) => value),
          ...(ownArray(node.value, "scopes") ?? []).map(scalarText),
          scalarText(scopes),
        ];
        if (texts.some((text) => /\boffline_access\b/i.test(text))) return;
        const queries = custom(all, "authorizationUrlQueryString")?.value ?? "";
        if (/scope=\{(?!scopes\})/i.test(queries) || texts.some((text) => /^\{[\w:]+\}$/.test(text.trim())))
          return;
        const declared = /[?&]scope=(?!\{)/i.test(queries)
          ? all.find(({ key }) => /querystring/i.test(key))?.place
          : scopes === undefined
            ? undefined
            : node.at("scopes");
        context.report(
          declared ?? node,
          `The sign-in at ${quote(host)} does not ask for "offline_access": there will be no refresh token.`,
          {
            help: 'Add "offline_access" to the scopes, here and in the security definition, or use the identityProvider "aad", which asks for it itself.',
            label: "no offline_access",
            related: [{ place: address.place, label: "a v2.0 address" }],
          },
        );
      },
    },
    bad: [
      {
        definition: OAUTH_DEFINITION,
        properties: oauthProperties({ ...entra(), scopes: ["api://parcels/Read"] }),
        at: [`${AT}/scopes`],
      },
    ],
    good: [
      { properties: oauthProperties({ ...entra(), scopes: ["api://parcels/Read", "offline_access"] }) },
      { properties: oauthProperties() },
      { properties: oauthProperties(aad({ loginUri: { value: "https://login.microsoftonline.com" } })) },
    ],
  },
  {
    id: "oauth-refresh-address",
    statement:
      "Tokens are fetched and refreshed at the token address, not at the address where people sign in.",
    why: "The sign-in address answers with a page for people: the first token, or the first refresh, fails.",
    severity: WARNING,
    sources: [OAUTH_TROUBLESHOOTING, CONNECTION_PARAMETERS],
    inferred: true,
    checks: {
      oAuthSettings(node, context) {
        const all = customs(node);
        const address = custom(all, "authorizationUrl");
        const token = custom(all, "tokenUrl");
        if (!address || bare(address.value) === "") return;
        for (const [name, what] of [
          ["tokenUrl", "token"],
          ["refreshUrl", "refresh"],
        ] as const) {
          const found = custom(all, name);
          if (!found) continue;
          const same = bare(found.value) === bare(address.value);
          // A path that ends in "authorize" shows people a page, whatever stands before it.
          const page = /\/oauth2?(?:\/v\d(?:\.\d)?)?\/(?:authorize|authorization|auth)$/.test(
            bare(found.value),
          );
          if (!same && !page) continue;
          // A service with one address for all has it in the third place as well.
          if (same && token && bare(token.value) === bare(address.value) && name === "refreshUrl" && !page)
            continue;
          const right =
            name === "refreshUrl" && token && bare(token.value) !== bare(address.value)
              ? token.value
              : undefined;
          context.report(
            found.place,
            `The ${what} address ${quote(found.value)} is ${same ? "the one where people sign in" : "one where people sign in"}.`,
            {
              help: right
                ? `Write the token address, ${quoteWhole(right)}, unless the service documents another one for refreshes.`
                : "Write the address that the service documents for tokens; it mostly ends in /token.",
              label: "the sign-in address",
              ...(same ? { related: [{ place: address.place, label: "people sign in here" }] } : {}),
            },
          );
        }
      },
    },
    bad: [
      {
        properties: oauthProperties({
          customParameters: {
            authorizationUrl: { value: "https://login.fabrikam.com/authorize" },
            tokenUrl: { value: "https://login.fabrikam.com/token" },
            refreshUrl: { value: "https://login.fabrikam.com/authorize/" },
          },
        }),
        at: [`${AT}/customParameters/refreshUrl/value`],
      },
      {
        properties: oauthProperties(
          generic({ tokenUrlTemplate: { value: "https://login.fabrikam.com/authorize" } }),
        ),
        at: [`${AT}/customParameters/tokenUrlTemplate/value`],
      },
    ],
    good: [{ properties: oauthProperties() }],
  },
  {
    id: "oauth-address-fixed",
    statement:
      "The addresses of a sign-in hold no expressions; only the templates of oauth2generic hold names in braces.",
    why: "Nothing is put in their place: people are sent to an address that does not exist.",
    severity: WARNING,
    sources: [CONNECTION_PARAMETERS, PROPERTIES_SCHEMA],
    inferred: true,
    checks: {
      oAuthSettings(node, context) {
        const id = provider(node);
        for (const { key, value, place } of customs(node)) {
          const expression = /@\{?(?:connectionParameters|headers?|queryParameters|parameters)\s*\(/i.test(
            value,
          );
          const braces =
            id === "oauth2" && isAddressParameter(key) ? /\{[\w:.-]{1,60}\}/.exec(value)?.[0] : undefined;
          if (!expression && braces === undefined) continue;
          const name = /\(\s*['"]?(?:token:)?([\w-]+)/i.exec(value)?.[1] ?? braces?.slice(1, -1) ?? "name";
          context.report(
            place,
            expression
              ? `Connection parameters are not put into ${quote(key)}: ${quote(value)} is taken as it stands.`
              : `The identity provider "oauth2" has no templates: ${quote(braces ?? "")} in ${quote(key)} is taken as it stands.`,
            {
              help: `Use the identityProvider "oauth2generic": write "{${name}}" in "${key.replace(/(?:template)?$/i, "")}Template", and name the connection parameter "token:${name}".`,
              label: "taken as it stands",
            },
          );
        }
      },
    },
    bad: [
      {
        properties: oauthProperties(
          entra({ tokenUrl: { value: "https://@connectionParameters('domain')/token" } }),
        ),
        at: [`${AT}/customParameters/tokenUrl/value`],
      },
      {
        properties: oauthProperties(
          entra({
            authorizationUrl: { value: "https://login.microsoftonline.com/{tenant}/oauth2/authorize" },
          }),
        ),
        at: [`${AT}/customParameters/authorizationUrl/value`],
      },
      {
        properties: oauthProperties(
          generic({ tokenUrlTemplate: { value: "https://@{connectionParameters('token:domain')}/token" } }),
        ),
        at: [`${AT}/customParameters/tokenUrlTemplate/value`],
      },
    ],
    good: [
      { properties: oauthProperties(generic({ tokenUrlTemplate: { value: "https://{domain}/token" } })) },
    ],
  },
  {
    id: "oauth-template-variable",
    statement:
      "What the templates of oauth2generic name in braces is a value of the sign-in, a connection parameter token:NAME, or a custom parameter.",
    why: "An unknown name stays empty, or stays as it is: the sign-in or the refresh fails.",
    severity: WARNING,
    sources: [CONNECTION_PARAMETERS, "observed: all 19 published connectors with such templates"],
    inferred: true,
    comparesPlaces: true,
    checks: {
      oAuthSettings(node, context) {
        if (provider(node) !== "oauth2generic") return;
        const all = customs(node);
        const declared = context.fact(signIn).parameters.map(({ name, claim }) => claim ?? name);
        const custom = Object.keys(ownObject(node.value, "customParameters") ?? {});
        const known = new Set(
          [...VARIABLES, ...MORE, ...declared, ...custom].map((name) => name.toLowerCase()),
        );
        const seen = new Set<string>();
        for (const { key, value, place } of all) {
          if (!/template$/i.test(key)) continue;
          for (const [, name = ""] of value.matchAll(/\{([A-Za-z][\w:.-]{0,60})\}/g)) {
            const plain = name.replace(/^token:/i, "");
            if (known.has(plain.toLowerCase()) || seen.has(`${key} ${plain}`)) continue;
            seen.add(`${key} ${plain}`);
            context.report(place, `Nothing has the name ${quote(name)}, which ${quote(key)} puts in.`, {
              help: `${didYouMean(plain, [...VARIABLES, ...declared])}The sign-in knows ${VARIABLES.map((one) => `{${one}}`).join(", ")}; for what people enter, add a connection parameter "token:${plain}".`,
              label: "unknown name",
            });
          }
        }
      },
    },
    bad: [
      {
        properties: oauthProperties(
          generic({ refreshBodyTemplate: { value: "refresh_token={RefreshTokn}&client_id={ClientId}" } }),
        ),
        at: [`${AT}/customParameters/refreshBodyTemplate/value`],
      },
      {
        properties: oauthProperties(generic({ tokenUrlTemplate: { value: "https://{domain}/token" } })),
        at: [`${AT}/customParameters/tokenUrlTemplate/value`],
      },
    ],
    good: [
      {
        properties: oauthProperties(
          generic({
            tokenUrlTemplate: { value: "https://{domain}/token" },
            tokenBodyTemplate: { value: "code={code}&client_secret={clientSecret}" },
          }),
          { "token:domain": { type: "string" } },
        ),
      },
    ],
  },
  {
    id: "oauth-cloud-match",
    statement:
      "The sign-in addresses, the resource and the host of a connector belong to one cloud of Microsoft.",
    why: "Each cloud has its own accounts and tokens: one cloud refuses the tokens of another.",
    severity: WARNING,
    sources: [NATIONAL_CLOUDS],
    comparesPlaces: true,
    checks: {
      oAuthSettings(node, context) {
        const addresses: { place: Place; value: string; what: string }[] = customs(node)
          .filter(({ key }) => isAddressParameter(key) || /^resourceuri$/i.test(key))
          .map(({ key, value, place }) => ({ place, value, what: quote(key) }));
        const file = context.connector.definition?.file ?? "apiDefinition.swagger.json";
        const host = ownString(context.root, "host");
        if (host !== undefined && context.fact(signIn).definitionKnown)
          addresses.push({ place: { file, pointer: "/host" }, value: `https://${host}`, what: "the host" });
        // Without an address of its own, the provider signs in at the public one. (Documented default.)
        if (/^aad/.test(provider(node)) && !addresses.some(({ what }) => /loginuri/i.test(what)))
          addresses.push({
            place: node.at("identityProvider"),
            value: "https://login.windows.net",
            what: "the default sign-in",
          });
        const found = addresses.flatMap((address) => {
          const name = hostOf(address.value);
          const cloud = name === undefined ? undefined : cloudOf(name);
          return cloud && name ? [{ ...address, name, cloud }] : [];
        });
        // The sign-in addresses come first in meaning, wherever they are written.
        found.sort((a, b) => Number(!ENTRA.test(a.name)) - Number(!ENTRA.test(b.name)));
        const [first] = found;
        if (!first || !ENTRA.test(first.name)) return;
        const written = context.fact(signIn).schemes.flatMap(({ value, place }) =>
          ["authorizationUrl", "tokenUrl"].flatMap((key) => {
            const name = hostOf(ownString(value, key) ?? "");
            const cloud = name === undefined ? undefined : cloudOf(name);
            return cloud && name && ENTRA.test(name)
              ? [
                  {
                    place: { file: place.file, pointer: `${place.pointer}/${key}` },
                    what: `"${key}" of the definition`,
                    name,
                    cloud,
                    value: "",
                  },
                ]
              : [];
          }),
        );
        const used = found.find(({ cloud }) => cloud !== first.cloud);
        const other = used ?? written.find(({ cloud }) => cloud !== first.cloud);
        if (!other) return;
        context.report(
          other.place,
          `${other.what === "the host" ? "The host" : other.what} ${quote(other.name)} belongs to ${other.cloud}, but people sign in at ${quote(first.name)}, ${first.cloud}.`,
          {
            help: `Write the address of ${first.cloud}, or the sign-in addresses of ${other.cloud}.`,
            label: other.cloud,
            related: [{ place: first.place, label: first.cloud }],
            // The platform signs in at the addresses of apiProperties.json.
            ...(!used && { severity: "info" as const }),
          },
        );
      },
    },
    bad: [
      {
        properties: oauthProperties(aad({ loginUri: { value: "https://login.microsoftonline.us" } })),
        at: [`${AT}/customParameters/resourceUri/value`],
      },
      {
        properties: oauthProperties({
          ...entra({
            tokenUrl: { value: "https://login.partner.microsoftonline.cn/common/oauth2/v2.0/token" },
          }),
          scopes: ["offline_access"],
        }),
        at: [`${AT}/customParameters/tokenUrl/value`],
      },
      {
        definition: { host: "graph.microsoft.us" },
        properties: oauthProperties(aad({ loginUri: { value: "https://login.microsoftonline.com" } })),
        at: ["/host"],
      },
      {
        properties: oauthProperties(aad({ resourceUri: { value: "https://graph.microsoft.us" } })),
        at: [`${AT}/customParameters/resourceUri/value`],
      },
    ],
    good: [
      {
        properties: oauthProperties(
          aad({
            loginUri: { value: "https://login.microsoftonline.us" },
            resourceUri: { value: "https://graph.microsoft.us" },
          }),
        ),
      },
      { properties: oauthProperties(aad({ loginUri: { value: "https://login.windows.net" } })) },
    ],
  },
  {
    id: "oauth-on-behalf-of",
    statement: "On-behalf-of sign-in is turned on in both places, or in neither.",
    why: "With one of the two, people are asked to sign in as if it were off, or the sign-in fails.",
    severity: WARNING,
    sources: [ON_BEHALF_OF],
    inferred: true,
    checks: {
      oAuthSettings(node, context) {
        if (!/^aad/.test(provider(node))) return;
        const properties = ownObject(node.value, "properties") ?? {};
        const key = Object.keys(properties).find((name) => /^isonbehalfofloginsupported$/i.test(name));
        const login = customs(node).find((one) => /^enableonbehalfoflogin$/i.test(one.key));
        const supported = key !== undefined && saysYes(own(properties, key));
        const enabled = login !== undefined && saysYes(login.value);
        // On and "false" is what the portal writes while the switch is off.
        if (supported === enabled || (supported && login !== undefined)) return;
        if (enabled)
          context.report(
            login.place,
            `"enableOnbehalfOfLogin" is on, but ${key === undefined ? '"IsOnbehalfofLoginSupported" is missing from the properties' : `"${key}" is off`}.`,
            { help: 'Write "IsOnbehalfofLoginSupported": true under "properties" of the oAuthSettings.' },
          );
        else
          context.report(
            node.at("properties", key ?? ""),
            `"${key}" is on, but "enableOnbehalfOfLogin" is missing from the custom parameters.`,
            {
              help: 'Write "enableOnbehalfOfLogin": { "value": "true" } under "customParameters", or "false" to leave it off.',
              // Published connectors leave it out, and sign in without it.
              severity: "info",
            },
          );
      },
    },
    bad: [
      {
        properties: oauthProperties({
          ...aad(),
          properties: { IsFirstParty: "False", IsOnbehalfofLoginSupported: true },
        }),
        at: [`${AT}/properties/IsOnbehalfofLoginSupported`],
      },
      {
        properties: oauthProperties(aad({ enableOnbehalfOfLogin: { value: "true" } })),
        at: [`${AT}/customParameters/enableOnbehalfOfLogin/value`],
      },
    ],
    good: [
      {
        properties: oauthProperties({
          ...aad({ enableOnbehalfOfLogin: { value: "true" } }),
          properties: { IsFirstParty: "False", IsOnbehalfofLoginSupported: true },
        }),
      },
      {
        properties: oauthProperties({
          ...aad({ enableOnbehalfOfLogin: { value: "false" } }),
          properties: { IsFirstParty: "False", IsOnbehalfofLoginSupported: true },
        }),
      },
    ],
  },
  {
    id: "oauth-client-is-resource",
    statement: "The app that signs people in is another app than the one they get a token for.",
    why: "Entra ID refuses an app that asks for a token for itself by its address (AADSTS90009), and on-behalf-of sign-in needs two apps.",
    severity: WARNING,
    sources: [ON_BEHALF_OF, "https://learn.microsoft.com/entra/identity-platform/reference-error-codes"],
    checks: {
      oAuthSettings(node, context) {
        if (!/^aad/.test(provider(node))) return;
        const client = ownString(node.value, "clientId")?.trim().toLowerCase();
        if (
          client === undefined ||
          !/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(client) ||
          /^0{8}-/.test(client)
        )
          return;
        const all = customs(node);
        const properties = ownObject(node.value, "properties") ?? {};
        const places = [
          ...all.filter(({ key }) => /^resourceuri$/i.test(key)),
          ...Object.keys(properties)
            .filter((key) => /^azureactivedirectoryresourceid$/i.test(key))
            .map((key) => ({
              key,
              value: scalarText(own(properties, key)),
              place: node.at("properties", key),
            })),
        ];
        const onBehalf =
          all.some(({ key, value }) => /^enableonbehalfoflogin$/i.test(key) && saysYes(value)) ||
          Object.keys(properties).some(
            (key) => /^isonbehalfofloginsupported$/i.test(key) && saysYes(own(properties, key)),
          );
        const found = places.find(({ value }) => value.toLowerCase().includes(client));
        if (!found) return;
        const plain = found.value.trim().toLowerCase() === client;
        context.report(
          found.place,
          `The resource ${quote(found.value)} is the app that signs people in${onBehalf ? ", which on-behalf-of sign-in does not allow" : ""}.`,
          {
            help:
              plain && !onBehalf
                ? "It works as long as the resource is the bare id; register a separate app for the API before you turn on on-behalf-of sign-in."
                : "Register a separate app for the API, and name that one as the resource (AADSTS90009 otherwise).",
            label: "the client itself",
            related: [{ place: node.at("clientId"), label: "the client" }],
            ...(plain && !onBehalf ? { severity: "info" as const } : {}),
          },
        );
      },
    },
    bad: [
      {
        properties: oauthProperties(aad({ resourceUri: { value: `api://${CLIENT}` } })),
        at: [`${AT}/customParameters/resourceUri/value`],
      },
      {
        properties: oauthProperties({
          ...aad(),
          properties: { IsFirstParty: "False", AzureActiveDirectoryResourceId: CLIENT },
        }),
        at: [`${AT}/properties/AzureActiveDirectoryResourceId`],
      },
    ],
    good: [{ properties: oauthProperties(aad({ resourceUri: { value: "api://parcels" } })) }],
  },
  {
    id: "oauth-refresh-secret",
    statement:
      "Where a service wants the client secret in the body of a refresh, a template writes it there.",
    why: "The identity provider oauth2 is reported to leave it out: connections work for as long as the first token, and then fail.",
    severity: { import: "info", certification: "info" },
    sources: SECRET_IN_BODY.map(({ source }) => `reported: ${source}`),
    checks: {
      oAuthSettings(node, context) {
        const id = provider(node);
        const all = customs(node);
        const refresh = custom(all, "refreshUrl") ?? custom(all, "tokenUrl");
        const host = refresh && hostOf(refresh.value.replace(/\{[^}]*\}/g, "x"));
        const service = host && SECRET_IN_BODY.find(({ hosts }) => hosts.test(host));
        if (!refresh || !service || (id !== "oauth2" && id !== "oauth2generic")) return;
        const body = all.find(({ key }) => /^refreshbodytemplate$/i.test(key));
        if (id === "oauth2generic" && (!body || /\{clientsecret\}/i.test(body.value))) return;
        context.report(
          body?.place ?? refresh.place,
          `${service.name} is reported to want the client secret in the body of a refresh, which ${body ? "this template does not write" : 'the identityProvider "oauth2" leaves out'}.`,
          {
            help: `Use "oauth2generic" with "refreshBodyTemplate": "client_id={ClientId}&client_secret={ClientSecret}&refresh_token={RefreshToken}&grant_type=refresh_token".`,
          },
        );
      },
    },
    bad: [
      {
        properties: oauthProperties(
          entra({
            authorizationUrl: { value: "https://login.salesforce.com/services/oauth2/authorize" },
            tokenUrl: { value: "https://login.salesforce.com/services/oauth2/token" },
            refreshUrl: { value: "https://login.salesforce.com/services/oauth2/token" },
          }),
        ),
        at: [`${AT}/customParameters/refreshUrl/value`],
      },
      {
        properties: oauthProperties(
          generic({
            refreshUrlTemplate: { value: "https://{domain}.my.salesforce.com/services/oauth2/token" },
            refreshBodyTemplate: { value: "refresh_token={RefreshToken}&grant_type=refresh_token" },
          }),
        ),
        at: [`${AT}/customParameters/refreshBodyTemplate/value`],
      },
    ],
    good: [{ properties: oauthProperties() }],
  },
]);
