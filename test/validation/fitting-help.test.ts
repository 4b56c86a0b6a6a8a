/** Helps that name what is in the file, and messages that name the fault: each was a general sentence once. */
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/json/values.ts";
import { buildExample } from "../../src/rules/examples/build-example.ts";
import { onParameter, onProperty, withTarget } from "../../src/rules/examples/dynamic-example.ts";
import { connectionParameters } from "../../src/rules/examples/oauth-example.ts";
import { policy, setHeader, withPolicy } from "../../src/rules/examples/policy-example.ts";
import type { Example } from "../../src/rules/language/rule.ts";
import { loadRules } from "../../src/rules/load-rules.ts";
import { validateWith } from "../../src/validation/validate.ts";

const rules = await loadRules();

function findings(example: Example, rule: string) {
  return validateWith(rules, buildExample(example)).filter((finding) => finding.rule === rule);
}

const code = (body: string): Example => ({
  files: { "script.csx": `class Script : ScriptBase { void Run() { ${body} } }` },
});
const paths = (value: JsonObject): Example => ({ definition: { paths: value } });
const GET = { get: { operationId: "GetIt", summary: "Get it", parameters: [], responses: {} } };

describe("a help", () => {
  it.each([
    [
      "info-title-restricted-words",
      { definition: { info: { title: "ParcelAPI" } } },
      "If the product itself is called so, leave it",
    ],
    ["doc-host-port", { definition: { host: "localhost:4433" } }, "Write the public host"],
    [
      "x-script-operation-ids",
      code('switch (Context.OperationId) { case "DropParcel": case "GetParcel": Go(); break; }'),
      'delete case "DropParcel": alone',
    ],
    [
      "x-script-operation-ids",
      code('switch (Context.OperationId) { case "GetParcel": case "DropParcel": Go(); break; }'),
      'delete case "DropParcel": alone',
    ],
    [
      "x-script-operation-ids",
      code('var late = new[] { "GetParcel", "DropParcel" }; if (late.Contains(Context.OperationId)) { }'),
      "delete this name alone",
    ],
    ["x-script-operation-ids", code('if (Context.OperationId == "DropParcel") { }'), "delete this branch"],
    ["path-space-in-variable", paths({ "/rules/{on | off}": GET }), '"enum": ["on", "off"]'],
    [
      "path-item-empty",
      paths({ "/returns": { "x-ms-notification-content": { schema: { type: "object" } } } }),
      'add the "post" that subscribes',
    ],
    [
      "script-operation-id-encoded",
      code('if (this.Context.OperationId == "GetParcel") { }'),
      "only if it is one of your operationIds",
    ],
    [
      "policy-parameter-empty",
      { properties: withPolicy(setHeader({ value: "" })) },
      "in place of a key too, leave it",
    ],
    [
      "policy-template-undocumented",
      { properties: withPolicy(policy("dynamicsubdomain", { urlTemplate: "https://a.fabrikam.com" })) },
      'Write "dynamichosturl"',
    ],
    [
      "ext-wrong-location",
      {
        definition: {
          paths: { "/depots": { "x-ms-visibility": "internal", get: { "x-ms-visibility": null } } },
        },
      },
      'Move it into "get"',
    ],
    [
      "security-definition-single",
      {
        definition: {
          securityDefinitions: {
            byHeader: { type: "apiKey", in: "header", name: "k" },
            byQuery: { type: "apiKey", in: "query", name: "k" },
            api_key: null,
          },
        },
      },
      'Keep "byHeader" if the key goes in the header, and delete "byQuery"',
    ],
    [
      "op-summary-sentence-case",
      paths({ "/depots": { get: { summary: "getDepotStatus_v1" } } }),
      'Write "Get depot status"',
    ],
    [
      "x-security-without-parameters",
      { properties: connectionParameters({ api_key: null }) },
      'Add "api_key": {"type": "securestring"',
    ],
    [
      "x-parameters-without-use",
      { definition: { securityDefinitions: null, security: null } },
      '"security": [{"api_key": []}]',
    ],
    [
      "info-description-restricted-words",
      {
        definition: {
          info: { description: "Send parcels from Power Apps or Logic Apps, one or many at once." },
        },
      },
      'delete "Power Apps" and "Logic Apps"',
    ],
    [
      "doc-duplicate-keys",
      {
        files: {
          "apiProperties.json":
            '{\n  "properties": {\n    "publisher": "Fabrikam",\n    "publisher": "Fabrikam",\n    "connectionParameters": {}\n  }\n}',
        },
      },
      "Both say the same: delete this one.",
    ],
  ] as [string, Example, string][])("fits the file: %s", (rule, example, words) => {
    const [found] = findings(example, rule);
    expect(found?.help).toContain(words);
  });

  it("for an implicit flow knows the token address of Entra ID", () => {
    const authorizationUrl = "https://login.microsoftonline.com/common/oauth2/authorize";
    const [found] = findings(
      {
        definition: {
          securityDefinitions: {
            api_key: null,
            azure: { type: "oauth2", flow: "implicit", authorizationUrl, scopes: {} },
          },
        },
      },
      "oauth-client-credentials",
    );
    expect(found?.help).toBe(
      'Write "flow": "accessCode", and add "tokenUrl": "https://login.microsoftonline.com/common/oauth2/token".',
    );
  });

  it("for several scopes in one string lists them once each, without the remains of JSON", () => {
    const [found] = findings(
      {
        definition: {
          securityDefinitions: {
            api_key: null,
            oauth: {
              type: "oauth2",
              flow: "accessCode",
              authorizationUrl: "https://login.fabrikam.com/authorize",
              tokenUrl: "https://login.fabrikam.com/token",
              scopes: {},
            },
          },
          security: [{ oauth: ['read write": "read write'] }],
        },
      },
      "security-requirement-scope",
    );
    expect(found?.help).toContain('["read", "write"]');
  });

  it("for a body without a MIME type takes the one of the parameter that sets it", () => {
    const header = {
      name: "Content-Type",
      in: "header",
      type: "string",
      default: "application/x-www-form-urlencoded",
    };
    const [found] = findings(
      {
        files: {
          "apiDefinition.swagger.json": JSON.stringify({
            paths: {
              "/parcels": {
                post: {
                  operationId: "CreateIt",
                  parameters: [header, { name: "body", in: "body", schema: { type: "string" } }],
                },
              },
            },
          }),
        },
      },
      "op-consumes-present",
    );
    expect(found?.help).toContain('"consumes": ["application/x-www-form-urlencoded"]');
  });
});

describe("two members of one name", () => {
  const twice = (one: string, other: string) => ({
    files: {
      "apiDefinition.swagger.json": `{"swagger": "2.0",\n"host": ${one},\n"basePath": "/",\n"host": ${other}}`,
    },
  });
  it("are compared where they are short", () => {
    expect(findings(twice('"a.fabrikam.com"', '"b.fabrikam.com"'), "doc-duplicate-keys")[0]?.help).toContain(
      'Here it is "a.fabrikam.com", on line 4 it is "b.fabrikam.com".',
    );
  });
  it("are not in a file of settings, which holds secrets", () => {
    const files = { "settings.json": '{"clientSecret": "aaaa",\n"clientSecret": "bbbb"}' };
    for (const finding of findings({ files }, "doc-duplicate-keys"))
      expect(finding.help).not.toMatch(/aaaa|bbbb/);
  });
});

describe("a lookup whose path leads nowhere", () => {
  const answer = { type: "object", properties: { name: { type: "string" }, form: { type: "object" } } };
  const lists = onProperty({
    type: "object",
    "x-ms-dynamic-schema": { operationId: "List", parameters: {}, "value-path": "properties" },
  });
  it("is reported for objects only, where a schema is expected", () => {
    const [found] = findings({ definition: withTarget(lists, [], answer) }, "dynamic-schema-path");
    expect(found?.help).toContain('such as "form"');
    expect(found?.help).not.toContain('"name"');
  });
  it("is not reported for what cannot hold entries, where a list is filled", () => {
    const list = onParameter({
      "x-ms-dynamic-values": { operationId: "List", parameters: {}, "value-collection": "entries" },
    });
    const [found] = findings({ definition: withTarget(list, [], answer) }, "dynamic-collection-array");
    expect(found?.help).toContain("array");
    expect(found?.help).not.toContain('"name"');
  });
});

describe("a policy that empties the header of the key", () => {
  it("has one finding", () => {
    const example = { properties: withPolicy(setHeader({ name: "x-parcel-key", value: "" })) };
    expect(findings(example, "policy-parameter-empty")).toHaveLength(1);
    expect(findings(example, "x-key-overwritten")).toEqual([]);
  });
});
