/** A connector with a secret in every place where one can stand, each of them named once more where everybody reads it. */
import type { JsonObject } from "../../src/json/values.ts";
import { BASE_DEFINITION, BASE_PROPERTIES } from "../../src/rules/examples/base-connector.ts";
import { exampleFiles } from "./connector-copy.ts";

/** Made up, each for one place. They look as random as real ones and hold what needs an escape somewhere. */
export const SECRETS = {
  clientSecret: "pL4nted-a~Xq81ZvK03mTr",
  securityDefinition: "pL4nted-b~Wq72YuJ14nSs",
  headerDefault: "pL4nted-c~Ve63XtH25oRt",
  passwordDefault: "pL4nted-d&Ud54WsG36pQu",
  example: "pL4nted-e~Tc45VrF47qPv",
  policyHeader: "pL4nted-f~Sb36UqE58rOw",
  settings: "pL4nted-g~Ra27TpD69sNx",
  script: "pL4nted-h~Qz18SoC70tMy",
  addressPassword: "pL4nted-i~Py09RnB81uLz",
  signature: "pL4nted-jOx90QmA92vKaQwErTyUiOpAsDfGhJkLzXcVbNm",
  customParameter: "pL4nted-k~Nw81PlZ03wJb",
  intro: "pL4nted-lMv72OkY14xIcQ",
  scriptPassword: "pL4nted-n~plum7",
  scriptHeader: "pL4nted-o9Kt31MxW36zGe",
  queryPolicy: "pL4nted-p8Js40LwV47aFb",
  keyDefault: "pL4nted-q7Ir59KvU58bEa",
  host: "pL4nted-r6Hq68JuT69cDz",
  metadata: "pL4nted-s5Gp77ItS70dCy",
  connectionString: "pL4nted-t4Fo86HsR81eBx",
} as const;

/** Given to a connection while the workbench runs; the service echoes it. */
export const CONNECTION_SECRET = "pL4nted-m&<Lu>63NjX25yHd";

const S = SECRETS;

// biome-ignore lint/suspicious/noExplicitAny: documents are written down freely in tests
type Open = any;

export function plantedFiles(): Record<string, string> {
  const definition = structuredClone(BASE_DEFINITION) as Open;
  const properties = structuredClone(BASE_PROPERTIES) as Open;
  const path = Object.keys(definition.paths)[0] ?? "";
  const method = Object.keys(definition.paths[path]).find((name) => !name.startsWith("x-")) ?? "get";
  const operation = definition.paths[path][method];
  // Named where it is said to everybody: only because it is elsewhere is it known to be one.
  operation.description = `Uses ${S.clientSecret}, ${S.policyHeader}, ${S.settings} and ${S.script}.`;
  // … in findings' messages, frames and addresses, too: names that no rule accepts.
  operation.operationId = `Get ${S.customParameter}`;
  operation.parameters = [
    ...(operation.parameters ?? []),
    { name: "Authorization", in: "header", type: "string", default: `Bearer ${S.headerDefault}` },
    { name: "password", in: "query", type: "string", format: "password", default: S.passwordDefault },
    { name: "note", in: "query", type: "string", "x-ms-summary": `Note ${S.example}` },
  ];
  operation.parameters.push({
    name: "subscription-key",
    in: "query",
    type: "string",
    default: S.keyDefault,
    "x-ms-summary": `Key ${S.scriptHeader}`,
  });
  definition.host = `robot:${S.host}@planted.example`;
  definition["x-ms-connector-metadata"] = [
    { propertyName: "Api key", propertyValue: S.metadata },
    {
      propertyName: "Website",
      propertyValue: `https://planted.example/?Server=x;Password=${S.connectionString};`,
    },
  ];
  operation["x-ms-examples"] = { call: { parameters: { api_key: S.example } } };
  definition.info.description = `See https://robot:${S.addressPassword}@wiki.example/ or https://logic.example/x?sig=${S.signature}`;
  definition.securityDefinitions = {
    login: {
      type: "oauth2",
      flow: "accessCode",
      authorizationUrl: "https://login.example/authorize",
      tokenUrl: "https://login.example/token",
      scopes: {},
      "x-client-secret": S.securityDefinition,
    },
  };
  properties.properties.connectionParameters = {
    api_key: {
      type: "securestring",
      uiDefinition: { displayName: "Key", tooltip: "Key", description: "Key" },
    },
    token: {
      type: "oauthSetting",
      oAuthSettings: {
        identityProvider: "oauth2",
        clientId: "id",
        clientSecret: S.clientSecret,
        scopes: [],
        redirectMode: "Global",
        customParameters: { apiKey: { value: S.customParameter } },
      },
    },
  };
  properties.properties.policyTemplateInstances = [
    {
      templateId: "setheader",
      title: "Key",
      parameters: {
        "x-ms-apimTemplateParameter.name": "x-api-key",
        "x-ms-apimTemplateParameter.value": S.policyHeader,
        "x-ms-apimTemplateParameter.existsAction": "override",
        "x-ms-apimTemplate-policySection": "Request",
      },
    },
    {
      templateId: "setqueryparameter",
      title: `Code ${S.scriptPassword}`,
      parameters: {
        "x-ms-apimTemplateParameter.name": "code",
        "x-ms-apimTemplateParameter.value": S.queryPolicy,
        "x-ms-apimTemplateParameter.existsAction": "override",
        "x-ms-apimTemplate-policySection": "Request",
      },
    },
  ] satisfies JsonObject[];
  return exampleFiles({
    "apiDefinition.swagger.json": JSON.stringify(definition, null, 2),
    "apiProperties.json": JSON.stringify(properties, null, 2),
    "settings.json": JSON.stringify({ connectorId: "x", clientSecret: S.settings }, null, 2),
    "script.csx": `public class Script : ScriptBase\n{\n  private const string ApiKey = "${S.script}";\n  void Send() { var password = "${S.scriptPassword}"; Headers.Add("Authorization", "Bearer ${S.scriptHeader}"); }\n}\n`,
    "intro.md": `# Intro\n\nSend \`Authorization: Bearer ${S.intro}\`.\n`,
  });
}

/** The secrets that a text holds: as they are, or read out of JSON. */
export function leaks(text: string): string[] {
  const texts = [
    text,
    text.replaceAll(/\\+u([0-9a-f]{4})/gi, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    ),
  ];
  return [...Object.entries(SECRETS), ["connection", CONNECTION_SECRET] as const]
    .filter(([, secret]) =>
      texts.some((one) => one.includes(secret) || one.includes(JSON.stringify(secret).slice(1, -1))),
    )
    .map(([place]) => place);
}
