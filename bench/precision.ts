/**
 * Does the validator cry wolf? Errors on connectors that were published, by folder, by rule and one by one.
 *
 *   npm run bench -- precision FOLDER_OF_CONNECTORS
 *
 * Each folder at the first level counts by itself, so that published connectors and samples are distinguished. A connector whose
 * JSON is broken counts as such and no further: what is wrong with it needs no second opinion.
 */
import path from "node:path";
import { type ConnectorFolder, readConnector } from "../src/definition/connector-folder.ts";
import { findConnectors } from "../src/definition/find-connectors.ts";
import { formatTable } from "../src/machine/terminal/table.ts";
import type { Finding, Profile } from "../src/rules/language/finding.ts";
import { loadRules } from "../src/rules/load-rules.ts";
import { validateWith } from "../src/validation/validate.ts";

const PROFILES = ["import", "certification"] as const satisfies readonly Profile[];

interface Judged {
  name: string;
  /** The first folder below the one that was asked for. */
  group: string;
  broken: boolean;
  errors: Record<Profile, Finding[]>;
}

export async function run(args: string[]): Promise<void> {
  const [root] = args;
  if (root === undefined) {
    process.stderr.write("Usage: npm run bench -- precision FOLDER_OF_CONNECTORS\n");
    process.exitCode = 2;
    return;
  }
  const rules = await loadRules();
  const judged = findConnectors([root]).map((folder): Judged => {
    const connector = readConnector(folder);
    const errors = (profile: Profile) =>
      validateWith(rules, connector, { profile }).filter((finding) => finding.severity === "error");
    return {
      name: path.relative(root, folder).split(path.sep).join("/") || connector.name,
      group: path.relative(root, folder).split(path.sep)[0] || ".",
      broken: isBroken(connector),
      errors: { import: errors("import"), certification: errors("certification") },
    };
  });
  process.stdout.write(`${judged.length} connectors, ${rules.length} rules.\n\n`);
  printGroups(judged);
  printRules(judged.filter(({ broken }) => !broken));
  printOnes(judged.filter(({ broken }) => !broken));
}

function isBroken({ definition, properties }: ConnectorFolder): boolean {
  return [definition, properties].some((document) => document !== undefined && !document.strict);
}

function printGroups(judged: readonly Judged[]): void {
  const rows = [
    ["folder", "connectors", "broken JSON", "others", ...PROFILES.flatMap((name) => [name, "%"])],
  ];
  for (const [group, all] of Map.groupBy(judged, ({ group }) => group)) {
    const sound = all.filter(({ broken }) => !broken);
    rows.push([
      group,
      `${all.length}`,
      `${all.length - sound.length}`,
      `${sound.length}`,
      ...PROFILES.flatMap((profile) => {
        const wrong = sound.filter(({ errors }) => errors[profile].length > 0).length;
        return [`${wrong}`, sound.length === 0 ? "" : ((100 * wrong) / sound.length).toFixed(1)];
      }),
    ]);
  }
  process.stdout.write(`Connectors with an error:\n${formatTable(rows, [1, 2, 3, 4, 5, 6, 7])}\n\n`);
}

function printRules(judged: readonly Judged[]): void {
  const counts = new Map<string, Record<Profile, { connectors: number; errors: number }>>();
  for (const { errors } of judged)
    for (const profile of PROFILES)
      for (const [rule, found] of Map.groupBy(errors[profile], ({ rule }) => rule)) {
        const count = counts.get(rule) ?? {
          import: { connectors: 0, errors: 0 },
          certification: { connectors: 0, errors: 0 },
        };
        count[profile].connectors += 1;
        count[profile].errors += found.length;
        counts.set(rule, count);
      }
  const rows = [["rule", ...PROFILES.flatMap((profile) => [profile, "errors"])]];
  const inOrder = [...counts].sort(
    ([a, first], [b, second]) =>
      second.certification.connectors - first.certification.connectors || (a < b ? -1 : 1),
  );
  for (const [rule, count] of inOrder)
    rows.push([
      rule,
      ...PROFILES.flatMap((profile) => [`${count[profile].connectors}`, `${count[profile].errors}`]),
    ]);
  process.stdout.write(`By rule, connectors and errors:\n${formatTable(rows, [1, 2, 3, 4])}\n\n`);
}

/** What an import trips over, to be read by eye. */
function printOnes(judged: readonly Judged[]): void {
  process.stdout.write("Errors of the profile import:\n");
  for (const { name, errors } of judged)
    for (const { rule, file, line, message } of errors.import)
      process.stdout.write(`${name}: ${file}:${line} ${rule}: ${message}\n`);
}
