/**
 * The validator beside general OpenAPI tools on the same definitions, each as a process of its own.
 *
 *   (cd bench/compare && npm ci) && npm run bench -- compare FOLDER_OF_CONNECTORS
 *
 * The tools check other things than we do; the comparison is about time and memory alone.
 */
import { existsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readConnector } from "../src/definition/connector-folder.ts";
import { findConnectors } from "../src/definition/find-connectors.ts";
import { formatTable } from "../src/machine/terminal/table.ts";
import { measureProcess, median, npmScript } from "./measure.ts";

const TOOLS = ["swagger-parser", "redocly", "spectral"];
const COLD_RUNS = 5;

export async function run(args: string[]): Promise<void> {
  const [root] = args;
  const tools = path.join(import.meta.dirname, "compare");
  if (!root || !existsSync(path.join(tools, "node_modules"))) {
    process.stderr.write(
      "Usage: (cd bench/compare && npm ci) && npm run bench -- compare FOLDER_OF_CONNECTORS\n",
    );
    process.exitCode = 2;
    return;
  }
  const files = findConnectors([root])
    .map((folder) => readConnector(folder))
    .flatMap(({ root, definition }) => (definition?.strict ? [path.join(root, definition.file)] : []));
  const all = path.join(tmpdir(), "bench-compare-all.txt");
  const one = path.join(tmpdir(), "bench-compare-one.txt");
  const own = path.join(import.meta.dirname, "..");
  writeFileSync(all, files.join("\n"));
  writeFileSync(one, path.join(own, "apiDefinition.swagger.json"));
  const validate = npmScript("validate");
  const report = path.join(tmpdir(), "bench-compare-report.json");
  const commands: [string, string[], string[]][] = [
    [
      "this validator",
      [...validate, root, "--format", "json", "--output", report],
      [...validate, own, "--format", "json"],
    ],
    ...TOOLS.map((tool): [string, string[], string[]] => [
      tool,
      [path.join(tools, "tool.mjs"), tool, all],
      [path.join(tools, "tool.mjs"), tool, one],
    ]),
  ];
  // Of processor time, which other work on the machine lengthens least.
  const rows = [
    ["tool", "all: s", "of processor time", "ratio", "peak MB", "one, cold: ms", "of processor time"],
  ];
  let base: number | undefined;
  for (const [name, many, single] of commands) {
    const whole = measureProcess(process.execPath, many);
    base ??= whole.cpuMs;
    const cold = Array.from({ length: COLD_RUNS }, () => measureProcess(process.execPath, single));
    rows.push([
      name,
      (whole.wallMs / 1000).toFixed(1),
      (whole.cpuMs / 1000).toFixed(1),
      (whole.cpuMs / base).toFixed(1),
      whole.peakMb.toFixed(0),
      median(cold.map(({ wallMs }) => wallMs)).toFixed(0),
      median(cold.map(({ cpuMs }) => cpuMs)).toFixed(0),
    ]);
  }
  process.stdout.write(
    `${files.length} definitions that are strict JSON\n${formatTable(rows, [1, 2, 3, 4, 5, 6])}\n`,
  );
}
