/**
 * How fast the validator is: all rules over a folder of connectors against reading and parsing the same files, where the
 * time goes, and one connector cold, as a whole process.
 *
 *   npm run bench -- validate [FOLDER_OF_CONNECTORS]
 *
 * Without a folder it generates connectors from the example and our own.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readConnector } from "../src/definition/connector-folder.ts";
import { findConnectors } from "../src/definition/find-connectors.ts";
import { formatTable } from "../src/machine/terminal/table.ts";
import { BASE_DEFINITION, BASE_PROPERTIES } from "../src/rules/examples/base-connector.ts";
import { loadRules } from "../src/rules/load-rules.ts";
import { validateWith } from "../src/validation/validate.ts";
import { inTurn, measureProcess, median, npmScript } from "./measure.ts";

const ROUNDS = 5;
const COLD_RUNS = 9;
const WHOLE_RUNS = 3;

/** A program that does nothing but read and parse the files it is told. */
const BASE_PROGRAM = `const fs = require("node:fs");
for (const file of fs.readFileSync(process.argv[1], "utf8").split("\\n"))
  try { JSON.parse(fs.readFileSync(file, "utf8").replace(/^\\ufeff/, "")); } catch {}`;

export async function run(args: string[]): Promise<void> {
  const generated = args[0] ? undefined : generate();
  try {
    await measure(args[0] ?? generated!);
  } finally {
    if (generated) rmSync(generated, { recursive: true, force: true });
  }
}

async function measure(root: string): Promise<void> {
  const folders = findConnectors([root]);
  const files = folders
    .map((folder) => readConnector(folder))
    .flatMap((connector) =>
      [connector.definition, connector.properties].flatMap((document) =>
        document ? [path.join(connector.root, document.file)] : [],
      ),
    );
  const bytes = files.reduce((sum, file) => sum + readFileSync(file).length, 0);
  const rules = await loadRules();
  process.stdout.write(
    `${folders.length} connectors, ${(bytes / 1e6).toFixed(1)} MB, ${rules.length} rules, Node ${process.version}\n`,
  );

  let findings = 0;
  const times = inTurn(ROUNDS, {
    "read and JSON.parse": () => {
      for (const file of files) {
        try {
          JSON.parse(readFileSync(file, "utf8").replace(/^\ufeff/, ""));
        } catch {
          // Some published files are no JSON; the time to find that out counts.
        }
      }
    },
    "read with positions": () => {
      for (const folder of folders) readConnector(folder);
    },
    "read and validate": () => {
      findings = 0;
      for (const folder of folders) findings += validateWith(rules, readConnector(folder)).length;
    },
  });
  const base = median(times["read and JSON.parse"] ?? []);
  const rows = [[`in one process, median of ${ROUNDS}`, "ms", "ratio"]];
  for (const [name, values] of Object.entries(times))
    rows.push([name, median(values).toFixed(0), (median(values) / base).toFixed(2)]);
  process.stdout.write(`${formatTable(rows, [1, 2])}\n${findings} findings in all.\n\n`);

  perRule(folders, rules);

  const list = path.join(tmpdir(), "bench-files.txt");
  writeFileSync(list, files.join("\n"));
  const report = ["--format", "json", "--output", path.join(tmpdir(), "bench-report.json")];
  const validate = npmScript("validate");
  const one = path.join(import.meta.dirname, "..");
  const processes: [string, string[], number][] = [
    ["read and JSON.parse", ["-e", BASE_PROGRAM, list], WHOLE_RUNS],
    ["validate, all of it", [...validate, root, ...report], WHOLE_RUNS],
    ["node alone", ["-e", "0"], COLD_RUNS],
    ["validate, one connector", [...validate, one, "--format", "json"], COLD_RUNS],
  ];
  const table = [["a process each, median", "ms", "peak MB"]];
  for (const [name, args, times] of processes) {
    const runs = Array.from({ length: times }, () => measureProcess(process.execPath, args));
    const peak = Math.max(...runs.map(({ peakMb }) => peakMb));
    table.push([name, median(runs.map(({ wallMs }) => wallMs)).toFixed(0), peak.toFixed(0)]);
  }
  process.stdout.write(`${formatTable(table, [1, 2])}\n`);
  keystroke(one, rules);
}

/** What an editor waits for at each keystroke: one connector from its files, in a process that has done it before. */
function keystroke(folder: string, rules: Awaited<ReturnType<typeof loadRules>>): void {
  const times = inTurn(50, { one: () => void validateWith(rules, readConnector(folder)) }).one ?? [];
  process.stdout.write(`one connector again in a running process: ${median(times).toFixed(1)} ms\n`);
}

/** Where the time goes: each rule alone over all connectors, without the walk that all share. */
function perRule(folders: string[], rules: Awaited<ReturnType<typeof loadRules>>): void {
  const connectors = folders.map((folder) => readConnector(folder));
  const time = (subset: typeof rules) => {
    const start = performance.now();
    for (const connector of connectors) validateWith(subset, connector);
    return performance.now() - start;
  };
  time(rules);
  const walk = median([time([]), time([]), time([])]);
  const costs = rules.map((rule) => ({ id: rule.id, ms: time([rule]) - walk })).sort((a, b) => b.ms - a.ms);
  process.stdout.write(`the walk without rules: ${walk.toFixed(0)} ms; the dearest rules alone:\n`);
  process.stdout.write(
    `${formatTable(
      costs.slice(0, 10).map(({ id, ms }) => [`  ${id}`, ms.toFixed(0)]),
      [1],
    )}\n\n`,
  );
}

function generate(): string {
  const root = mkdtempSync(path.join(tmpdir(), "bench-connectors-"));
  const paths = BASE_DEFINITION.paths as Record<string, unknown>;
  for (let number = 0; number < 200; number++) {
    const folder = path.join(root, `connector-${number}`);
    mkdirSync(folder);
    const many: Record<string, unknown> = {};
    for (let copy = 0; copy < 20; copy++) {
      const text = JSON.stringify(paths)
        .replaceAll('"/', `"/v${copy}/`)
        .replace(/"operationId":"(\w+)"/g, `"operationId":"$1${copy}"`);
      Object.assign(many, JSON.parse(text));
    }
    writeFileSync(
      path.join(folder, "apiDefinition.swagger.json"),
      JSON.stringify({ ...BASE_DEFINITION, paths: many }, null, 2),
    );
    writeFileSync(path.join(folder, "apiProperties.json"), JSON.stringify(BASE_PROPERTIES, null, 2));
  }
  return root;
}
