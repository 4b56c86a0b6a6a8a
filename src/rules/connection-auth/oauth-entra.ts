/** Sign-ins at Microsoft Entra ID: refresh tokens, clouds, on-behalf-of, and the app that asks. */
import { type JsonValue, own, ownArray, ownObject, ownString, scalarText } from "../../json/values.ts";
import { aad, entra, OAUTH_AT, OAUTH_DEFINITION, oauthProperties } from "../examples/oauth-example.ts";
import { custom, customs, ENTRA, hostOf, provider } from "../facts/custom-parameters.ts";
import { domainIn } from "../facts/domain-in.ts";
import { isAddressParameter } from "../facts/identity-providers.ts";
import { signIn } from "../facts/sign-in.ts";
import type { Place } from "../language/node.ts";
import { quote } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { issuesOf } from "../sources.ts";

const ON_BEHALF_OF =
  "https://learn.microsoft.com/microsoft-copilot-studio/advanced-custom-connector-on-behalf-of";
const NATIONAL_CLOUDS = "https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud";
const OFFLINE = "https://learn.microsoft.com/entra/identity-platform/scopes-oidc#the-offline_access-scope";
const WARNING = { import: "warning", certification: "warning" } as const;
const CLIENT = "1f7b2f0e-52a1-4c3a-9d57-3c1e5a7b9d10";
const saysYes = (value: JsonValue | undefined) => scalarText(value).toLowerCase() === "true";

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
          `The sign-in at ${quote(host)} does not ask for the scope "offline_access".`,
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
        at: [`${OAUTH_AT}/scopes`],
      },
    ],
    good: [
      { properties: oauthProperties({ ...entra(), scopes: ["api://parcels/Read", "offline_access"] }) },
      { properties: oauthProperties() },
      { properties: oauthProperties(aad({ loginUri: { value: "https://login.microsoftonline.com" } })) },
    ],
  },
  {
    id: "oauth-cloud-match",
    statement:
      "The sign-in addresses, the resource and the host of a connector belong to one cloud of Microsoft.",
    why: "Each cloud of Microsoft has its own accounts and tokens, and refuses those of another: sign-in works, but every call is answered with 401.",
    severity: WARNING,
    sources: [NATIONAL_CLOUDS],
    comparesPlaces: true,
    checks: {
      oAuthSettings(node, context) {
        const addresses: { place: Place; value: string; what: string }[] = customs(node)
          .filter(({ key }) => isAddressParameter(key) || /^resourceuri$/i.test(key))
          .map(({ key, value, place }) => ({ place, value, what: quote(key) }));
        const host = ownString(context.root, "host");
        if (host !== undefined && context.fact(signIn).definitionKnown)
          addresses.push({
            place: context.inDefinition("/host"),
            value: `https://${host}`,
            what: "the host",
          });
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
        at: [`${OAUTH_AT}/customParameters/resourceUri/value`],
      },
      {
        properties: oauthProperties({
          ...entra({
            tokenUrl: { value: "https://login.partner.microsoftonline.cn/common/oauth2/v2.0/token" },
          }),
          scopes: ["offline_access"],
        }),
        at: [`${OAUTH_AT}/customParameters/tokenUrl/value`],
      },
      {
        definition: { host: "graph.microsoft.us" },
        properties: oauthProperties(aad({ loginUri: { value: "https://login.microsoftonline.com" } })),
        at: ["/host"],
      },
      {
        properties: oauthProperties(aad({ resourceUri: { value: "https://graph.microsoft.us" } })),
        at: [`${OAUTH_AT}/customParameters/resourceUri/value`],
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
    why: "With only one of the two settings for on-behalf-of sign-in, people are asked to sign in as if it were off, or their sign-in fails.",
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
        at: [`${OAUTH_AT}/properties/IsOnbehalfofLoginSupported`],
      },
      {
        properties: oauthProperties(aad({ enableOnbehalfOfLogin: { value: "true" } })),
        at: [`${OAUTH_AT}/customParameters/enableOnbehalfOfLogin/value`],
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
    why: "Entra ID gives an app a token for itself only under its bare id, and refuses it by an address (AADSTS90009); sign-in on behalf of people needs two apps in any case.",
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
          `The resource ${quote(found.value)} is the same app as the "clientId", which signs people in${onBehalf ? ", and sign-in on behalf of people is on" : ""}.`,
          {
            help:
              plain && !onBehalf
                ? 'It works: leave it, and keep the bare id without "api://". For sign-in on behalf of people, register a second app in Entra ID, let it expose the API, and write its id here.'
                : "Register a second app in Entra ID that exposes the API, and write its id here in place of this one. People have to sign in again.",
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
        at: [`${OAUTH_AT}/customParameters/resourceUri/value`],
      },
      {
        properties: oauthProperties({
          ...aad(),
          properties: { IsFirstParty: "False", AzureActiveDirectoryResourceId: CLIENT },
        }),
        at: [`${OAUTH_AT}/properties/AzureActiveDirectoryResourceId`],
      },
    ],
    good: [{ properties: oauthProperties(aad({ resourceUri: { value: "api://parcels" } })) }],
  },
]);
