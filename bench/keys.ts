/**
 * Every key: what a running validator takes for one edit at a random place of a large connector, against a fresh one, and whether both say
 * the same to the byte. Times are of the processor, the engine's own threads included.
 *
 *   npm run bench -- keys FOLDER_OF_CONNECTORS [HOW_MANY_CONNECTORS] [EDITS] [SEED]
 */
import { connectorFromFiles, readParts } from "../src/definition/connector-folder.ts";
import { findConnectors } from "../src/definition/find-connectors.ts";
import { formatTable } from "../src/machine/terminal/table.ts";
import type { Rule } from "../src/rules/language/rule.ts";
import { loadRules } from "../src/rules/load-rules.ts";
import { RunningValidator } from "../src/validation/running.ts";
import { validateWith } from "../src/validation/validate.ts";
import { chooser, EDITS } from "../test/support/edits.ts";
import { median } from "./measure.ts";

/** Kinds that are one key, or one command of an editor. The others change all lines. */
const KINDS = Object.keys(EDITS).filter((name) => name !== "changes all line ends");
const WARM_UP = 30;

export async function run(args: string[]): Promise<void> {
  const [root = ".", many = "5", edits = "200", seed = "1"] = args;
  const rules = await loadRules();
  const sized = findConnectors([root])
    .map((folder) => ({ folder, text: definitionOf(folder)?.text ?? "" }))
    .sort((a, b) => b.text.length - a.text.length)
    .slice(0, Number(many));
  const rows = [["connector", "MB", "findings", "fresh", "median", "95 %", "most", "broken", "broken, 95 %"]];
  const byKind = new Map<string, number[]>();
  for (const { folder, text } of sized) {
    const { whole, broken, fresh, findings } = type(folder, rules, Number(edits), Number(seed), byKind);
    rows.push([
      folder.split("/").at(-1) ?? folder,
      (text.length / 1e6).toFixed(2),
      String(findings),
      ...[median(fresh), median(whole), share(whole), Math.max(...whole)].map((ms) => ms.toFixed(1)),
      ...[median(broken), share(broken)].map((ms) => ms.toFixed(1)),
    ]);
  }
  process.stdout.write(
    `${edits} edits each, milliseconds of processor time; all findings equal to the byte\n`,
  );
  process.stdout.write(`${formatTable(rows, [1, 2, 3, 4, 5, 6, 7, 8])}\n\n`);
  const kinds = [["kind of edit, text readable after it", "edits", "median", "95 %"]];
  for (const [kind, times] of byKind)
    kinds.push([kind, String(times.length), median(times).toFixed(1), share(times).toFixed(1)]);
  process.stdout.write(`${formatTable(kinds, [1, 2, 3])}\n`);
}

function definitionOf(folder: string): { file: string; text: string } | undefined {
  const { files, read } = readParts(folder);
  const found = read.get("definition");
  return found?.ok ? { file: files.definition ?? "", text: found.bytes.toString("utf8") } : undefined;
}

/** Edits one connector; an edit that breaks the text is taken back by the next one. */
function type(
  folder: string,
  rules: readonly Rule[],
  edits: number,
  seed: number,
  byKind: Map<string, number[]>,
) {
  const { files, read } = readParts(folder);
  const contents = new Map<string, Buffer>();
  for (const [part, found] of read) if (found.ok) contents.set(files[part] ?? part, found.bytes);
  const choose = chooser(seed);
  const running = new RunningValidator();
  const definition = files.definition ?? "";
  let text =
    contents
      .get(definition)
      ?.toString("utf8")
      .replace(/^\ufeff/, "") ?? "";
  const times = { whole: [] as number[], broken: [] as number[], fresh: [] as number[] };
  let findings = 0;
  for (let step = -WARM_UP; step < edits; step++) {
    const kind = KINDS[choose(KINDS.length)] ?? "";
    const next = EDITS[kind]?.(text, choose) ?? text;
    const now = new Map(contents).set(definition, Buffer.from(next, "utf8"));
    const started = cpu();
    const again = connectorFromFiles("connector", now, definition, running.connector);
    const found = running.validate(rules, again);
    const took = cpu() - started;
    const isWhole = again.definition?.strict === true;
    if (step >= 0) {
      times[isWhole ? "whole" : "broken"].push(took);
      if (isWhole) byKind.set(kind, [...(byKind.get(kind) ?? []), took]);
    }
    // Buffers are what some caches go by: a fresh look has its own.
    const copies = new Map([...now].map(([name, bytes]) => [name, Buffer.from(bytes)]));
    const begun = cpu();
    const wanted = validateWith(rules, connectorFromFiles("connector", copies, definition));
    if (step >= 0) times.fresh.push(cpu() - begun);
    if (JSON.stringify(found) !== JSON.stringify(wanted))
      throw new Error(`${folder}: the findings differ after edit ${step} (${kind}), seed ${seed}.`);
    findings = found.length;
    if (isWhole) text = next;
  }
  return { ...times, findings };
}

function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** What 95 of 100 stay below. */
function share(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN;
}
