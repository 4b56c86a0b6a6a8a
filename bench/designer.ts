/**
 * How well the designer's view agrees with recordings of the real designer, and how long it takes.
 * `npm run bench -- designer GOLDEN_FOLDER CORPUS_FOLDER [--differences N]`
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { readConnector } from "../src/definition/connector-folder.ts";
import { findConnectors } from "../src/definition/find-connectors.ts";
import { type RecordedConnector, recordConnector, viewConnector } from "../src/designer/index.ts";
import { InputError } from "../src/json/problem.ts";
import { showProgress } from "../src/machine/terminal/progress.ts";
import { formatTable } from "../src/machine/terminal/table.ts";
import { type Comparison, type Count, compareConnectors, type Difference } from "./designer/compare.ts";

/**
 * Prints the equality report, then the time for the view of every connector of the corpus.
 * @throws {InputError} `usage`, `no-such-folder`
 */
export async function run(args: string[]): Promise<void> {
  const at = args.indexOf("--differences");
  const shown = at < 0 ? 20 : Number(args[at + 1]);
  const [golden, corpus] = at < 0 ? args : [...args.slice(0, at), ...args.slice(at + 2)];
  if (!golden || !corpus || !existsSync(golden) || !existsSync(corpus)) {
    throw new InputError(
      "usage",
      "Name the folder of the recordings and the folder of the connectors.",
      "npm run bench -- designer GOLDEN_FOLDER CORPUS_FOLDER",
    );
  }
  reportEquality(golden, corpus, shown);
  reportTime(corpus);
}

function reportEquality(golden: string, corpus: string, shown: number): void {
  const files = readdirSync(golden).filter((file) => file.endsWith(".json"));
  const progress = showProgress(files.length);
  const total: Comparison = {
    operations: { equal: 0, total: 0 },
    inputs: { equal: 0, total: 0 },
    tokens: { equal: 0, total: 0 },
    differences: [],
  };
  for (const file of files) {
    progress.step(file);
    const recorded = JSON.parse(readFileSync(path.join(golden, file), "utf8")) as RecordedConnector;
    const view = viewConnector(readConnector(path.join(corpus, recorded.connector)));
    // Through JSON and back, so that what is compared is what would be written.
    const ours = JSON.parse(JSON.stringify(recordConnector(view, recorded.connector))) as RecordedConnector;
    const result = compareConnectors(recorded, ours);
    for (const key of ["operations", "inputs", "tokens"] as const) {
      total[key].equal += result[key].equal;
      total[key].total += result[key].total;
    }
    total.differences.push(...result.differences);
  }
  progress.done();
  const row = (name: string, count: Count) => [
    name,
    String(count.equal),
    String(count.total),
    percent(count),
  ];
  console.log(`${files.length} recordings`);
  console.log(
    formatTable(
      [
        ["", "equal", "recorded", ""],
        row("operations", total.operations),
        row("inputs", total.inputs),
        row("tokens", total.tokens),
      ],
      [1, 2, 3],
    ),
  );
  console.log(`${total.differences.length} differences`);
  for (const difference of total.differences.slice(0, shown)) console.log(describe(difference));
}

function percent({ equal, total }: Count): string {
  return `${(total === 0 ? 100 : (100 * equal) / total).toFixed(2)} %`;
}

function describe({ connector, operationId, where, recorded, ours }: Difference): string {
  const short = (value: unknown) => (JSON.stringify(value) ?? "nothing").slice(0, 600);
  return `${connector} ${operationId} ${where}\n  recorded ${short(recorded)}\n  ours     ${short(ours)}`;
}

function reportTime(corpus: string): void {
  const connectors = findConnectors([corpus]).map((folder) => readConnector(folder));
  let operations = 0;
  let failing = 0;
  let slowest = { time: 0, what: "" };
  const start = performance.now();
  for (const connector of connectors) {
    const view = viewConnector(connector);
    if (view.head.failure) failing++;
    for (const head of view.operations) {
      const before = performance.now();
      const operation = view.operation(head.operationId);
      const time = performance.now() - before;
      operations++;
      if (operation?.failure) failing++;
      if (time > slowest.time) slowest = { time, what: `${connector.name} ${head.operationId}` };
    }
  }
  const seconds = (performance.now() - start) / 1000;
  console.log(
    `View of ${connectors.length} connectors, ${operations} operations, in ${seconds.toFixed(2)} s; slowest operation ${slowest.time.toFixed(1)} ms (${slowest.what}); ${failing} connectors or operations the designer cannot read`,
  );
}
