/** One case: made from its number, checked, and timed. */
import type { Profile } from "../../src/validation/finding.ts";
import { check, type Tools } from "./check.ts";
import { mutate } from "./mutate.ts";
import type { Files, Pool } from "./pool.ts";
import { Random } from "./random.ts";

/** More time than this for one small connector, all formats and fixes included, is a failure. */
export const MAX_MILLISECONDS = 2000;

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
  // A compiler at work can make a case slow once; a slow case is slow again.
  if (milliseconds > MAX_MILLISECONDS) milliseconds = Math.min(milliseconds, timed().milliseconds);
  if (milliseconds > MAX_MILLISECONDS)
    failures = [...failures, `takes more than ${MAX_MILLISECONDS / 1000} s`];
  return { from, failures, milliseconds };
}
