/** One case: made from its number, checked, and timed. */
import type { Profile } from "../../src/rules/language/finding.ts";
import { check, type Tools } from "./check.ts";
import { mutate } from "./mutate.ts";
import type { Files, Pool } from "./pool.ts";
import { Random } from "./random.ts";

/** More time than this for one small connector, all formats and fixes included, is a failure. */
const MAX_MILLISECONDS = 2000;

/** Some mutations copy parts again and again: for each megabyte there is as much time more. */
const MILLISECONDS_PER_MEGABYTE = 400;

export function makeCase(
  pool: Pool,
  seed: number,
  number: number,
): { from: string; files: Files; profile: Profile } {
  const random = new Random(seed, number);
  const profile: Profile = random.chance(0.5) ? "import" : "certification";
  return { ...mutate(pool, random), profile };
}

export function runCase(
  pool: Pool,
  seed: number,
  number: number,
  tools: Tools,
): { from: string; failures: string[]; milliseconds: number } {
  const { from, files, profile } = makeCase(pool, seed, number);
  const timed = () => {
    // Time of this thread on a processor: others may use the machine as well.
    const start = process.threadCpuUsage();
    const failures = check(files, profile, tools, number);
    const { user, system } = process.threadCpuUsage(start);
    return { failures, milliseconds: (user + system) / 1000 };
  };
  let { failures, milliseconds } = timed();
  const bytes = [...files.values()].reduce((sum, file) => sum + file.length, 0);
  const allowed = MAX_MILLISECONDS + (bytes / 1e6) * MILLISECONDS_PER_MEGABYTE;
  // A compiler at work can make a case slow once; a slow case is slow again.
  if (milliseconds > allowed) milliseconds = Math.min(milliseconds, timed().milliseconds);
  if (milliseconds > allowed) failures = [...failures, `takes more than ${(allowed / 1000).toFixed(1)} s`];
  return { from, failures, milliseconds };
}
