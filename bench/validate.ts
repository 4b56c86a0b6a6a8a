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
import { formatTable } from "../src/terminal/table.ts";
import { BASE_DEFINITION, BASE_PROPERTIES } from "../src/validation/examples/base-connector.ts";
import { loadRules } from "../src/validation/load-rules.ts";
import { validateWith } from "../src/validation/validate.ts";
import { inTurn, measureProcess, median } from "./measure.ts";

const ROUNDS = 3;
const COLD_RUNS = 9;

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
  const rows = [["in one process, median of 3", "ms", "ratio"]];
  for (const [name, values] of Object.entries(times))
    rows.push([name, median(values).toFixed(0), (median(values) / base).toFixed(2)]);
  process.stdout.write(`${formatTable(rows, [1, 2])}\n${findings} findings in all.\n\n`);

  perRule(folders, rules);

  const script = path.join(import.meta.dirname, "..", "scripts", "validate.ts");
  const whole = measureProcess(process.execPath, [
    script,
    root,
    "--format",
    "json",
    "--output",
    path.join(tmpdir(), "bench-report.json"),
  ]);
  process.stdout.write(
    `whole folder as one process: ${(whole.wallMs / 1000).toFixed(2)} s, peak ${whole.peakMb.toFixed(0)} MB\n`,
  );
  const one = path.join(import.meta.dirname, "..");
  const cold = Array.from(
    { length: COLD_RUNS },
    () => measureProcess(process.execPath, [script, one, "--format", "json"]).wallMs,
  );
  const bare = Array.from({ length: COLD_RUNS }, () => measureProcess(process.execPath, ["-e", "0"]).wallMs);
  process.stdout.write(
    `one connector cold, whole process: ${median(cold).toFixed(0)} ms (node itself: ${median(bare).toFixed(0)} ms)\n`,
  );
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
