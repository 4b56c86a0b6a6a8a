/** Measuring with medians. Ratios inside one run hold on a noisy machine; absolute times are of this machine on this day. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";

/** Arguments of `node` for what `npm run NAME` starts, flags of the engine included: what is measured is what users run. */
export function npmScript(name: string): string[] {
  const root = path.join(import.meta.dirname, "..");
  const { scripts } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  const [node, ...args] = (scripts[name] ?? "").split(" ");
  if (node !== "node") throw new Error(`The script ${name} of package.json does not start node.`);
  return args.map((arg) => (arg.startsWith("scripts/") ? path.join(root, arg) : arg));
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** Runs alternatives in turn, A B A B …, so that a drifting machine treats them alike; gives the milliseconds of each. */
export function inTurn(rounds: number, alternatives: Record<string, () => void>): Record<string, number[]> {
  const times: Record<string, number[]> = {};
  for (const name of Object.keys(alternatives)) times[name] = [];
  for (let round = 0; round <= rounds; round++) {
    for (const [name, work] of Object.entries(alternatives)) {
      const start = performance.now();
      work();
      // The first round warms up.
      if (round > 0) times[name]?.push(performance.now() - start);
    }
  }
  return times;
}

export interface ProcessRun {
  wallMs: number;
  peakMb: number;
  /** Time on a processor, which other work on the machine does not stretch. */
  cpuMs: number;
  code: number | null;
}

/** Runs a process whole and measures it from outside; peak memory is that of the process itself (GNU time, where it exists). */
export function measureProcess(command: string, args: readonly string[], cwd?: string): ProcessRun {
  const timed = spawnSync("/usr/bin/time", ["--version"]).status === 0;
  const start = performance.now();
  const { status, stderr } = timed
    ? spawnSync("/usr/bin/time", ["-f", "%U %S %M", command, ...args], {
        cwd,
        encoding: "utf8",
        stdio: ["ignore", "ignore", "pipe"],
        maxBuffer: 1 << 30,
      })
    : spawnSync(command, args, {
        cwd,
        encoding: "utf8",
        stdio: ["ignore", "ignore", "pipe"],
        maxBuffer: 1 << 30,
      });
  const wallMs = performance.now() - start;
  const [user = Number.NaN, system = Number.NaN, kilobytes = Number.NaN] = timed
    ? (stderr.trim().split("\n").at(-1) ?? "").split(" ").map(Number)
    : [];
  return { wallMs, peakMb: kilobytes / 1024, cpuMs: (user + system) * 1000, code: status };
}
