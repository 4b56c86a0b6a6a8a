/** Keeps secrets out of packages: what is stripped without a word, and what stops the build because it is committed. */
import type { ConnectorFolder } from "../definition/connector-folder.ts";
import { LineMap } from "../definition/text.ts";
import { get, type JsonNode, type ObjectNode, remove } from "./json/json-tree.ts";
import type { Notice } from "./notice.ts";

/**
 * Members of `oAuthSettings` that never ship: the platform stores the secret elsewhere and makes the redirect address
 * itself, one for each connector and environment. (Sourced: packaging reference 3.4 and 3.5.)
 */
const NEVER_SHIPPED = ["clientSecret", "redirectUrl"];

/** Shapes of credentials that are certain enough to stop a build; each as its issuer documents it. */
const CREDENTIALS: { what: string; pattern: RegExp }[] = [
  { what: "a private key", pattern: /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s*[A-Za-z0-9+/]{40}/g },
  { what: "an Entra ID client secret", pattern: /(?<![\w~.-])[\w~.-]{3}\dQ~[\w~.-]{31,34}(?![\w~.-])/g },
  { what: "a callback address with its signature", pattern: /[?&]sig=[A-Za-z0-9%_-]{43,}/g },
  { what: "a storage account key", pattern: /AccountKey=[A-Za-z0-9+/]{60,}={0,2}/g },
  { what: "an AWS access key", pattern: /(?<![A-Z0-9])AKIA[0-9A-Z]{16}(?![A-Z0-9])/g },
  { what: "a GitHub token", pattern: /(?<!\w)(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60,})/g },
  { what: "a Slack token", pattern: /(?<!\w)xox[abprs]-[0-9A-Za-z-]{20,}/g },
  { what: "a Google API key", pattern: /(?<!\w)AIza[0-9A-Za-z_-]{35}(?!\w)/g },
  { what: "a Stripe live key", pattern: /(?<!\w)[sr]k_live_[0-9A-Za-z]{16,}/g },
];

/** Policy parameters that carry a value into a header or query; with these names the value is a credential. */
const CREDENTIAL_NAME =
  /^(?:proxy-)?authorization$|api[-_]?key|subscription-key|access[-_]?token|auth[-_]?token|secret/i;

/**
 * True for a value that stands where the author's own value goes: `<<your client id>>`, `[[DUMMY]]`, `YOUR_CLIENT_SECRET`,
 * an environment variable. (Chosen after reading every such value in 600 published connectors.)
 */
export function isPlaceholder(value: string): boolean {
  const text = value.trim();
  if (text === "" || text.includes("@environmentVariables(")) return true;
  if (/^[<[{(].*[>\]})]$/s.test(text) || /^(.)\1*$/s.test(text)) return true;
  if (/^[0-]+$/.test(text)) return true;
  return /your|enter|please|dummy|placeholder|example|sample|replace|todo|xxx|\*\*\*|change.?me|^(?:test|client)?[-_ ]?(?:id|secret|string|none|null)$|^client[-_ ]?(?:id|secret)$/i.test(
    text,
  );
}

/** Removes client secrets and redirect addresses from every connection parameter, those of parameter sets included. */
export function stripSecrets(node: JsonNode): void {
  if (node.kind === "array") for (const item of node.items) stripSecrets(item);
  if (node.kind !== "object") return;
  for (const member of node.members) {
    if (member.key === "oAuthSettings" && member.value.kind === "object") stripOAuth(member.value);
    stripSecrets(member.value);
  }
}

function stripOAuth(settings: ObjectNode): void {
  for (const { key } of [...settings.members]) {
    if (NEVER_SHIPPED.some((name) => name.toLowerCase() === key.toLowerCase())) remove(settings, key);
  }
}

/** What looks like a committed secret anywhere in the connector's texts; each is an error with its place. */
export function findSecrets(connector: ConnectorFolder, properties: JsonNode | undefined): Notice[] {
  const found: Notice[] = [];
  const texts = [
    connector.definition,
    connector.properties,
    connector.settings,
    connector.script,
    connector.intro,
    connector.readme,
  ];
  for (const file of texts) {
    if (!file) continue;
    for (const { what, pattern } of CREDENTIALS) {
      for (const match of file.text.matchAll(pattern)) {
        // Vendors mark the keys of their documentation like this.
        if (/EXAMPLE/.test(match[0])) continue;
        found.push(secret(`This looks like ${what}.`, file.file, file.lines.at(match.index).line));
      }
    }
  }
  if (properties && connector.properties) {
    const lines = new LineMap(connector.properties.text);
    const file = connector.properties.file;
    for (const node of committedIn(properties)) {
      const line = node.start === undefined ? undefined : lines.at(node.start).line;
      found.push(secret(node.what, file, line));
    }
  }
  return found;
}

function* committedIn(node: JsonNode): Generator<{ what: string; start: number | undefined }> {
  if (node.kind === "array") for (const item of node.items) yield* committedIn(item);
  if (node.kind !== "object") return;
  const name = get(node, "x-ms-apimTemplateParameter.name");
  const value = get(node, "x-ms-apimTemplateParameter.value");
  if (name?.kind === "string" && value?.kind === "string" && CREDENTIAL_NAME.test(name.value)) {
    const bare = value.value.replace(/^(?:bearer|basic|token|apikey)\s+/i, "");
    // Expressions (`@…`) are no values; short ones are words such as "application/json".
    if (!/[@{]/.test(bare) && bare.length >= 16 && !isPlaceholder(bare))
      yield { what: `A policy sets "${name.value}" to a fixed value.`, start: value.start };
  }
  for (const member of node.members) {
    const content = member.value;
    if (/^client_?secret$/i.test(member.key) && content.kind === "string" && !isPlaceholder(content.value))
      yield { what: "A client secret is written into the file.", start: content.start };
    yield* committedIn(content);
  }
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
