/** Secrets that are in the connector's files. Messages never repeat them. */

import { PARAMETER_PREFIX } from "../../definition/policy-templates.ts";
import { removeAt } from "../../json/edits.ts";
import { ownObject, ownString } from "../../json/values.ts";
import {
  findCredentials,
  isEnvironmentVariable,
  secretReason,
  withoutScheme,
} from "../../machine/redaction/credentials.ts";
import { CREDENTIAL_NAME } from "../../machine/redaction/names.ts";
import { connectionParameters, oauthProperties } from "../examples/oauth-example.ts";
import { PARCEL, parcelWith } from "../examples/small-changes.ts";
import { onKinds, onlyWith } from "../facts/checks.ts";
import { customs } from "../facts/custom-parameters.ts";
import { startingPolicy } from "../facts/policy-name.ts";
import { SAMPLE_KEYS, SAMPLE_KINDS, sampleStrings } from "../facts/sample-values.ts";
import type { Context } from "../language/context.ts";
import type { Node, Place } from "../language/node.ts";
import { quote } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { ENVIRONMENT_VARIABLES, PACONN_UPSERT, REPOSITORY_README } from "../sources.ts";

const AT = "apiProperties.json#/properties/connectionParameters/token/oAuthSettings/clientSecret";
const CUSTOM_AT =
  "apiProperties.json#/properties/connectionParameters/token/oAuthSettings/customParameters/clientSecret/value";
const CLIENT_SECRET = /^client_?secret$/i;
const REVOKE =
  "Revoke it, delete it here and from the repository's history, and give the new one to paconn by --secret or enter it in the portal.";
const FROM_CONNECTION =
  "Ask for it by a connection parameter, use @connectionParameters('…') here, and revoke this one.";

/** The client secrets of OAuth settings, however the key is spelt. */
function secretsOf(settings: Node): { value: string; place: Place; member?: string }[] {
  const found: { value: string; place: Place; member?: string }[] = [];
  for (const key of Object.keys(settings.value)) {
    const value = CLIENT_SECRET.test(key) ? ownString(settings.value, key) : undefined;
    if (value !== undefined) found.push({ value, place: settings.at(key) });
  }
  // Some write it among the custom parameters, which reach the identity provider as they stand.
  for (const { key, value, place } of customs(settings))
    if (CLIENT_SECRET.test(key)) found.push({ value, place, member: key });
  return found.filter(({ value }) => value.trim() !== "");
}

/** Secrets written out in the bodies and queries that generic OAuth sends; `{ClientSecret}` is filled in by the platform. */
function secretsInTemplates(settings: Node): { value: string; name: string; place: Place }[] {
  return customs(settings).flatMap(({ key: name, value: template, place }) => {
    if (!/template$/i.test(name)) return [];
    const value = /(?:^|[?&\s"'])client_?secret"?\s{0,9}[=:]\s{0,9}"?([^&"'{}\s]{1,400})/i.exec(
      template.slice(0, 5000),
    )?.[1];
    return value === undefined ? [] : [{ value, name, place }];
  });
}

export default defineRules("security", [
  {
    id: "sec-client-secret",
    statement: "oAuthSettings holds no clientSecret, not even a placeholder.",
    why: "Nothing breaks: paconn takes the secret by --secret. But a place for it in a file that is shared and committed invites somebody to write the real one into it.",
    severity: { import: "warning", certification: "warning" },
    sources: [REPOSITORY_README, PACONN_UPSERT, "observed: 7 published connectors, all with placeholders"],
    fixable: true,
    removes: "object",
    checks: {
      oAuthSettings(settings, context) {
        const isInSet = settings.set !== undefined;
        for (const { value, place, member } of secretsOf(settings)) {
          // In customParameters a placeholder is one more unknown or free name, which other rules look at.
          if (member !== undefined && /^\{.*\}$/.test(value.trim())) continue;
          if (isEnvironmentVariable(value) || secretReason(value) !== undefined) continue;
          context.report(
            place,
            `${isInSet ? "A parameter set's oAuthSettings has" : "oAuthSettings has"} a clientSecret, with what looks like a placeholder.`,
            {
              help: isInSet
                ? "Delete it. If your own import fills the placeholder in, leave it: the portal cannot edit parameter sets."
                : "Delete it, and give the secret to paconn with --secret, or enter it in the portal.",
              part: "key",
              fix: {
                title: "Delete clientSecret",
                edits: (document) =>
                  removeAt(document, member === undefined ? place.pointer : parentOf(place.pointer)),
              },
            },
          );
        }
      },
    },
    bad: [
      { properties: oauthProperties({ clientSecret: "[[DUMMY]]" }), at: [AT] },
      { properties: oauthProperties({ clientSecret: "YOUR_CLIENT_SECRET" }), at: [AT] },
      {
        properties: oauthProperties({ customParameters: { clientSecret: { value: "YOUR_CLIENT_SECRET" } } }),
        at: [CUSTOM_AT],
      },
    ],
    good: [{ properties: oauthProperties({ clientSecret: "" }) }, { properties: oauthProperties() }],
  },
  {
    id: "sec-client-secret-real",
    statement: "The connector's files contain no real client secret, key or token.",
    why: "The files of a connector are shared, committed and packaged: whoever reads them can sign in as its app.",
    severity: { import: "error", certification: "error" },
    sources: [REPOSITORY_README, "inferred: shapes of credentials as their issuers document them"],
    checks: {
      oAuthSettings(settings, context) {
        for (const { value, place } of secretsOf(settings)) {
          const reason = isEnvironmentVariable(value) ? undefined : secretReason(value);
          if (reason)
            context.report(place, `The clientSecret ${reason}: it seems to be a real one.`, {
              help: REVOKE,
              part: "key",
            });
        }
        for (const { value, name, place } of secretsInTemplates(settings)) {
          const reason = secretReason(value);
          if (reason)
            context.report(
              place,
              `The client secret in ${quote(name)} ${reason}: it seems to be a real one.`,
              {
                help: 'Revoke it and write "{ClientSecret}" in its place, which the platform fills in.',
                part: "key",
              },
            );
        }
      },
      connectionParameter(parameter, context) {
        const value = ownString(parameter.value, "defaultValue");
        const name = String(parameter.key);
        const secret =
          ownString(parameter.value, "type")?.toLowerCase() === "securestring" ||
          /secret|password|api_?key/i.test(name);
        const reason = secret && value !== undefined ? secretReason(value) : undefined;
        if (reason)
          context.report(
            parameter.at("defaultValue"),
            `The default of the connection parameter ${quote(name)} ${reason}: it seems to be a real secret.`,
            {
              help: "Delete the default and revoke the secret: everyone who makes a connection gets it.",
              part: "key",
            },
          );
      },
      policy(policy, context) {
        const parameters = ownObject(policy.value, "parameters");
        for (const key of Object.keys(parameters ?? {})) {
          const issued = findCredentials((ownString(parameters, key) ?? "").slice(0, 4000))[0];
          if (!issued) continue;
          context.report(
            policy.at("parameters", key),
            `${startingPolicy(policy.value)} holds ${issued.what}.`,
            {
              help: FROM_CONNECTION,
              part: "key",
            },
          );
          return;
        }
        const name = ownString(parameters, `${PARAMETER_PREFIX}name`);
        const value = ownString(parameters, `${PARAMETER_PREFIX}value`);
        // Expressions (@…) take the value from elsewhere.
        if (name === undefined || value === undefined || value.includes("@") || !CREDENTIAL_NAME.test(name))
          return;
        const bare = withoutScheme(value);
        const reason = secretReason(bare);
        if (reason)
          context.report(
            policy.at("parameters", `${PARAMETER_PREFIX}value`),
            `${startingPolicy(policy.value)} sets ${quote(name)} to a fixed value that ${reason}.`,
            {
              help: FROM_CONNECTION,
              part: "key",
            },
          );
      },
      ...onKinds(
        SAMPLE_KINDS,
        onlyWith(SAMPLE_KEYS, (node, context) => {
          for (const { text, key, pointer } of sampleStrings(node)) {
            if (text.length < 16) continue;
            const issued = findCredentials(text.slice(0, 4000))[0];
            if (issued)
              context.report(
                { file: node.file, pointer },
                `The value of "${key}" looks like ${issued.what}.`,
                {
                  help: "Revoke it and write a made-up value.",
                  part: "key",
                },
              );
          }
        }),
      ),
      connector(context) {
        const { script, readme, intro, settings } = context.connector;
        for (const text of [script, readme, intro]) {
          if (!text) continue;
          for (const { what, start, end } of findCredentials(text.text))
            reportText(context, text.file, what, start, end);
        }
        if (settings)
          for (const { what, start, end } of findCredentials(settings.text))
            reportText(context, settings.file, what, start, end);
      },
    },
    bad: [
      {
        properties: oauthProperties({ clientSecret: `aB3${"8Q~"}x7Kd-Lm2.Pq9Rs4Tu6Vw8Xy0Za1Bc3De5Fg` }),
        at: [AT],
      },
      { properties: oauthProperties({ clientSecret: "9f8c2b7ae41d4c0fb6d35e1a7c90d2f4" }), at: [AT] },
      {
        properties: oauthProperties({
          customParameters: { clientSecret: { value: "9f8c2b7ae41d4c0fb6d35e1a7c90d2f4" } },
        }),
        at: [CUSTOM_AT],
      },
      {
        properties: oauthProperties({
          customParameters: {
            tokenBodyTemplate: {
              value:
                "code={Code}&client_secret=9f8c2b7ae41d4c0fb6d35e1a7c90d2f4&grant_type=authorization_code",
            },
          },
        }),
        at: [CUSTOM_AT.replace("clientSecret", "tokenBodyTemplate")],
      },
      {
        properties: connectionParameters({ api_key: { defaultValue: "k7Gh2mPq9sXw4ZtB6nVc" } }),
        at: ["apiProperties.json#/properties/connectionParameters/api_key/defaultValue"],
      },
      {
        properties: {
          properties: {
            policyTemplateInstances: [
              {
                templateId: "setheader",
                title: "Key",
                parameters: {
                  [`${PARAMETER_PREFIX}name`]: "Authorization",
                  [`${PARAMETER_PREFIX}value`]: "Basic cGFyY2VsOjhmM2syTHE5WnhXNA==",
                },
              },
            ],
          },
        },
        at: [
          "apiProperties.json#/properties/policyTemplateInstances/0/parameters/x-ms-apimTemplateParameter.value",
        ],
      },
      {
        properties: {
          properties: {
            policyTemplateInstances: [
              {
                templateId: "setheader",
                title: "Depot",
                parameters: {
                  [`${PARAMETER_PREFIX}name`]: "X-Depot",
                  [`${PARAMETER_PREFIX}value`]: `${"AKIA"}5XQ2ZL7WMB3TNK4P`,
                },
              },
            ],
          },
        },
        at: [
          "apiProperties.json#/properties/policyTemplateInstances/0/parameters/x-ms-apimTemplateParameter.value",
        ],
      },
      {
        definition: parcelWith({ id: { example: `${"AKIA"}5XQ2ZL7WMB3TNK4P` } }),
        at: [`${PARCEL}/id/example`],
      },
      {
        files: {
          "script.csx": `class Script { string key = "${"ghp_"}a8Kd72Lq0Zx9Wm3Tn5Vb1Cy6Re4Us8Pf2HjX"; }`,
        },
        at: ["script.csx#"],
      },
    ],
    good: [
      { properties: oauthProperties({ clientSecret: "<<the secret of your app registration>>" }) },
      { properties: oauthProperties({ clientSecret: '@environmentVariables("parcel_secret")' }) },
      { properties: oauthProperties({ clientSecret: "my-super-secret-value" }) },
      {
        properties: oauthProperties({
          customParameters: {
            tokenBodyTemplate: {
              value: "code={Code}&client_secret={ClientSecret}&grant_type=authorization_code",
            },
          },
        }),
      },
    ],
  },
  {
    id: "sec-environment-variable-secret",
    statement: "A client secret taken from an environment variable is one of the type secret.",
    why: "Environment variables of the type text are stored as they are and travel with the solution; those of the type secret stay in Azure Key Vault.",
    severity: { import: "info", certification: "info" },
    sources: [ENVIRONMENT_VARIABLES],
    checks: {
      oAuthSettings(settings, context) {
        for (const { value, place } of secretsOf(settings)) {
          if (!isEnvironmentVariable(value)) continue;
          context.report(place, `The clientSecret comes from the environment variable ${quote(value)}.`, {
            help: "If the variable is of the type text, make one of the type secret (Azure Key Vault) and name it here. If it is of that type, leave it.",
          });
        }
      },
    },
    bad: [
      { properties: oauthProperties({ clientSecret: '@environmentVariables("parcel_secret")' }), at: [AT] },
    ],
    good: [{ properties: oauthProperties({ clientId: '@environmentVariables("parcel_client")' }) }],
  },
]);

function parentOf(pointer: string): string {
  return pointer.slice(0, pointer.lastIndexOf("/"));
}

function reportText(context: Context, file: string, what: string, start: number, end: number): void {
  context.report({ file, pointer: "" }, `This looks like ${what}.`, { help: REVOKE, range: { start, end } });
}
