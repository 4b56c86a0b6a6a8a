/** Where secrets are in connectors of strangers, and what only looks like one. */
import { describe, expect, it } from "vitest";
import { connectorFromFiles } from "../../src/definition/connector-folder.ts";
import { BASE_DEFINITION, BASE_PROPERTIES } from "../../src/rules/examples/base-connector.ts";
import { exampleFiles } from "../support/connector-copy.ts";

/** Made up. */
const RANDOM = "k7Gh2mPq9sXw4ZtB6nVc";
const HEX = "9f8c2b7ae41d4c0fb6d35e1a7c90d2f4";
const WORD = "Plum-4-Kettle!";
const TOKEN = `eyJ${"hbGciOiJIUzI1NiJ9"}.eyJ${"zdWIiOiJwYXJjZWxzIn0"}.${"k7Gh2mPq9sXw4ZtB6nVcAa"}`;

function found(files: Record<string, string>): string[] {
  const all = Object.entries(exampleFiles(files)).map(([name, text]) => [name, Buffer.from(text)] as const);
  return connectorFromFiles("parcels", new Map(all)).secrets.map(({ value }) => value);
}

const script = (line: string) => ({
  "script.csx": `public class Script : ScriptBase\n{\n  void Send()\n  {\n    ${line}\n  }\n}\n`,
});
// biome-ignore lint/suspicious/noExplicitAny: documents are written down freely in tests
type Open = any;
const definition = (change: (definition: Open) => void) => {
  const copy = structuredClone(BASE_DEFINITION) as Open;
  change(copy);
  return { "apiDefinition.swagger.json": JSON.stringify(copy, null, 2) };
};
const parameter = (one: object) =>
  definition((copy) => {
    copy.parameters = { One: { in: "query", type: "string", ...one } };
  });
const policy = (templateId: string, parameters: Record<string, string>) => {
  const copy = structuredClone(BASE_PROPERTIES) as Open;
  const named = Object.entries(parameters).map(([key, value]) => [
    `x-ms-apimTemplateParameter.${key}`,
    value,
  ]);
  copy.properties.policyTemplateInstances = [
    { templateId, title: "One", parameters: Object.fromEntries(named) },
  ];
  return { "apiProperties.json": JSON.stringify(copy) };
};
const sets = (name: string, value: string, templateId = "setqueryparameter") =>
  policy(templateId, { name, value, existsAction: "override" });

describe("secrets are found", () => {
  it.each([
    ["a password that is assigned", script(`var password = "${WORD}";`), WORD],
    ["a constant", script(`private const string DbPassword = @"${WORD}";`), WORD],
    [
      "a password of letters",
      script(`string password = "correcthorsebatterystaple";`),
      "correcthorsebatterystaple",
    ],
    ["a field in camel case", script(`private readonly string _partnerApiKey = "${RANDOM}";`), RANDOM],
    ["a plain key", script(`var key = "${HEX}";`), HEX],
    ["an expression body", script(`string ApiKey => "${RANDOM}";`), RANDOM],
    [
      "a fallback",
      script(`var apiKey = Environment.GetEnvironmentVariable("API_KEY") ?? "${RANDOM}";`),
      RANDOM,
    ],
    ["a header", script(`request.Headers.TryAddWithoutValidation("x-functions-key", "${RANDOM}");`), RANDOM],
    ["an indexed header", script(`request.Headers["Ocp-Apim-Subscription-Key"] = "${HEX}";`), HEX],
    [
      "a header value",
      script(`Authorization = new AuthenticationHeaderValue("Bearer", "${RANDOM}AbCd");`),
      `${RANDOM}AbCd`,
    ],
    ["a token in a header", script(`headers.Add("Authorization", "Bearer ${TOKEN}");`), TOKEN],
    [
      "a short token",
      script(`var header = "Bearer eyJhbGciOiJIUzI1NiJ9.k7Gh2mPq9s";`),
      "eyJhbGciOiJIUzI1NiJ9.k7Gh2mPq9s",
    ],
    ["bytes of a key", script(`var hmacKey = Encoding.UTF8.GetBytes("${RANDOM}");`), RANDOM],
    ["a pair for Basic", script(`Convert.ToBase64String(Encoding.ASCII.GetBytes("robot:${WORD}"))`), WORD],
    ["a connection string", script(`var c = "Server=db;User Id=sa;Password=${WORD};";`), WORD],
    [
      "an account key",
      script(`var c = "Endpoint=sb://x/;SharedAccessKeyName=a;SharedAccessKey=${RANDOM}AbC=";`),
      `${RANDOM}AbC=`,
    ],
    ["a comment", script(`// api key: ${RANDOM}`), RANDOM],
    ["an address", script(`var url = "https://x.example/api?code=${RANDOM}";`), RANDOM],
    ["a user in an address", script(`var url = "https://${RANDOM}@x.example/";`), RANDOM],
    ["sig of a policy", sets("sig", RANDOM), RANDOM],
    ["code of a policy", sets("code", RANDOM), RANDOM],
    ["subscription-key of a policy", sets("subscription-key", HEX), HEX],
    ["appid of a policy", sets("appid", HEX), HEX],
    [
      "an Authorization header",
      sets("Authorization", `Basic ${Buffer.from(`a:${WORD}`).toString("base64")}`, "setheader"),
      Buffer.from(`a:${WORD}`).toString("base64"),
    ],
    ["a Cookie header", sets("Cookie", `session=${RANDOM}`, "setheader"), `session=${RANDOM}`],
    [
      "an address of a policy",
      policy("dynamichosturl", { urlTemplate: `https://robot:${WORD}@x.example` }),
      WORD,
    ],
    ["a path of a policy", policy("routerequesttoendpoint", { newPath: `/x?code=${RANDOM}` }), RANDOM],
    ["a default", parameter({ name: "subscription-key", default: HEX }), HEX],
    ["a default of code", parameter({ name: "code", default: RANDOM }), RANDOM],
    ["a test value", parameter({ name: "x-api-key", in: "header", "x-ms-test-value": RANDOM }), RANDOM],
    ["an example", parameter({ name: "apiKey", "x-example": RANDOM }), RANDOM],
    ["the only value", parameter({ name: "partner_token", enum: [RANDOM] }), RANDOM],
    [
      "a host",
      definition((copy) => {
        copy.host = `robot:${WORD}@x.example`;
      }),
      WORD,
    ],
    [
      "a description",
      definition((copy) => {
        copy.info.description = `Test with password: ${WORD}`;
      }),
      WORD,
    ],
    [
      "a contact",
      definition((copy) => {
        copy.info.contact = { url: `https://x.example/?api_key=${HEX}` };
      }),
      HEX,
    ],
    [
      "a path",
      definition((copy) => {
        copy.paths[`/x?code=${RANDOM}`] = {};
      }),
      RANDOM,
    ],
    [
      "metadata",
      definition((copy) => {
        copy["x-ms-connector-metadata"] = [{ propertyName: "API Key", propertyValue: RANDOM }];
      }),
      RANDOM,
    ],
    [
      "an example of an answer",
      definition((copy) => {
        copy.definitions = { T: { type: "object", example: { access_token: RANDOM } } };
      }),
      RANDOM,
    ],
    [
      "an escaped address",
      { "settings.json": `{"powerAppsUrl": "https:\\/\\/x.example\\/?a=1\\u0026api_key=${HEX}"}` },
      HEX,
    ],
    ["a broken file", { "settings.json": `{"clientSecret": "${RANDOM}",` }, RANDOM],
    ["a readme", { "readme.md": `# Parcels\n\n**API key**: \`${RANDOM}\`\n` }, RANDOM],
    ["an introduction", { "intro.md": `Sign in with user demo, password: ${WORD}\n` }, WORD],
    [
      "a private key",
      { "readme.md": `-----BEGIN RSA PRIVATE ${"KEY"}-----\n${"MIIEowIB".repeat(8)}\n` },
      `-----BEGIN RSA PRIVATE ${"KEY"}-----`,
    ],
    [
      "an address of Slack",
      { "readme.md": `https://hooks.slack.com/${"services"}/T01234567/B01234567/${RANDOM}AbCd` },
      `hooks.slack.com/services/T01234567/B01234567/${RANDOM}AbCd`,
    ],
    [
      "a key of Azure Functions",
      { "readme.md": `curl -H x:${"a1B2".repeat(11)}AzFu${"c3D4e"}Q==` },
      undefined,
    ],
    ["a token of GitLab", { "readme.md": `${"glpat"}-${RANDOM}` }, `glpat-${RANDOM}`],
  ] as [string, Record<string, string>, string | undefined][])("%s", (_, files, secret) => {
    if (secret === undefined) expect(found(files)).toHaveLength(1);
    else expect(found(files)).toContain(secret);
  });
});

describe("what is not a secret is not reported as one", () => {
  it.each([
    ["a placeholder", script('var password = "<your password>"; var key = "YOUR_API_KEY";')],
    [
      "a value from elsewhere",
      script('var password = this.Context.Request.Headers.GetValues("x-password").First();'),
    ],
    [
      "a name",
      script('map.Add("GetLocalAdminPassword", "GetFileVaultKey"); var tokenName = "continuationToken";'),
    ],
    ["an error", script('throw new Exception("Invalid password: it needs 8 characters and 1 digit.");')],
    ["a key of a record", script('var key = "customerOrder2"; var cacheKey = "parcels-v2-2024";')],
    ["a media type", script('request.Headers.Add("Authorization-Type", "application/vnd.parcels.v2+json");')],
    ["an interpolated value", script('headers.Add("Authorization", $"Bearer {accessToken}");')],
    ["an expression", sets("x-api-key", "@connectionParameters('api_key')", "setheader")],
    ["a version", sets("code", "2024-05-01-preview")],
    ["a country", parameter({ name: "code", default: "DE" })],
    ["a place in a list", parameter({ name: "continuationToken", "x-example": RANDOM })],
    [
      "a record's key",
      definition((copy) => {
        copy.definitions = { T: { type: "object", properties: { key: { type: "string", example: HEX } } } };
      }),
    ],
    [
      "a rule for passwords",
      definition((copy) => {
        copy.info.description =
          "Password: at least 8 characters. API key: see your account. Token is required.";
      }),
    ],
    [
      "a variable of Postman",
      { "readme.md": "Authorization: Bearer {{access_token_of_production}}\napi_key={{apiKey2}}\n" },
    ],
    [
      "a token that is cut",
      { "readme.md": "Authorization: Bearer eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiIs...\n" },
    ],
    [
      "an instruction",
      {
        "readme.md": "Password: the one of step 2. API-key: `<key>`; token=$TOKEN\nclient_secret=%SECRET%\n",
      },
    ],
    ["a hash", { "readme.md": `Build ${HEX} of commit ${HEX}.\n` }],
  ] as [string, Record<string, string>][])("%s", (_, files) => {
    expect(found(files)).toEqual([]);
  });
});

it("a name that follows itself without end hides no secret behind it, nor one inside it", () => {
  const [one, other] = ["pL4nted-a~Xq81ZvK03mTr9", "pL4nted-b~Xq81ZvK03mTr9"];
  const readme = `${"sig=".repeat(50_000)} and password: ${one} end, password=token=${other}`;
  const found = connectorFromFiles(
    "case",
    new Map(
      Object.entries(exampleFiles({ "readme.md": readme })).map(([name, text]) => [name, Buffer.from(text)]),
    ),
  );
  const values = found.secrets.map(({ value }) => value);
  expect(values).toContain(one);
  expect(values.some((value) => value.endsWith(other))).toBe(true);
});
