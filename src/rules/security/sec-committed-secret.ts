/** Whatever else looks like a secret in the connector's files. It is what reports hide and what no package ships. */
import { describeSecret } from "../../definition/secrets/describe.ts";
import { defineRule } from "../language/rule.ts";
import { REPOSITORY_README } from "../sources.ts";

/** Looked through whole for shapes of issuers by another rule. */
const TEXTS = ["script", "readme", "intro", "settings"] as const;

/** Inside a sample value of the definition. */
const SAMPLE = /\/(?:x-)?examples?(?:\/|$)/;

export default defineRule("security", {
  id: "sec-committed-secret",
  statement: "No file of the connector contains a password, key or token that looks real.",
  why: "The files of a connector are shared, committed and packaged: everybody who gets them can use what is in them, and taking it out later does not help.",
  severity: { import: "error", certification: "error" },
  sources: [
    REPOSITORY_README,
    "chosen: names under which secrets stand, and values that look random or are no word; five hits in 606 published connectors",
  ],
  yieldsTo: ["sec-client-secret-real"],
  checks: {
    connector(context) {
      const { connector } = context;
      const texts = TEXTS.map((part) => connector[part]?.file);
      for (const secret of connector.secrets) {
        if (secret.isIssued && texts.includes(secret.file)) continue;
        context.report({ file: secret.file, pointer: secret.pointer }, describeSecret(secret), {
          help: SAMPLE.test(secret.pointer)
            ? 'If it is a real one, revoke it and take it out of the repository\'s history too. In any case write something that nobody can take for one, such as "<your token>".'
            : "Revoke it and take it out of the file and out of the repository's history; ask for it by a connection parameter of the type securestring instead. If it is not a secret, suppress this in connector-rules.yaml.",
          ...(secret.pointer === "" && secret.range ? { range: secret.range } : { part: "key" }),
          // Documentation of services shows made-up keys; nobody can tell them from real ones, but most are made up.
          ...(SAMPLE.test(secret.pointer) && { severity: "warning" as const }),
        });
      }
    },
  },
  bad: [
    {
      files: { "script.csx": 'class Script { string password = "Plum-4-Kettle"; }' },
      at: ["script.csx#"],
    },
    {
      files: {
        "script.csx":
          'class Script { void Sign() { request.Headers.Add("x-functions-key", "k7Gh2mPq9sXw4ZtB6nVc"); } }',
      },
      at: ["script.csx#"],
    },
    {
      properties: {
        properties: {
          policyTemplateInstances: [
            {
              templateId: "setqueryparameter",
              title: "Key",
              parameters: {
                "x-ms-apimTemplateParameter.name": "code",
                "x-ms-apimTemplateParameter.value": "k7Gh2mPq9sXw4ZtB6nVc",
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
      definition: {
        parameters: {
          Key: {
            name: "subscription-key",
            in: "query",
            type: "string",
            default: "9f8c2b7ae41d4c0fb6d35e1a7c90d2f4",
          },
        },
      },
      at: ["/parameters/Key/default"],
    },
    {
      definition: { host: "parcels:Plum-4-Kettle@parcels.example.com" },
      at: ["/host"],
    },
    {
      files: { "readme.md": "# Parcels\n\nAPI key: `k7Gh2mPq9sXw4ZtB6nVc`\n" },
      at: ["readme.md#"],
    },
  ],
  good: [
    { files: { "script.csx": 'class Script { string password = "<your password>"; }' } },
    {
      files: {
        "readme.md": "# Parcels\n\nAPI key: the one of your account. Password: at least 8 characters.\n",
      },
    },
    {
      definition: {
        parameters: {
          Key: { name: "subscription-key", in: "query", type: "string", default: "YOUR_SUBSCRIPTION_KEY" },
          Code: { name: "code", in: "query", type: "string", default: "DE-2024" },
          Next: { name: "continuationToken", in: "query", type: "string", default: "k7Gh2mPq9sXw4ZtB6nVc" },
        },
      },
    },
  ],
});
