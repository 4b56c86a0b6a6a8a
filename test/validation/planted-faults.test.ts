/**
 * Faults planted in sound connectors, in forms that are easily overlooked: behind references, at a path, in the second of two, in other
 * capitals, in sets. Each is found under its rule.
 */
import { expect, it } from "vitest";
import { connectorFromFiles } from "../../src/definition/connector-folder.ts";
import { BASE_FILES } from "../../src/rules/examples/base-connector.ts";
import { loadRules } from "../../src/rules/load-rules.ts";
import { validateWith } from "../../src/validation/validate.ts";
import type { Unusual } from "./unusual/connector.ts";
import { GENERATED } from "./unusual/generated.ts";
import { MICROSOFT } from "./unusual/microsoft.ts";
import { SERVICES } from "./unusual/services.ts";

// The connectors are plain JSON that each plant changes at places it knows.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Json = any;
type Planted = { d: Json; p: Json; files: Record<string, string> };

const rules = await loadRules();
const HOSTS = [...SERVICES, ...MICROSOFT, ...GENERATED];

function host(start: string): Planted {
  const found = HOSTS.find(({ about }) => about.startsWith(start)) as Unusual;
  const copy = JSON.parse(JSON.stringify({ d: found.definition, p: found.properties }));
  return { d: copy.d, p: copy.p.properties, files: { ...BASE_FILES, ...found.files } };
}

function rulesOf({ d, p, files }: Planted): string[] {
  const contents = {
    "apiDefinition.swagger.json": JSON.stringify(d),
    "apiProperties.json": JSON.stringify({ properties: p }),
    ...files,
  };
  const folder = connectorFromFiles(
    "planted",
    new Map(Object.entries(contents).map(([name, text]) => [name, Buffer.from(text)])),
  );
  return validateWith(rules, folder, { profile: "certification" }).map(({ rule }) => rule);
}

function op({ d }: Planted, id: string): Json {
  for (const item of Object.values<Json>(d.paths))
    for (const operation of Object.values<Json>(item)) if (operation?.operationId === id) return operation;
  throw new Error(`no operation ${id}`);
}

const settings = ({ p }: Planted): Json => p.connectionParameters.token.oAuthSettings.customParameters;
const policy = (templateId: string, parameters: Json, operations?: string[], section?: string): Json => ({
  templateId,
  title: "Planted",
  parameters: {
    ...Object.fromEntries(
      Object.entries(parameters).map(([name, value]) => [`x-ms-apimTemplateParameter.${name}`, value]),
    ),
    ...(operations && { "x-ms-apimTemplate-operationName": operations }),
    ...(section && { "x-ms-apimTemplate-policySection": section }),
  },
});
const policies = (planted: Planted): Json[] => {
  planted.p.policyTemplateInstances ??= [];
  return planted.p.policyTemplateInstances;
};
const set = (planted: Planted, index: number, name: string, value: Json) => {
  policies(planted)[index].parameters[`x-ms-apimTemplateParameter.${name}`] = value;
};

const FAULTS: [fault: string, start: string, rule: string, plant: (planted: Planted) => void][] = [
  [
    "a data path through parts of allOf",
    "polling with a token",
    "policy-polling-data-path",
    (c) => {
      const answer = op(c, "OnChange").responses["200"];
      c.d.definitions = { Page: { allOf: [{ $ref: "#/definitions/Inner" }] }, Inner: answer.schema };
      answer.schema = { $ref: "#/definitions/Page" };
      set(c, 1, "triggerDataPath", "@triggerBody().value");
    },
  ],
  [
    "a next value without @",
    "polling with a token",
    "policy-polling-next-value",
    (c) => set(c, 1, "triggerConfig", { since: "results[0].token" }),
  ],
  [
    "a base path that a host policy drops",
    "a shop",
    "policy-host-base-path",
    (c) => set(c, 0, "urlTemplate", "https://@connectionParameters('shop').contoso-shop.com"),
  ],
  [
    "a second host policy for one operation",
    "a shop",
    "policy-host-twice",
    (c) =>
      policies(c).push(
        policy("dynamicHostUrl", { urlTemplate: "https://eu.contoso-shop.com/admin/api/2025-10" }, [
          "FulfilOrder",
        ]),
      ),
  ],
  [
    "a host policy that leaves out the end of a subscription",
    "repositories",
    "policy-host-covers-unsubscribe",
    (c) =>
      policies(c).push(
        policy("dynamichosturl", { urlTemplate: "https://git.contoso.com" }, [
          "OnIssueEvent",
          "ListRepositories",
        ]),
      ),
  ],
  [
    "a placeholder that the operation lacks",
    "GraphQL",
    "policy-placeholder-parameter",
    (c) => set(c, 0, "newPath", "/graphql/{boardId}"),
  ],
  [
    "a header that nobody sends",
    "regions",
    "policy-reads-what-is-sent",
    (c) =>
      policies(c).push(
        policy(
          "setheader",
          { name: "X-Copy", value: "@headers('X-Region')", existsAction: "override" },
          undefined,
          "Request",
        ),
      ),
  ],
  [
    "the key of the second scheme, overwritten in other capitals",
    "four ways",
    "x-key-overwritten",
    (c) =>
      policies(c).push(
        policy(
          "setheader",
          { name: "x-catalog-KEY", value: "none", existsAction: "override" },
          undefined,
          "Request",
        ),
      ),
  ],
  [
    "a prefix that is skipped",
    "FastAPI",
    "x-key-prefix-skipped",
    (c) =>
      policies(c).push(
        policy(
          "setheader",
          { name: "Authorization", value: "Bearer @connectionParameters('api_key')", existsAction: "skip" },
          undefined,
          "Request",
        ),
      ),
  ],
  [
    "a secret in the answer",
    "no certificate",
    "policy-key-in-request",
    (c) =>
      policies(c).push(
        policy(
          "setheader",
          { name: "X-Key", value: "@connectionParameters('mapsKey')", existsAction: "override" },
          ["Geocode"],
          "Response",
        ),
      ),
  ],
  [
    "a route for all operations",
    "payments",
    "policy-route-scoped",
    (c) => policies(c).push(policy("routerequesttoendpoint", { newPath: "/v1/intents" })),
  ],
  [
    "a body policy for a GET",
    "payments",
    "policy-body-there",
    (c) =>
      policies(c).push(
        policy(
          "setproperty",
          {
            newPropertyParentPathTemplate: "@body()",
            newPropertySubPathTemplate: "a",
            propertyValuePathTemplate: "b",
          },
          ["CreatePayment", "GetPayment"],
          "Request",
        ),
      ),
  ],
  [
    "a path that the answer lacks",
    "payments",
    "policy-body-path",
    (c) =>
      policies(c).push(
        policy(
          "stringreplace",
          {
            propertyParentPath: "@body().items",
            sourceString: "a",
            replacementString: "b",
            newPropertyPath: "c",
          },
          ["ListPayments"],
          "Response",
        ),
      ),
  ],
  [
    "a header name with a space, behind a reference",
    "paths that overlap",
    "header-name-token",
    (c) => {
      c.d.parameters.Language = { name: "Accept Language", in: "header", type: "string" };
      op(c, "GetNote").parameters.push({ $ref: "#/parameters/Language" });
    },
  ],
  [
    "a refresh address that is the sign-in, in other capitals and with a slash",
    "files",
    "oauth-refresh-address",
    (c) => {
      settings(c).refreshUrl.value = "https://www.contoso-drive.com/OAuth2/Authorize/";
    },
  ],
  [
    "a sign-in of another cloud in the definition alone",
    "functions behind",
    "oauth-cloud-match",
    (c) => {
      c.d.securityDefinitions.oauth2_auth.authorizationUrl =
        "https://login.partner.microsoftonline.cn/common/oauth2/authorize";
    },
  ],
  [
    "a tenant that is none",
    "functions behind",
    "oauth-tenant-shape",
    (c) => {
      settings(c).tenantId.value = "contoso";
    },
  ],
  [
    "a drop-down and fields that wait for each other",
    "values that depend",
    "dynamic-chain-ends",
    (c) => {
      const { sheet } = op(c, "AddRow").parameters[0].schema.properties;
      c.d.paths["/sheets"].get.parameters = [{ name: "row", in: "query", type: "string" }];
      sheet["x-ms-dynamic-values"].parameters = { row: { parameter: "row" } };
      sheet["x-ms-dynamic-list"].parameters = { row: { parameterReference: "body/row" } };
    },
  ],
  [
    "twins that store different things",
    "repositories",
    "dynamic-twins-agree",
    (c) => {
      op(c, "OnIssueEvent").parameters[1]["x-ms-dynamic-list"].itemValuePath = "full_name";
    },
  ],
  [
    "a required header at the path of what ends subscriptions",
    "many triggers",
    "webhook-delete-needs",
    (c) => {
      c.d.parameters = { Tenant: { name: "X-Tenant", in: "header", type: "string", required: true } };
      c.d.paths["/hooks/{id}"].parameters = [{ $ref: "#/parameters/Tenant" }];
    },
  ],
  [
    "a body that ends subscriptions",
    "repositories",
    "webhook-delete-needs",
    (c) =>
      op(c, "DeleteHook").parameters.push({
        name: "body",
        in: "body",
        required: true,
        schema: { type: "object" },
      }),
  ],
  [
    "a notification of internal fields, one in other capitals",
    "many triggers",
    "notification-all-internal",
    (c) => {
      c.d.definitions = {
        News: {
          type: "object",
          properties: {
            id: { type: "string", "x-ms-visibility": "internal" },
            at: { type: "string", "x-ms-visibility": "Internal" },
          },
        },
      };
      c.d.paths["/hooks/refunds"]["x-ms-notification-content"].schema = { $ref: "#/definitions/News" };
    },
  ],
  [
    "outputs that allOf hides, in the items of a list",
    "a search",
    "schema-allof",
    (c) => {
      c.d.definitions.Hit = { allOf: [c.d.definitions.Hit] };
    },
  ],
  [
    "a default beyond bounds, at a path",
    "devices",
    "schema-default-bounds",
    (c) =>
      c.d.paths["/twins/{deviceId}"].parameters.push({
        name: "n",
        in: "query",
        type: "integer",
        minimum: 0,
        exclusiveMinimum: true,
        default: 0,
      }),
  ],
  [
    "a placeholder in a sentence",
    "payments",
    "doc-leftover-placeholder",
    (c) => {
      op(c, "GetPayment").description = "Gets the payment {{payment_id}} of the account.";
    },
  ],
  [
    "a placeholder in the dialog of a connection",
    "regions",
    "doc-leftover-placeholder",
    (c) => {
      c.p.connectionParameters.api_key.uiDefinition.tooltip = `The key of \${service}.`;
    },
  ],
  [
    "a variable behind a colon",
    "payments",
    "path-variable-style",
    (c) => {
      c.d.paths["/v1/refunds/:refund"] = { get: { ...op(c, "ListPayments"), operationId: "GetRefund" } };
    },
  ],
  [
    "a branch of the script that scriptOperations leaves out",
    "GraphQL",
    "x-script-operation-listed",
    (c) => {
      c.p.scriptOperations = ["RunQuery"];
      c.files["script.csx"] = String(c.files["script.csx"]).replace(
        "var input",
        'if (this.Context.OperationId == "ListBoards") { }\n        var input',
      );
    },
  ],
  [
    "a header that the script expects and nobody sends",
    "a script that signs",
    "x-script-reads-what-is-sent",
    (c) => {
      c.files["script.csx"] = String(c.files["script.csx"]).replace(
        'GetValues("X-Signing-Secret")',
        'GetValues("X-Signing-Key")',
      );
    },
  ],
  [
    "connection parameters asked of the script's context",
    "a script that signs",
    "script-context-member",
    (c) => {
      c.files["script.csx"] = String(c.files["script.csx"]).replace(
        "return await",
        'var key = Context.ConnectionParameters["secret"];\n        return await',
      );
    },
  ],
  [
    "equal labels in a set",
    "issues",
    "cp-labels-differ",
    (c) => {
      c.p.connectionParameterSets.values[0].parameters.username.uiDefinition.displayName = "site";
    },
  ],
  [
    "a misspelt suffix of independent publishers",
    "a public service",
    "info-title-ip-suffix",
    (c) => {
      c.d.info.title = "VIES Checks (Independant Publisher)";
    },
  ],
];

it.each(FAULTS)("%s", (_, start, rule, plant) => {
  const sound = host(start);
  const planted = host(start);
  plant(planted);
  const count = (one: Planted) => rulesOf(one).filter((found) => found === rule).length;
  expect(count(planted)).toBeGreaterThan(count(sound));
});
