/**
 * The files of a new connector: clean in the certification profile, with a test that passes, a workflow and an editor's settings.
 * The service's name and address are made up; everything else is ready to be changed.
 */
import { ownString } from "../../json/values.ts";
import { plainPng } from "../../machine/png/plain-png.ts";
import apiKey from "./auth/api-key.json" with { type: "json" };
import basic from "./auth/basic.json" with { type: "json" };
import entra from "./auth/entra.json" with { type: "json" };
import none from "./auth/none.json" with { type: "json" };
import oauth2 from "./auth/oauth2.json" with { type: "json" };
import base from "./base.json" with { type: "json" };
import type { SignInName, TemplateName } from "./choices.ts";
import { companions } from "./companions.ts";
import action from "./kinds/action.json" with { type: "json" };
import mcp from "./kinds/mcp.json" with { type: "json" };
import polling from "./kinds/polling.json" with { type: "json" };
import webhook from "./kinds/webhook.json" with { type: "json" };
import type { NewConnector } from "./request.ts";
import { slugOf } from "./slug.ts";

const KINDS: Record<TemplateName, { paths: object; definitions: object }> = { webhook, polling, action, mcp };

const AUTH: Record<SignInName, { securityDefinitions: object; connectionParameters: object }> = {
  none,
  "api-key": apiKey,
  basic,
  oauth2,
  entra,
};

/** Dark enough for white letters, and none of the colours that certification reserves. (Chosen.) */
const BRAND = { hex: "#0f5c6e", rgb: [0x0f, 0x5c, 0x6e] as const };

/** The files by path, in the order in which they are worth reading. */
export function newConnector(given: NewConnector): Map<string, Uint8Array> {
  const own = ownString(given.described?.definition, "host");
  const host = own ?? `api.${slugOf(given.title)}.com`;
  const domain = host.replace(/^api\./, "");
  const asJson = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  const filled = (value: unknown): string =>
    asJson(value)
      .replaceAll("{{title}}", JSON.stringify(given.title).slice(1, -1))
      .replaceAll("{{host}}", host)
      .replaceAll("{{domain}}", domain);
  const { definition, connectionParameters } = given.described ?? madeUp(given);
  const properties = {
    properties: {
      connectionParameters,
      iconBrandColor: BRAND.hex,
      capabilities: given.template === "action" || given.template === "mcp" ? ["actions"] : [],
      publisher: given.title,
      stackOwner: given.title,
      policyTemplateInstances: [],
    },
  };
  const text = (content: string) => Buffer.from(content, "utf8");
  return new Map<string, Uint8Array>([
    // Somebody's own document may hold the marks of the template as text.
    ["apiDefinition.swagger.json", text(given.described ? asJson(definition) : filled(definition))],
    ["apiProperties.json", text(filled(properties))],
    ["icon.png", plainPng(160, 160, BRAND.rgb)],
    ...[...companions(given)].map(([file, content]) => [file, text(content)] as const),
  ]);
}

/** A service that keeps lists of items, to be replaced by the author's own. */
function madeUp({ template, signIn }: NewConnector): { definition: object; connectionParameters: object } {
  const { paths, definitions } = KINDS[template];
  const { securityDefinitions, connectionParameters } = AUTH[signIn];
  const names = Object.keys(securityDefinitions);
  const definition = {
    ...base,
    paths,
    ...(Object.keys(definitions).length > 0 && { definitions }),
    ...(names.length > 0 && { securityDefinitions, security: names.map((name) => ({ [name]: [] })) }),
  };
  return { definition, connectionParameters };
}
