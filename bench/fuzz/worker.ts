/** Runs a stretch of cases; says which one it is at, so that the parent can tell a hang from work. */
import { parentPort, workerData } from "node:worker_threads";
import { loadRules } from "../../src/rules/load-rules.ts";
import { runCase } from "./cases.ts";
import { loadTools } from "./check.ts";
import { loadPool } from "./pool.ts";

export interface WorkerData {
  folder: string | undefined;
  seed: number;
  first: number;
  count: number;
  /** Two numbers shared with the parent: the case under work, and how many are done. */
  at: SharedArrayBuffer;
}

export interface Failed {
  number: number;
  from: string;
  failures: string[];
}

const { folder, seed, first, count, at } = workerData as WorkerData;
const shared = new Int32Array(at);
const pool = loadPool(folder);
const tools = await loadTools(await loadRules());
let slowest = 0;
for (let number = first; number < first + count; number++) {
  Atomics.store(shared, 0, number);
  Atomics.add(shared, 1, 1);
  try {
    const { from, failures, milliseconds } = runCase(pool, seed, number, tools);
    slowest = Math.max(slowest, milliseconds);
    if (failures.length > 0) parentPort?.postMessage({ number, from, failures } satisfies Failed);
  } catch (error) {
    // The fuzzer's own fault costs its case, not the run.
    parentPort?.postMessage({
      number,
      from: "?",
      failures: [`the fuzzer threw ${error}`],
    } satisfies Failed);
  }
}
parentPort?.postMessage({ slowest });
