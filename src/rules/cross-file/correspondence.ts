/** Security definitions of the definition and connection parameters of apiProperties.json describe one sign-in. */

import { policyParameter } from "../../definition/policies.ts";
import { child } from "../../json/pointer.ts";
import { entryOf, own, ownObject, ownString, scalarText } from "../../json/values.ts";
import {
  connectionParameters,
  OAUTH_DEFINITION,
  oauthProperties,
  parameterSets,
} from "../examples/oauth-example.ts";
import { allPolicies } from "../facts/all-policies.ts";
import { needsRegistration } from "../facts/identity-providers.ts";
import { signIn } from "../facts/sign-in.ts";
import { describeGap, type Gap, meantFor, NEEDS, signInGaps } from "../facts/sign-in-gaps.ts";
import type { Context } from "../language/context.ts";
import type { Place } from "../language/node.ts";
import { list, quote } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { CONNECTION_PARAMETERS, REPOSITORY_README } from "../sources.ts";

const AT = "apiProperties.json#/properties/connectionParameters";
const BASIC_DEFINITION = {
  securityDefinitions: { api_key: null, basic_auth: { type: "basic" } },
  security: [{ basic_auth: [] }],
};

/** The parameter that signs in with OAuth, with the settings that every identity provider asks for. */
const TOKEN =
  '{"type": "oauthSetting", "oAuthSettings": {"identityProvider": "…", "clientId": "…", "scopes": ["…"], "redirectMode": "GlobalPerConnector", "customParameters": {…}}}';

function homeOf(gap: Gap): string {
  return gap.group[0]?.set === undefined ? "connectionParameters" : "the parameters of the set";
}

function relatedTo(gap: Gap): { place: Place; label: string; part?: "key" }[] {
  return gap.missing.flatMap((name) => {
    const meant = meantFor(name, gap.group);
    return meant ? [{ place: meant.place, label: `must be "${name}"`, part: "key" as const }] : [];
  });
}

function renameHelp(gap: Gap, otherwise: string): string {
  for (const name of gap.missing) {
    const meant = meantFor(name, gap.group);
    if (meant && meant.name !== name)
      return `Rename the connection parameter ${quote(meant.name)} to "${name}", in apiProperties.json and in every policy that names it. Connections that people have made are for the old name: they probably have to make new ones.`;
  }
  return otherwise;
}

/** Where the parameters are fixed: at the one that is wrong or misnamed, or else where the missing one goes. */
function mended(gap: Gap, context: Context): { place: Place; label: string } {
  const wrong = gap.group.find((parameter) => gap.missing.includes(parameter.name));
  if (wrong) return { place: wrong.place, label: "of another type" };
  const [meant] = relatedTo(gap);
  if (meant) return meant;
  const file = context.connector.properties?.file;
  const label = `no ${list(gap.missing, "or")} here`;
  if (file === undefined) return { place: gap.scheme.place, label };
  const set = gap.group[0]?.set;
  if (set !== undefined)
    return { place: { file, pointer: child("/properties/connectionParameterSets/values", set) }, label };
  const section = ["connectionParameters", "connectionParameterSets"].find(
    (key) => own(context.properties, key) !== undefined,
  );
  return { place: { file, pointer: child("/properties", ...(section ? [section] : [])) }, label };
}

/** What the finding points at besides: the definition that asks, and further parameters to rename. */
function askedBy(gap: Gap, label: string, { place }: { place: Place }) {
  const others = relatedTo(gap).filter((other) => other.place.pointer !== place.pointer);
  return [{ place: gap.scheme.place, label, part: "key" as const }, ...others];
}

/** What the connection dialog calls the parameters of a sign-in. */
const LABELS: Record<string, string> = { api_key: "API key", username: "User name", password: "Password" };

export default defineRules("cross-file", [
  {
    id: "x-oauth-correspondence",
    statement:
      'A security definition of the type oauth2 goes with the connection parameter "token" of the type oauthSetting.',
    why: "The parameter holds the sign-in, the definition says that its token is sent: without the parameter nobody can sign in.",
    severity: { import: "error", certification: "error" },
    sources: [
      CONNECTION_PARAMETERS,
      "observed: 131 of 132 published connectors with oauth2 have the parameter",
    ],
    comparesPlaces: true,
    checks: {
      connector(context) {
        for (const gap of context.fact(signInGaps)) {
          if (gap.scheme.type !== "oauth2") continue;
          const token = gap.group.find((parameter) => parameter.name === "token");
          // A script or a policy may fetch and send a token of its own from what people enter (client credentials).
          const otherwise = !token && gap.group.some(({ type }) => type === "securestring");
          // Where the definition may be what is too much, it is marked.
          const fix = otherwise
            ? { place: gap.scheme.place, label: "asks for a token" }
            : mended(gap, context);
          context.report(
            fix.place,
            token
              ? `The security definition ${quote(gap.scheme.name)} has the type oauth2, but the connection parameter "token" is not an oauthSetting.`
              : `The security definition ${quote(gap.scheme.name)} has the type oauth2, but there is no connection parameter "token".`,
            {
              help: token
                ? 'Give "token" the type "oauthSetting" and oAuthSettings.'
                : otherwise
                  ? `If the script or a policy sends the token, delete the security definition; otherwise add "token": ${TOKEN} to ${homeOf(gap)}.`
                  : renameHelp(gap, `Add "token": ${TOKEN} to ${homeOf(gap)}.`),
              label: fix.label,
              part: "key",
              ...(otherwise && { severity: "warning" as const }),
              related: otherwise ? relatedTo(gap) : askedBy(gap, "asks for a token", fix),
            },
          );
        }
      },
    },
    bad: [
      { definition: OAUTH_DEFINITION, at: ["/securityDefinitions/oauth2_auth"] },
      {
        definition: OAUTH_DEFINITION,
        properties: connectionParameters({ api_key: null, token: { type: "securestring" } }),
        at: [`${AT}/token`],
      },
      {
        definition: OAUTH_DEFINITION,
        properties: connectionParameters({ api_key: null, instance: { type: "string" } }),
        at: [AT],
      },
      {
        definition: {
          securityDefinitions: {
            oauth2_auth: {
              type: "oauth2",
              flow: "accessCode",
              authorizationUrl: "https://a.fabrikam.com",
              tokenUrl: "https://a.fabrikam.com",
            },
          },
        },
        at: ["/securityDefinitions/oauth2_auth"],
      },
    ],
    good: [
      { definition: OAUTH_DEFINITION, properties: oauthProperties() },
      { definition: OAUTH_DEFINITION, properties: parameterSets() },
    ],
  },
  {
    id: "x-basic-correspondence",
    statement:
      'A security definition of the type basic goes with the connection parameters "username" and "password".',
    why: 'The platform makes the header of each call from the connection parameters "username" and "password": without them it refuses the connector, or calls go out without a sign-in.',
    severity: { import: "error", certification: "error" },
    sources: [CONNECTION_PARAMETERS, "observed: 79 of 80 published connectors with basic have both"],
    comparesPlaces: true,
    checks: {
      connector(context) {
        for (const gap of context.fact(signInGaps)) {
          // Without any connection parameter x-security-without-parameters has said it.
          if (gap.scheme.type !== "basic" || gap.group.length === 0) continue;
          const otherwise = context
            .fact(allPolicies)
            .some(
              ({ policy }) =>
                policy.template?.id === "setheader" &&
                /^authorization$/i.test(scalarText(policyParameter(policy, "name"))),
            );
          const fix = otherwise ? { place: gap.scheme.place, label: "asks for both" } : mended(gap, context);
          context.report(
            fix.place,
            `The security definition ${quote(gap.scheme.name)} has the type basic, but ${describeGap(gap)}.`,
            {
              help: renameHelp(
                gap,
                `Add "username" (string or securestring) and "password" (securestring) to ${homeOf(gap)}.`,
              ),
              label: fix.label,
              part: "key",
              ...(otherwise && { severity: "warning" as const }),
              related: otherwise ? relatedTo(gap) : askedBy(gap, "asks for both", fix),
            },
          );
        }
      },
    },
    bad: [
      {
        definition: BASIC_DEFINITION,
        properties: connectionParameters({ api_key: null, username: { type: "string" } }),
        at: [AT],
      },
      { definition: BASIC_DEFINITION, at: [AT] },
    ],
    good: [
      {
        definition: BASIC_DEFINITION,
        properties: connectionParameters({
          api_key: null,
          username: { type: "string" },
          password: { type: "securestring" },
        }),
      },
    ],
  },
  {
    id: "x-apikey-correspondence",
    statement: 'A security definition of the type apiKey goes with the connection parameter "api_key".',
    why: 'The platform sends the value of the connection parameter "api_key", whatever the security definition is called: from one with any other name, no key goes out, and the service refuses the calls.',
    severity: { import: "warning", certification: "warning" },
    sources: [
      CONNECTION_PARAMETERS,
      REPOSITORY_README,
      "observed: 524 of 540 published connectors with apiKey have it; the rest names it freely",
    ],
    comparesPlaces: true,
    checks: {
      connector(context) {
        const gap = context.fact(signInGaps).find(({ scheme }) => scheme.type === "apiKey");
        // Without any connection parameter x-security-without-parameters has said it.
        if (!gap || gap.group.length === 0) return;
        const lacking = gap.missing.includes("api_key") && !gap.group.some(({ name }) => name === "api_key");
        const meant = lacking ? meantFor("api_key", gap.group) : undefined;
        const fix = mended(gap, context);
        context.report(
          fix.place,
          meant
            ? `The key of the security definition ${quote(gap.scheme.name)} is sent from a connection parameter that must be named "api_key"; here it is ${quote(meant.name)}.`
            : `The security definition ${quote(gap.scheme.name)} has the type apiKey, but ${describeGap(gap)}${lacking ? ", from which its key is sent" : ""}.`,
          {
            help: renameHelp(
              gap,
              `Add "api_key": {"type": "securestring", "uiDefinition": {…}} to ${homeOf(gap)}.`,
            ),
            label: fix.label,
            part: "key",
            related: askedBy(gap, "asks for a key", fix),
          },
        );
      },
    },
    bad: [
      {
        properties: connectionParameters({ api_key: null, apiKey: { type: "securestring" } }),
        at: [`${AT}/apiKey`],
      },
      {
        properties: connectionParameters({ api_key: { type: "bool" } }),
        at: [`${AT}/api_key`],
      },
    ],
    good: [{}, { properties: parameterSets() }],
  },
  {
    id: "x-oauth-without-security",
    statement: "A connector with an OAuth connection parameter has a security definition of the type oauth2.",
    why: "Readers of the definition, tools and the Security tab of the portal take the sign-in from there. The platform signs in by apiProperties.json alone: 13 certified connectors work without.",
    severity: { import: "info", certification: "info" },
    sources: ["observed: 216 of 246 published connectors with OAuth have it"],
    inferred: true,
    comparesPlaces: true,
    checks: {
      connector(context) {
        const { definitionKnown, parameters, schemes } = context.fact(signIn);
        const oauth = parameters.find((parameter) => parameter.type === "oauthsetting");
        if (!definitionKnown || !oauth || schemes.some((scheme) => scheme.type === "oauth2")) return;
        if (!needsRegistration(ownString(ownObject(oauth.value, "oAuthSettings"), "identityProvider")))
          return;
        const section = own(context.root, "securityDefinitions") !== undefined;
        context.report(
          oauth.place,
          `People sign in with OAuth (${quote(oauth.name)}), but the definition has no security definition of the type oauth2.`,
          {
            help: 'Add to "securityDefinitions": "oauth2_auth": {"type": "oauth2", "flow": "accessCode", "authorizationUrl": "…", "tokenUrl": "…", "scopes": { … }}, with the addresses of the sign-in; and "security": [{"oauth2_auth": []}]. Leave it if imports and connections work.',
            ...(section && {
              related: [{ place: context.inDefinition("/securityDefinitions"), label: "no oauth2 here" }],
            }),
          },
        );
      },
    },
    bad: [
      { properties: oauthProperties(), at: [`${AT}/token`] },
      { definition: { securityDefinitions: null }, properties: oauthProperties(), at: [`${AT}/token`] },
    ],
    good: [{ definition: OAUTH_DEFINITION, properties: oauthProperties() }, {}],
  },
  {
    id: "x-security-without-parameters",
    statement: "A connector with security definitions has connection parameters.",
    why: "Whoever makes a connection is never asked for a key or a password: every call goes out without one, and the service refuses it.",
    severity: { import: "warning", certification: "warning" },
    sources: ["observed: 5 published connectors"],
    inferred: true,
    comparesPlaces: true,
    checks: {
      connector(context) {
        const { definitionKnown, parametersKnown, parameters, schemes } = context.fact(signIn);
        if (!definitionKnown || !parametersKnown || parameters.length > 0 || schemes.length === 0) return;
        // x-oauth-correspondence says it, and graver: only the file can hold the settings of a sign-in with OAuth.
        if (schemes.some((scheme) => scheme.type === "oauth2")) return;
        const file = context.connector.properties?.file ?? "";
        const declared = own(context.properties, "connectionParameters") !== undefined;
        // Without the section itself, cp-present has said that there are none.
        if (!declared && own(context.properties, "connectionParameterSets") === undefined) return;
        const needed = [...new Set(schemes.flatMap((scheme) => entryOf(NEEDS, scheme.type ?? "") ?? []))];
        context.report(
          { file, pointer: declared ? "/properties/connectionParameters" : "/properties" },
          `There are no connection parameters, but the definition asks for ${list(schemes.map((scheme) => scheme.name))}.`,
          {
            help:
              needed.length > 0
                ? `Add ${needed.map((name) => `"${name}": {"type": "securestring", "uiDefinition": {"displayName": "${entryOf(LABELS, name) ?? name}", "description": "…", "tooltip": "…"}}`).join(" and ")}, or delete securityDefinitions and security if the service needs no sign-in.`
                : "Add the parameters of the sign-in, or delete securityDefinitions and security.",
            related: [{ place: schemes[0]?.place ?? { file, pointer: "" }, label: "asks for a sign-in" }],
          },
        );
      },
    },
    bad: [{ properties: connectionParameters({ api_key: null }), at: [AT] }],
    good: [
      {},
      { properties: { properties: { connectionParameters: null } } },
      {
        definition: { securityDefinitions: null, security: null },
        properties: connectionParameters({ api_key: null }),
      },
    ],
  },
]);
