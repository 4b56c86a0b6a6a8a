/** The addresses of a sign-in: which is for what, and what may be written in them. */
import { entra, generic, OAUTH_AT, oauthProperties } from "../examples/oauth-example.ts";
import { bare, custom, customs, provider } from "../facts/custom-parameters.ts";
import { isAddressParameter } from "../facts/identity-providers.ts";
import { quote, quoteWhole } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { CONNECTION_PARAMETERS, OAUTH_TROUBLESHOOTING, PROPERTIES_SCHEMA } from "../sources.ts";

const WARNING = { import: "warning", certification: "warning" } as const;

export default defineRules("connection-auth", [
  {
    id: "oauth-refresh-address",
    statement:
      "Tokens are fetched and refreshed at the token address, not at the address where people sign in.",
    why: "The address for people answers with a page and no token: connections fail at once, or when the first token expires.",
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
          // A path that ends in "authorize" shows people a page, whatever is before it.
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
        at: [`${OAUTH_AT}/customParameters/refreshUrl/value`],
      },
      {
        properties: oauthProperties(
          generic({ tokenUrlTemplate: { value: "https://login.fabrikam.com/authorize" } }),
        ),
        at: [`${OAUTH_AT}/customParameters/tokenUrlTemplate/value`],
      },
    ],
    good: [{ properties: oauthProperties() }],
  },
  {
    id: "oauth-address-fixed",
    statement:
      "The addresses of a sign-in hold no expressions; only the templates of oauth2generic hold names in braces.",
    why: "The platform puts nothing in their place: people who sign in are sent to an address that does not exist.",
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
        at: [`${OAUTH_AT}/customParameters/tokenUrl/value`],
      },
      {
        properties: oauthProperties(
          entra({
            authorizationUrl: { value: "https://login.microsoftonline.com/{tenant}/oauth2/authorize" },
          }),
        ),
        at: [`${OAUTH_AT}/customParameters/authorizationUrl/value`],
      },
      {
        properties: oauthProperties(
          generic({ tokenUrlTemplate: { value: "https://@{connectionParameters('token:domain')}/token" } }),
        ),
        at: [`${OAUTH_AT}/customParameters/tokenUrlTemplate/value`],
      },
    ],
    good: [
      { properties: oauthProperties(generic({ tokenUrlTemplate: { value: "https://{domain}/token" } })) },
    ],
  },
]);
