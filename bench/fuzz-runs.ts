/**
 * A long fuzz in many short runs: each takes the next seed that the file does not have for this state of the code, and adds a line to
 * it. So a million connectors can be shared out over nights and machines, and what they came to is one sum.
 *
 * A case is one mutant of a connector, checked by every rule: its places, texts and fixes, one report format in turn, and every eighth
 * time all fixes together. Reading the connectors and warming up takes as long as a thousand cases: short runs waste it.
 *
 *     npm run bench -- fuzz-runs FILE                     # runs of 20,000 cases for an hour
 *     npm run bench -- fuzz-runs FILE --minutes 10 --count 500 --first-seed 1000
 *     npm run bench -- fuzz-runs FILE --corpus FOLDER     # mutants of the connectors in it, instead of the example
 *     npm run bench -- fuzz-runs FILE --minutes 0         # only the sum
 */
import { execFileSync, spawnSync } from "node:child_process";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

interface Line {
  /** Commit of the code. */
  code: string;
  seed: number;
  cases: number;
  seconds: number;
  /** Kinds of failure that were found. */
  kinds: number;
}

export async function run(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      minutes: { type: "string", default: "60" },
      count: { type: "string", default: "20000" },
      "first-seed": { type: "string", default: "1" },
      corpus: { type: "string", default: "-" },
    },
  });
  const [file] = positionals;
  const [minutes, count, firstSeed] = [values.minutes, values.count, values["first-seed"]].map(Number) as [
    number,
    number,
    number,
  ];
  if (file === undefined || ![minutes, count, firstSeed].every((number) => number >= 0)) {
    process.stderr.write(
      "Usage: npm run bench -- fuzz-runs FILE [--minutes N] [--count N] [--first-seed N] [--corpus FOLDER]\n",
    );
    process.exitCode = 2;
    return;
  }
  const code = execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
  const end = Date.now() + minutes * 60_000;
  const read = (): Line[] =>
    (existsSync(file) ? readFileSync(file, "utf8").split("\n") : [])
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Line)
      .filter((line) => line.code === code);
  while (Date.now() < end) {
    const taken = new Set(read().map(({ seed }) => seed));
    let seed = firstSeed;
    while (taken.has(seed)) seed++;
    const started = performance.now();
    const { stdout, status } = spawnSync(
      process.execPath,
      [path.join(import.meta.dirname, "main.ts"), "fuzz", values.corpus, String(count), String(seed)],
      { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] },
    );
    const kinds = Number(/(\d+) kinds? of failure/.exec(stdout)?.[1] ?? Number.NaN);
    // One that did not come to its end counts for nothing.
    if (Number.isNaN(kinds)) throw new Error(`The run of seed ${seed} ended with ${status}.`);
    if (kinds > 0) process.stdout.write(stdout);
    const seconds = Math.round((performance.now() - started) / 1000);
    appendFileSync(file, `${JSON.stringify({ code, seed, cases: count, seconds, kinds } satisfies Line)}\n`);
  }
  const lines = read();
  const sum = (of: (line: Line) => number) => lines.reduce((total, line) => total + of(line), 0);
  process.stdout.write(
    `${sum(({ cases }) => cases)} cases on ${code} in ${lines.length} runs, ${sum(({ seconds }) => seconds)} s, ${sum(({ kinds }) => kinds)} kinds of failure.\n`,
  );
  process.exitCode = sum(({ kinds }) => kinds) > 0 ? 1 : 0;
}
