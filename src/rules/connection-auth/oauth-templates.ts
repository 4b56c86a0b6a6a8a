/** The templates of the identity provider oauth2generic: what they can name, and where one is needed. */
import { ownObject } from "../../json/values.ts";
import { entra, generic, OAUTH_AT, oauthProperties } from "../examples/oauth-example.ts";
import { custom, customs, hostOf, provider } from "../facts/custom-parameters.ts";
import { signIn } from "../facts/sign-in.ts";
import { didYouMean } from "../language/nearest.ts";
import { quote } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { CONNECTION_PARAMETERS } from "../sources.ts";

const WARNING = { import: "warning", certification: "warning" } as const;

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

/** Services that are reported to want the client secret in the body when a token is refreshed. */
const SECRET_IN_BODY: readonly { name: string; hosts: RegExp; source: string }[] = [
  {
    name: "Salesforce",
    hosts: /(?:^|\.)(?:salesforce|force|salesforce-setup)\.com$/,
    source:
      "https://troystaylor.com/power%20platform/custom%20connectors/2026-03-11-salesforce-custom-connector-oauth-refresh-token-fix.html",
  },
];

export default defineRules("connection-auth", [
  {
    id: "oauth-template-variable",
    statement:
      "What the templates of oauth2generic name in braces is a value of the sign-in, a connection parameter token:NAME, or a custom parameter.",
    why: "The platform leaves an unknown name empty or as it stands: the sign-in or its refresh fails.",
    severity: WARNING,
    sources: [CONNECTION_PARAMETERS, "observed: all 19 published connectors with such templates"],
    inferred: true,
    comparesPlaces: true,
    checks: {
      oAuthSettings(node, context) {
        if (provider(node) !== "oauth2generic") return;
        const all = customs(node);
        const declared = context.fact(signIn).parameters.map(({ name, claim }) => claim ?? name);
        const own = Object.keys(ownObject(node.value, "customParameters") ?? {});
        const known = new Set([...VARIABLES, ...MORE, ...declared, ...own].map((name) => name.toLowerCase()));
        const seen = new Set<string>();
        for (const { key, value, place } of all) {
          if (!/template$/i.test(key)) continue;
          for (const [, name = ""] of value.matchAll(/\{([A-Za-z][\w:.-]{0,60})\}/g)) {
            const plain = name.replace(/^token:/i, "");
            if (known.has(plain.toLowerCase()) || seen.has(`${key} ${plain}`)) continue;
            seen.add(`${key} ${plain}`);
            context.report(
              place,
              `${quote(key)} puts in {${name}}, but neither the sign-in nor a connection parameter has a value of this name.`,
              {
                help: `${didYouMean(plain, [...VARIABLES, ...declared])}The sign-in knows ${VARIABLES.map((one) => `{${one}}`).join(", ")}; for what people enter, add a connection parameter "token:${plain}".`,
                label: "unknown name",
              },
            );
          }
        }
      },
    },
    bad: [
      {
        properties: oauthProperties(
          generic({ refreshBodyTemplate: { value: "refresh_token={RefreshTokn}&client_id={ClientId}" } }),
        ),
        at: [`${OAUTH_AT}/customParameters/refreshBodyTemplate/value`],
      },
      {
        properties: oauthProperties(generic({ tokenUrlTemplate: { value: "https://{domain}/token" } })),
        at: [`${OAUTH_AT}/customParameters/tokenUrlTemplate/value`],
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
    id: "oauth-refresh-secret",
    statement:
      "Where a service wants the client secret in the body of a refresh, a template writes it there.",
    why: 'The identity provider "oauth2" is reported to leave it out: connections work for as long as the first token, and then fail.',
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
        at: [`${OAUTH_AT}/customParameters/refreshUrl/value`],
      },
      {
        properties: oauthProperties(
          generic({
            refreshUrlTemplate: { value: "https://{domain}.my.salesforce.com/services/oauth2/token" },
            refreshBodyTemplate: { value: "refresh_token={RefreshToken}&grant_type=refresh_token" },
          }),
        ),
        at: [`${OAUTH_AT}/customParameters/refreshBodyTemplate/value`],
      },
    ],
    good: [{ properties: oauthProperties() }],
  },
]);
