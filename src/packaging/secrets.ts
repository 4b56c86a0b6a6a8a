/** Keeps secrets out of packages: what is stripped without a word, and what stops the build because it is committed. */

import type { ConnectorFolder } from "../definition/connector-folder.ts";
import { describeSecret } from "../definition/secrets/describe.ts";
import { type CommittedSecret, secretsOfFile } from "../definition/secrets/secrets-of-file.ts";
import { decodeText, LineMap } from "../json/text.ts";
import { type JsonNode, remove } from "../json/tree.ts";
import { isEnvironmentVariable } from "../machine/redaction/credentials.ts";
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

/**
 * What looks like a committed secret anywhere in the connector's files; each is an error with its place, but for those that somebody
 * has looked at and excused.
 * @param more other texts that go into packages
 */
export function findSecrets(
  connector: ConnectorFolder,
  more: readonly { file: string; bytes: Buffer }[] = [],
  isExcused: (secret: CommittedSecret) => boolean = () => false,
): Notice[] {
  const others = more.map(({ file, bytes }) => ({ file, bytes, text: decodeText(bytes, file).text }));
  const texts = new Map(
    [
      connector.definition,
      connector.properties,
      connector.settings,
      connector.script,
      connector.intro,
      connector.readme,
    ].flatMap((one) => (one ? [[one.file, one.lines] as const] : [])),
  );
  for (const { file, text } of others) texts.set(file, new LineMap(text));
  const found = others.flatMap((other) => secretsOfFile(other, other.text, "prose"));
  return [...connector.secrets, ...found].flatMap((secret) => {
    if (isExcused(secret)) return [];
    const notice: Notice = {
      code: "committed-secret",
      severity: "error",
      message: describeSecret(secret),
      help: "Revoke it, take it out of the file and out of the repository's history; secrets are entered after the import. If it is none, say so in connector-rules.yaml (docs/packaging.md).",
      file: secret.file,
    };
    const line = secret.range && texts.get(secret.file)?.at(secret.range.start).line;
    return [line === undefined ? notice : { ...notice, line }];
  });
}
