/** Addresses and scopes of the sign-in are in both files and should be the same. */
import { entryOf, own, ownObject, ownString, scalarText } from "../../json/values.ts";
import { OAUTH_DEFINITION, oauthProperties } from "../examples/oauth-example.ts";
import { type SecurityScheme, signIn } from "../facts/sign-in.ts";
import type { Subject } from "../language/context.ts";
import { list, quote, quoteWhole } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";

const AT = "apiProperties.json#/properties/connectionParameters/token/oAuthSettings";

/** The one OAuth definition; with several it is unknown which one belongs to which parameter. */
function theDefinition(subject: Subject): SecurityScheme | undefined {
  const schemes = subject.fact(signIn).schemes.filter((scheme) => scheme.type === "oauth2");
  return schemes.length === 1 ? schemes[0] : undefined;
}

/** Addresses that differ only in letter case of the host or a slash at the end are the same. */
function normalized(address: string): string {
  const bare = address.trim().replace(/\/+$/, "");
  const host = /^https:\/\/[^/?#]*/i.exec(bare)?.[0] ?? "";
  return host.toLowerCase() + bare.slice(host.length);
}

/** What the names of the addresses end in, by identity provider. */
const SUFFIX: Record<string, string> = Object.assign(Object.create(null), {
  oauth2: "",
  oauth2generic: "Template",
});

export default defineRules("cross-file", [
  {
    id: "x-oauth-url-match",
    statement: "authorizationUrl and tokenUrl are the same in both files.",
    why: "The platform signs in by apiProperties.json; who reads the definition, such as a reviewer or a generator of clients, sees an address that is not used.",
    severity: { import: "info", certification: "info" },
    sources: ["observed: 10 published connectors differ"],
    inferred: true,
    comparesPlaces: true,
    checks: {
      oAuthSettings(settings, context) {
        // Other providers make their addresses themselves.
        const suffix = entryOf(SUFFIX, scalarText(own(settings.value, "identityProvider")));
        if (suffix === undefined) return;
        const definition = context.fact(theDefinition);
        if (!definition) return;
        const custom = ownObject(settings.value, "customParameters");
        for (const key of ["authorizationUrl", "tokenUrl"]) {
          const name = key + suffix;
          const ours = ownString(own(custom, name), "value");
          const theirs = ownString(definition.value, key);
          if (
            !ours ||
            !theirs ||
            // That an address is not encrypted is said by the rules on security.
            !/^https:/i.test(ours) ||
            !/^https:/i.test(theirs) ||
            /[<>{}[\]]/.test(ours) ||
            normalized(ours) === normalized(theirs)
          )
            continue;
          context.report(
            settings.at("customParameters", name, "value"),
            `${name} is ${quote(ours)} here, and ${quote(theirs)} in the definition.`,
            {
              help: `Write ${quoteWhole(ours)} as "${key}" in the definition too: it is the one that is used. If people cannot sign in with it, write the other one here.`,
              label: "used",
              related: [
                {
                  place: { file: definition.place.file, pointer: `${definition.place.pointer}/${key}` },
                  label: "differs",
                },
              ],
            },
          );
        }
      },
    },
    bad: [
      {
        definition: OAUTH_DEFINITION,
        properties: oauthProperties({
          customParameters: {
            authorizationUrl: { value: "https://eu.login.fabrikam.com/authorize" },
            tokenUrl: { value: "https://login.fabrikam.com/token/" },
          },
        }),
        at: [`${AT}/customParameters/authorizationUrl/value`],
      },
      {
        definition: OAUTH_DEFINITION,
        properties: oauthProperties({
          identityProvider: "oauth2generic",
          customParameters: {
            authorizationUrlTemplate: { value: "https://eu.login.fabrikam.com/authorize" },
            tokenUrlTemplate: { value: "https://login.fabrikam.com/token" },
          },
        }),
        at: [`${AT}/customParameters/authorizationUrlTemplate/value`],
      },
    ],
    good: [{ definition: OAUTH_DEFINITION, properties: oauthProperties() }],
  },
  {
    id: "x-oauth-scope-match",
    statement: "The scopes are the same in both files.",
    why: "The sign-in asks for the scopes of apiProperties.json; who reads the definition, such as a reviewer or a generator of clients, expects others.",
    severity: { import: "info", certification: "info" },
    sources: ["observed: 53 published connectors differ"],
    inferred: true,
    comparesPlaces: true,
    checks: {
      oAuthSettings(settings, context) {
        const definition = context.fact(theDefinition);
        const given = own(settings.value, "scopes");
        // None given is none asked for; what is not an array is another rule's.
        const scopes = given === undefined ? [] : Array.isArray(given) ? given : undefined;
        const defined = ownObject(definition?.value, "scopes");
        if (!definition || !scopes || !defined) return;
        const here = words(scopes);
        const there = words(Object.keys(defined));
        const onlyHere = [...here].filter((scope) => !there.has(scope));
        const onlyThere = [...there].filter((scope) => !here.has(scope));
        if (onlyHere.length === 0 && onlyThere.length === 0) return;
        const parts = [
          ...(onlyHere.length > 0 ? [`${list(onlyHere)} only here`] : []),
          ...(onlyThere.length > 0 ? [`${list(onlyThere)} only there`] : []),
        ];
        context.report(
          given === undefined ? settings : settings.at("scopes"),
          `The scopes differ from those of the security definition: ${parts.join("; ")}.`,
          {
            help:
              onlyHere.length > 0 && onlyThere.length === 0
                ? `Add ${list(onlyHere)} to the scopes of the security definition, each with a description.`
                : `If the service needs ${list(onlyThere)}, add ${onlyThere.length === 1 ? "it" : "them"} here; people then have to sign in again. Otherwise delete ${onlyThere.length === 1 ? "it" : "them"} from the security definition${onlyHere.length > 0 ? `, and add ${list(onlyHere)} there` : ""}.`,
            label: "asked for",
            related: [
              {
                place: { file: definition.place.file, pointer: `${definition.place.pointer}/scopes` },
                label: "differs",
              },
            ],
          },
        );
      },
    },
    bad: [
      {
        definition: OAUTH_DEFINITION,
        properties: oauthProperties({ scopes: ["parcels.write"] }),
        at: [`${AT}/scopes`],
      },
      { definition: OAUTH_DEFINITION, properties: oauthProperties({ scopes: [] }), at: [`${AT}/scopes`] },
    ],
    good: [{ definition: OAUTH_DEFINITION, properties: oauthProperties() }],
  },
]);

/** Scopes one by one: some authors write several, with spaces between, into one string. */
function words(scopes: readonly unknown[]): Set<string> {
  return new Set(
    scopes
      .filter((scope) => typeof scope === "string")
      .flatMap((scope) => scope.split(/[\s,]+/))
      .filter((scope) => scope !== ""),
  );
}
