/**
 * Every key: what a running validator takes for one edit at a random place of a large connector, against a fresh one, and whether both say
 * the same to the byte. What is fixable is tried, as for every report. Times are of the processor, the engine's own threads included.
 *
 *   npm run bench -- keys FOLDER_OF_CONNECTORS [HOW_MANY_CONNECTORS] [EDITS] [SEED]
 */
import { createHash } from "node:crypto";
import { connectorFromFiles, readParts } from "../src/definition/connector-folder.ts";
import { findConnectors } from "../src/definition/find-connectors.ts";
import { JsonDocument } from "../src/json/json-document.ts";
import { formatTable } from "../src/machine/terminal/table.ts";
import type { Finding } from "../src/rules/language/finding.ts";
import type { Rule } from "../src/rules/language/rule.ts";
import { loadRules } from "../src/rules/load-rules.ts";
import { findAndTry } from "../src/validation/fixing/fix-connector.ts";
import { RunningValidator } from "../src/validation/running.ts";
import { type Choose, chooser, EDITS } from "../test/support/edits.ts";
import { median } from "./measure.ts";

/** One key, or one command of an editor. The others change all lines, or put in a secret, for which every text is then searched. */
const RARE = ["changes all line ends", "adds what has to be looked for"];
const KINDS = Object.keys(EDITS).filter((name) => !RARE.includes(name));
const WARM_UP = 50;

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

/** One connector under all edits: first with a running validator, as an editor has it, then afresh each time. */
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
  const definition = files.definition ?? "";
  const steps = editsOf(contents.get(definition)?.toString("utf8") ?? "", edits + WARM_UP, chooser(seed));
  const filesAt = (step: Step) => new Map(contents).set(definition, step.bytes);
  const times = { whole: [] as number[], broken: [] as number[], fresh: [] as number[], findings: 0 };

  const running = new RunningValidator();
  const said: string[] = [];
  for (const [number, step] of steps.entries()) {
    const now = filesAt(step);
    const started = cpu();
    const again = connectorFromFiles("connector", now, definition, running.connector);
    const found = findAndTry(rules, again, {}, running);
    const took = cpu() - started;
    said.push(digest(found));
    times.findings = found.length;
    if (number < WARM_UP) continue;
    times[step.isWhole ? "whole" : "broken"].push(took);
    if (step.isWhole) byKind.set(step.kind, [...(byKind.get(step.kind) ?? []), took]);
  }
  for (const [number, step] of steps.entries()) {
    // Buffers are what some caches go by: a fresh look has its own.
    const now = new Map([...filesAt(step)].map(([name, bytes]) => [name, Buffer.from(bytes)]));
    const started = cpu();
    const found = findAndTry(rules, connectorFromFiles("connector", now, definition));
    const took = cpu() - started;
    if (number >= WARM_UP) times.fresh.push(took);
    if (digest(found) !== said[number])
      throw new Error(`${folder}: the findings differ after edit ${number} (${step.kind}), seed ${seed}.`);
  }
  return times;
}

interface Step {
  kind: string;
  bytes: Buffer;
  isWhole: boolean;
}

/** A text as it is after each edit; an edit that breaks it is taken back by the next one. */
function editsOf(first: string, count: number, choose: Choose): Step[] {
  let text = first.replace(/^\ufeff/, "");
  const steps: Step[] = [];
  while (steps.length < count) {
    const kind = KINDS[choose(KINDS.length)] ?? "";
    const next = EDITS[kind]?.(text, choose) ?? text;
    if (next === text) continue;
    const { strict } = JsonDocument.fromText("file.json", next);
    steps.push({ kind, bytes: Buffer.from(next, "utf8"), isWhole: strict });
    if (strict) text = next;
  }
  return steps;
}

function digest(findings: readonly Finding[]): string {
  return createHash("sha256").update(JSON.stringify(findings)).digest("hex");
}

function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** What 95 of 100 stay below. */
function share(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN;
}
