/** Keeps secrets out of packages: what is stripped without a word, and what stops the build because it is committed. */

import type { ConnectorFolder } from "../definition/connector-folder.ts";
import { PARAMETER_PREFIX } from "../definition/policy-templates.ts";
import type { JsonDocument } from "../json/json-document.ts";
import { LineMap } from "../json/text.ts";
import { get, getText, type JsonNode, type ObjectNode, parseTree, remove } from "../json/tree.ts";
import {
  findCredentials,
  isEnvironmentVariable,
  isPlaceholder,
  secretReason,
  withoutScheme,
} from "../machine/redaction/credentials.ts";
import { CREDENTIAL_NAME } from "../machine/redaction/names.ts";
import type { Notice } from "./notice.ts";

/**
 * Members of `oAuthSettings` that never ship: the platform stores the secret elsewhere and makes the redirect address
 * itself, one for each connector and environment. (Sourced: Learn on custom connectors in solutions.)
 */
const NEVER_SHIPPED = /^(?:client_?secret|redirect_?url)$/i;

/**
 * Removes client secrets and redirect addresses from every connection parameter, those of parameter sets included. A
 * connection parameter may bear such a name itself: its value is an object, and it stays. So does a reference to an
 * environment variable, which is where a secret is kept, not the secret.
 */
export function stripSecrets(node: JsonNode): void {
  if (node.kind === "array") node.items.forEach(stripSecrets);
  if (node.kind !== "object") return;
  for (const { key, value } of [...node.members])
    if (NEVER_SHIPPED.test(key) && value.kind !== "object" && !isReference(value)) remove(node, key);
    else stripSecrets(value);
}

function isReference(node: JsonNode): boolean {
  return node.kind === "string" && isEnvironmentVariable(node.value);
}

/** What looks like a committed secret anywhere in the connector's files; each is an error with its place. */
export function findSecrets(
  connector: ConnectorFolder,
  more: readonly (SourceText | undefined)[] = [],
): Notice[] {
  const found: Notice[] = [];
  const { definition, properties, settings, script, intro, readme } = connector;
  for (const file of [definition, properties, settings])
    if (file) found.push(...(file.strict ? secretsOfJson(file) : secretsOfText(file)));
  for (const file of [script, intro, readme, ...more]) if (file) found.push(...secretsOfText(file));
  return found;
}

/** A text of the folder by its name. */
export interface SourceText {
  file: string;
  text: string;
}

function secretsOfText({ file, text }: SourceText): Notice[] {
  const lines = new LineMap(text);
  return findCredentials(text).map(({ what, start }) =>
    secret(`This looks like ${what}.`, file, lines.at(start).line),
  );
}

/** Looks at what the strings of a document mean, so that no escape hides a credential. */
function secretsOfJson({ file, text, lines }: JsonDocument): Notice[] {
  const found: Notice[] = [];
  const tree = parseTree(text, file);
  const say = (what: string, start: number | undefined) =>
    found.push(secret(what, file, start === undefined ? undefined : lines.at(start).line));
  const visit = (node: JsonNode): void => {
    if (node.kind === "string")
      for (const { what } of findCredentials(node.value)) say(`This looks like ${what}.`, node.start);
    if (node.kind === "array") node.items.forEach(visit);
    if (node.kind !== "object") return;
    for (const member of node.members) {
      for (const { what } of findCredentials(member.key)) say(`This looks like ${what}.`, member.start);
      visit(member.value);
    }
  };
  visit(tree);
  for (const { what, start } of committedIn(tree)) say(what, start);
  return found;
}

function* committedIn(node: JsonNode): Generator<{ what: string; start: number | undefined }> {
  if (node.kind === "array") for (const item of node.items) yield* committedIn(item);
  if (node.kind !== "object") return;
  yield* fixedHeader(node);
  const preset = get(node, "defaultValue");
  if (preset?.kind === "string" && getText(node, "type")?.toLowerCase() === "securestring")
    if (secretReason(preset.value) !== undefined)
      yield { what: "A secret connection parameter has a default that looks real.", start: preset.start };
  for (const member of node.members) {
    // Custom parameters wrap their values: { "clientSecret": { "value": "…" } }.
    const content = get(member.value, "value") ?? member.value;
    if (/^client_?secret$/i.test(member.key) && content.kind === "string" && !isPlaceholder(content.value))
      yield { what: "A client secret is written into the file.", start: content.start };
    yield* committedIn(member.value);
  }
}

/** A policy that sends the same credential for everyone. */
function* fixedHeader(policy: ObjectNode): Generator<{ what: string; start: number | undefined }> {
  const name = get(policy, `${PARAMETER_PREFIX}name`);
  const value = get(policy, `${PARAMETER_PREFIX}value`);
  if (name?.kind !== "string" || value?.kind !== "string" || !CREDENTIAL_NAME.test(name.value)) return;
  const bare = withoutScheme(value.value);
  // Expressions (`@…`) are no values; short ones are words such as "application/json".
  if (!/[@{]/.test(bare) && bare.length >= 16 && !isPlaceholder(bare))
    yield { what: `A policy sets "${name.value}" to a fixed value.`, start: value.start };
}

function secret(message: string, file: string, line: number | undefined): Notice {
  const notice: Notice = {
    code: "committed-secret",
    severity: "error",
    message,
    help: "Revoke it, take it out of the file and out of the repository's history; secrets are entered after the import.",
    file,
  };
  if (line !== undefined) notice.line = line;
  return notice;
}
