/** What is wrong with one connector of a package. */

import { everyParameter } from "../../definition/connection.ts";
import { buildModel } from "../../definition/model.ts";
import { policiesOf, policyOperations } from "../../definition/policies.ts";
import { get, getText, isEmpty, type JsonNode } from "../../json/tree.ts";
import { ownString } from "../../json/values.ts";
import { compactJson, plainOf } from "../../json/write-json.ts";
import { readPng } from "../../machine/png/read-png.ts";
import { isPlaceholder } from "../../machine/redaction/credentials.ts";
import { counted } from "../../machine/terminal/counted.ts";
import { connectionOf } from "../connection.ts";
import { imageKind } from "../icon/image-kind.ts";
import type { PackagedConnector } from "../read/packaged-connector.ts";
import { variablesOf } from "../solution/references.ts";
import type { Fault } from "./fault.ts";

/** Largest text a column of a solution holds. */
const MAX_COLUMN = 500_000;

export function verifyConnector(connector: PackagedConnector): { lines: string[]; faults: Fault[] } {
  const { definition, properties, name } = connector;
  const faults: Fault[] = [];
  const at = (part: keyof PackagedConnector["places"]) =>
    connector.places[part] === "" ? connector.label : `${connector.label}/${connector.places[part]}`;
  const say = (
    severity: Fault["severity"],
    message: string,
    part: keyof PackagedConnector["places"] = "definition",
  ) => faults.push({ severity, where: at(part), message: `"${name}": ${message}` });
  const text = compactJson(definition);
  const model = buildModel(JSON.parse(text));
  const triggers = model.operations.filter((operation) => operation.trigger !== undefined).length;
  const lines = [
    `connector "${connector.title}"${connector.solution ? ` (${name}, ${connector.solution.connectorId})` : ""}: ${counted(triggers, "trigger")}, ${counted(model.operations.length - triggers, "other operation")}, host ${getText(definition, "host") ?? "none"}${connector.script ? ", script" : ""}${connector.icon ? ", icon" : ""}`,
  ];
  const version = getText(definition, "swagger");
  if (version !== "2.0")
    say("error", `The definition is not Swagger 2.0 (swagger: ${version ?? "missing"}).`);
  if (model.operations.length === 0) say("error", "The definition has no operation.");
  const ids = new Set<string>();
  for (const operation of model.operations) {
    if (operation.id === undefined) {
      say("error", `${operation.method.toUpperCase()} ${operation.path} has no operationId.`);
    } else if (ids.has(operation.id)) say("error", `The operationId "${operation.id}" is used twice.`);
    else ids.add(operation.id);
  }
  if (connector.solution && text.length > MAX_COLUMN)
    say("error", `The definition has ${text.length} characters; a solution holds at most ${MAX_COLUMN}.`);
  for (const found of secretsIn(properties))
    say("warning", `${found} is set; packages must not carry it.`, "properties");
  if (
    !isEmpty(get(definition, "securityDefinitions")) &&
    !isEmpty(get(definition, "security")) &&
    everyParameter(connectionOf(properties)).length === 0
  )
    say(
      "warning",
      "The definition requires a sign-in, but there are no connection parameters: nobody can create a connection.",
      "properties",
    );
  const defined = new Set(connector.variables.map(({ schemaName }) => schemaName.toLowerCase()));
  const required = new Set(
    (connector.solution?.missingDependencies ?? []).map(({ required: { schemaName } }) =>
      schemaName?.toLowerCase(),
    ),
  );
  for (const [part, node] of [
    ["definition", definition],
    ["properties", properties],
  ] as const)
    for (const variable of variablesOf(node))
      if (connector.solution && !defined.has(variable.toLowerCase()) && !required.has(variable.toLowerCase()))
        say(
          "warning",
          `The environment variable "${variable}" is not defined in the solution: the target must have it.`,
          part,
        );
  const operations = get(properties, "scriptOperations");
  if (operations?.kind === "array" && operations.items.length > 0) {
    if (!connector.script) say("error", "scriptOperations names operations, but there is no script.", "row");
    for (const item of operations.items)
      if (item.kind === "string" && !ids.has(item.value))
        say("error", `scriptOperations names "${item.value}", which is not an operation.`, "row");
  }
  if (connector.icon && imageKind(connector.icon) === "Png") {
    const icon = readPng(connector.icon);
    if ("fault" in icon && icon.fault !== "interlaced")
      say("warning", `The icon is not a usable PNG or JPEG (${icon.fault}).`, "row");
  }
  for (const operation of model.operations) {
    const summary = ownString(operation.value, "summary");
    if (!operation.internal && !summary) {
      say("warning", `${operation.id ?? operation.path} has no summary.`);
    }
  }
  return { lines, faults };
}

/** Policies that name operations the definition does not have. */
export function checkPolicies(connector: PackagedConnector): Fault[] {
  const ids = buildModel(plainOf(connector.definition)).byId;
  const where =
    connector.places.properties === ""
      ? connector.label
      : `${connector.label}/${connector.places.properties}`;
  return policiesOf(plainOf(connector.properties)).flatMap(({ policy }) =>
    (policyOperations(policy) ?? [])
      .filter((name) => !ids.has(name))
      .map((name) => ({
        severity: "error" as const,
        where,
        message: `"${connector.name}": The policy "${policy.title ?? policy.id ?? ""}" is for "${name}", which is not an operation.`,
      })),
  );
}

const PLATFORM = /^https:\/\/(?:[a-z0-9-]+\.)*consent\.azure-apim\.(?:net|us|cn)\//i;

function* secretsIn(node: JsonNode): Generator<string> {
  if (node.kind === "array") for (const item of node.items) yield* secretsIn(item);
  if (node.kind !== "object") return;
  for (const { key, value } of node.members) {
    if (/^client_?secret$/i.test(key) && value.kind === "string" && !isPlaceholder(value.value))
      yield "A client secret";
    // What the platform itself exports with every sign-in is its own address, not somebody's.
    else if (
      key === "redirectUrl" &&
      value.kind === "string" &&
      value.value !== "" &&
      !PLATFORM.test(value.value)
    )
      yield "A redirect address (redirectUrl)";
    yield* secretsIn(value);
  }
}
