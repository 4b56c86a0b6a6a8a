/** Names of connection parameters: some have a meaning of their own. */
import { parentOf } from "../../json/pointer.ts";
import { connectionParameters, oauthProperties, parameterSets } from "../examples/oauth-example.ts";
import { signIn } from "../facts/sign-in.ts";
import { nearest } from "../language/nearest.ts";
import { quote, quoteWhole } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { issuesOf, PACONN_UPSERT, PROPERTIES_SCHEMA } from "../sources.ts";

/** Types, in lower case, of parameters that people fill in: none of them holds a sign-in. */
const TEXT_TYPES = ["string", "securestring", "int", "bool"];
const NAME = /^(?:token:)?[0-9a-zA-Z_]+$/;
const TEXT_PARAMETER = { type: "string", uiDefinition: { displayName: "Region" } };

export default defineRules("connection-auth", [
  {
    id: "cp-name",
    statement:
      'Names of connection parameters have letters, digits and "_" only; claims begin with "token:".',
    why: 'Policies find a parameter by its name, and may not with other characters than letters, digits and "_" in it. Microsoft\'s schema of apiProperties.json allows no others, and the review for certification checks it.',
    severity: { import: "error", certification: "error" },
    sources: [PROPERTIES_SCHEMA, "observed: 3 of 1,000 published connectors have such a name"],
    checks: {
      connectionParameter(parameter, context) {
        const name = String(parameter.key);
        if (NAME.test(name)) return;
        const prefix = /^([^:]*):/.exec(name)?.[1];
        const better = name.replace(/^token:/, "").replace(/[^0-9a-zA-Z_]+/g, "_");
        context.report(
          parameter,
          prefix !== undefined && prefix !== "token"
            ? `${quote(name)} begins with "${prefix.slice(0, 40)}:"; the only prefix is "token:".`
            : `${quote(name)} is not a valid name for a connection parameter: it contains ${oddCharacter(name)}.`,
          {
            help: `Write a name of letters, digits and "_"${/[0-9a-zA-Z]/.test(better) ? `, such as ${quoteWhole(better)}` : ""}, here, in the policies and in the script that use it. Connections that exist hold the old name: people probably have to make new ones.`,
            part: "key",
            // Connectors with such names are published and work: a schema forbids them, the import does not.
            severity: /^[\w -]+$/.test(name) ? { import: "warning" } : undefined,
          },
        );
      },
    },
    bad: [
      {
        properties: connectionParameters({ "API Key": { type: "securestring" } }),
        at: ["apiProperties.json#/properties/connectionParameters/API Key"],
      },
      {
        properties: connectionParameters({ "x-Auth-Email": TEXT_PARAMETER }),
        at: ["apiProperties.json#/properties/connectionParameters/x-Auth-Email"],
      },
      {
        properties: connectionParameters({ "oauth:region": TEXT_PARAMETER }),
        at: ["apiProperties.json#/properties/connectionParameters/oauth:region"],
      },
    ],
    good: [
      { properties: oauthProperties({}, { "token:TenantId": { type: "string" }, url_2: TEXT_PARAMETER }) },
    ],
  },
  {
    id: "cp-claim-parent",
    statement: 'Parameters named "token:…" stand beside the OAuth parameter "token".',
    why: 'Parameters that begin with "token:" add to the sign-in that "token" describes: without it the platform refuses the connector ("ParameterNotDefined").',
    severity: { import: "error", certification: "error" },
    sources: [PROPERTIES_SCHEMA, issuesOf("microsoft/powercat-business-approvals-kit", 279)],
    inferred: true,
    checks: {
      connector(context) {
        const { parameters } = context.fact(signIn);
        for (const parameter of parameters) {
          if (parameter.claim === undefined) continue;
          const beside = parameters.filter((other) => other.set === parameter.set);
          const token = beside.find((other) => other.name === "token");
          // A token of an unknown type, or of none, is the business of the rule on types.
          if (token && !(token.type !== undefined && TEXT_TYPES.includes(token.type))) continue;
          const oauth = token ?? beside.find((other) => other.type === "oauthsetting");
          context.report(
            parameter.place,
            token
              ? `${quote(parameter.name)} belongs to the OAuth parameter "token", which is a ${token.type}.`
              : `${quote(parameter.name)} belongs to the OAuth parameter "token", which is not there.`,
            {
              help: token
                ? `Give "token" the type "oauthSetting", or name this parameter ${quoteWhole(parameter.claim)}.`
                : oauth
                  ? `Rename ${quote(oauth.name)} to "token".`
                  : `Add "token" of the type oauthSetting, or name this parameter ${quoteWhole(parameter.claim)}.`,
              part: "key",
              ...(oauth && {
                related: [{ place: oauth.place, label: token ? "no oauthSetting" : 'not named "token"' }],
              }),
            },
          );
        }
      },
    },
    bad: [
      {
        properties: connectionParameters({ "token:TenantId": { type: "string" } }),
        at: ["apiProperties.json#/properties/connectionParameters/token:TenantId"],
      },
      {
        properties: connectionParameters({
          token: { type: "securestring" },
          "token:TenantId": { type: "string" },
        }),
        at: ["apiProperties.json#/properties/connectionParameters/token:TenantId"],
      },
      {
        properties: parameterSets({
          values: [{ name: "key", parameters: { "token:region": { type: "string" } } }],
        }),
        at: ["apiProperties.json#/properties/connectionParameterSets/values/0/parameters/token:region"],
      },
    ],
    good: [{ properties: oauthProperties({}, { "token:TenantId": { type: "string" } }) }],
  },
  {
    id: "cp-oauth-parameter-name",
    statement: 'The OAuth parameter is named "token".',
    why: 'paconn puts the client secret, and the platform the access token, into the parameter named "token" and no other: without it nobody can sign in.',
    severity: { import: "error", certification: "error" },
    sources: [PACONN_UPSERT, "observed: all 246 OAuth parameters of published connectors are named so"],
    checks: {
      connectionParameter(parameter, context) {
        if (parameter.key === "token") return;
        const type = parameter.value.type;
        if (typeof type !== "string" || type.toLowerCase() !== "oauthsetting") return;
        const near = nearest(String(parameter.key), ["token"]) !== undefined;
        const taken = context
          .fact(signIn)
          .parameters.find(
            (other) =>
              other.name === "token" && parentOf(other.place.pointer) === parentOf(parameter.pointer),
          );
        context.report(parameter, `The OAuth parameter is named ${quote(String(parameter.key))}.`, {
          help: taken
            ? "One connection has one sign-in: put the second into its own parameter set."
            : `${near ? 'Did you mean "token"? ' : ""}Name it "token".`,
          label: 'must be "token"',
          part: "key",
        });
      },
    },
    bad: [
      {
        properties: connectionParameters({ oauth: { type: "oauthSetting" } }),
        at: ["apiProperties.json#/properties/connectionParameters/oauth"],
      },
      {
        properties: connectionParameters({ Token: { type: "oauthSetting" } }),
        at: ["apiProperties.json#/properties/connectionParameters/Token"],
      },
    ],
    good: [{ properties: oauthProperties() }],
  },
]);

function oddCharacter(name: string): string {
  const bare = name.replace(/^token:/, "");
  const odd = /[^0-9a-zA-Z_]/u.exec(bare)?.[0];
  if (odd === undefined) return "nothing else than a prefix";
  return odd === " " ? "a space" : JSON.stringify(odd);
}
