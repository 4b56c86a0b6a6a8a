/**
 * Breaks connectors in every way it can think of and checks that the validator takes it: no exception, bounded time,
 * places inside the file, every format sound, fixes that never make anything worse.
 *
 *   npm run bench -- fuzz [CORPUS_FOLDER] [COUNT] [SEED] [FIRST]
 *
 * A seed and a number make a case, so a failure repeats itself: COUNT 1 and FIRST its number. Each kind of failure is
 * printed once, made small. Without a folder it starts from the example connector; `-` stands for none.
 */
import { Worker } from "node:worker_threads";
import { loadRules } from "../src/rules/load-rules.ts";
import { makeCase } from "./fuzz/cases.ts";
import { check, loadTools } from "./fuzz/check.ts";
import { minimise } from "./fuzz/minimise.ts";
import { loadPool } from "./fuzz/pool.ts";
import type { Failed, WorkerData } from "./fuzz/worker.ts";

/** A case that is not done after this long hangs. */
const HANG_MS = 30_000;

/** Printed of a small case; what is larger is repeated from its number. */
const MAX_PRINTED = 3000;

export async function run(args: string[]): Promise<void> {
  const [folderArgument, countText = "2000", seedText = "1", firstText = "0"] = args;
  const folder = folderArgument === "-" ? undefined : folderArgument;
  const [count, seed, first] = [countText, seedText, firstText].map(Number) as [number, number, number];
  if (![count, seed, first].every(Number.isSafeInteger)) {
    process.stderr.write("Usage: npm run bench -- fuzz [CORPUS_FOLDER] [COUNT] [SEED] [FIRST]\n");
    process.exitCode = 2;
    return;
  }
  const start = performance.now();
  const kinds = new Map<string, Failed & { times: number }>();
  const note = (failed: Failed) => {
    for (const failure of failed.failures) {
      const kind = kindOf(failure);
      const known = kinds.get(kind);
      if (known) known.times++;
      else {
        kinds.set(kind, { ...failed, failures: [failure], times: 1 });
        process.stderr.write(`\r\x1b[2Kcase ${failed.number} (from ${failed.from}): ${failure}\n`);
      }
    }
  };
  let slowest = 0;
  let next = first;
  while (next < first + count) {
    const data: WorkerData = {
      folder,
      seed,
      first: next,
      count: first + count - next,
      at: new SharedArrayBuffer(8),
    };
    const result = await work(data, start, note);
    slowest = Math.max(slowest, result.slowest);
    next = result.next;
  }
  const seconds = (performance.now() - start) / 1000;
  const rate = (count / seconds).toFixed(0);
  process.stdout.write(
    `${count} cases of seed ${seed} in ${seconds.toFixed(0)} s (${rate} a second), slowest ${slowest.toFixed(0)} ms, ${kinds.size} kinds of failure.\n`,
  );
  if (kinds.size === 0) return;
  process.exitCode = 1;
  await printSmall(folder, seed, kinds);
}

/** Failures of one kind differ in values only. */
function kindOf(failure: string): string {
  return failure.replaceAll(/pointer into nothing, .*|"[^"]*"|\d+/g, "…");
}

/** Runs cases in a thread until it is done or hangs; a hang costs its case only. */
function work(
  data: WorkerData,
  start: number,
  note: (failed: Failed) => void,
): Promise<{ next: number; slowest: number }> {
  const shared = new Int32Array(data.at);
  const worker = new Worker(new URL("./fuzz/worker.ts", import.meta.url), { workerData: data });
  return new Promise((resolve, reject) => {
    let seen = -1;
    let since = performance.now();
    const timer = setInterval(() => {
      const done = Atomics.load(shared, 1);
      const number = Atomics.load(shared, 0);
      if (process.stderr.isTTY) {
        const seconds = (performance.now() - start) / 1000;
        process.stderr.write(`\r\x1b[2K${done}/${data.count}  ${seconds.toFixed(0)} s`);
      }
      if (done !== seen) {
        seen = done;
        since = performance.now();
      } else if (done > 0 && performance.now() - since > HANG_MS) {
        note({ number, from: "?", failures: [`hangs for more than ${HANG_MS / 1000} s`] });
        finish({ next: number + 1, slowest: HANG_MS });
        void worker.terminate();
      }
    }, 500);
    const finish = (result: { next: number; slowest: number }) => {
      clearInterval(timer);
      if (process.stderr.isTTY) process.stderr.write("\r\x1b[2K");
      resolve(result);
    };
    worker.on("message", (message: Failed | { slowest: number }) => {
      if ("failures" in message) note(message);
      else finish({ next: data.first + data.count, slowest: message.slowest });
    });
    worker.on("error", (error) => {
      clearInterval(timer);
      reject(error);
    });
  });
}

async function printSmall(
  folder: string | undefined,
  seed: number,
  kinds: Map<string, Failed & { times: number }>,
): Promise<void> {
  const pool = loadPool(folder);
  const tools = await loadTools(await loadRules());
  for (const [kind, { number, from, times, failures }] of kinds) {
    process.stdout.write(`\n${failures[0]}\n  ${times} times, first in case ${number}, from ${from}\n`);
    if (kind.startsWith("hangs") || kind.startsWith("takes")) continue;
    const { files, profile } = makeCase(pool, seed, number);
    const small = minimise(files, (some) =>
      check(some, profile, tools).some((failure) => kindOf(failure) === kind),
    );
    for (const [file, bytes] of small)
      process.stdout.write(
        `--- ${file} (${profile})\n${JSON.stringify(bytes.toString("utf8").slice(0, MAX_PRINTED))}\n`,
      );
  }
}
