/**
 * Other threads that validate connectors ahead of the report, where there are processors for them. The report is the same to the
 * byte: this thread takes what they found in the order of the folders, and does itself whatever nobody has begun.
 */
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import type { MessagePort } from "node:worker_threads";
import type { Finding, Profile, Severity } from "../rules/language/finding.ts";

/** A connector to validate. */
export interface Job {
  target: string;
  profile: Profile;
  severities: readonly [string, Severity | "off"][];
}

/** What a thread is given. */
export interface HelperData {
  /** The entry of the bundle that it runs (see machine/start/thread.cjs). */
  entry: string;
  jobs: readonly Job[];
  /** Ids of the rules that are asked for. */
  selected: readonly string[];
  /** By job: {@link FREE}, {@link TAKEN} or {@link DONE}. */
  state: Int32Array;
  port: MessagePort;
}

/** What a thread answers: findings as JSON; undefined where the main thread has to look for itself. */
export interface HelperAnswer {
  job: number;
  findings: string | undefined;
}

export const FREE = 0;
export const TAKEN = 1;
export const DONE = 2;

/** Fewer connectors are done before another thread has loaded the rules. */
const LEAST_JOBS = 50;
/** On fewer processors, loading and warming up all rules once more takes what it saves. (Measured on two.) */
const LEAST_PROCESSORS = 4;
/** Each takes about 100 MB. (Chosen.) */
const MOST_THREADS = 4;
/** A thread that died would be waited for without end. */
const PATIENCE_MS = 30_000;

/** How many threads validate, the main one included. @param wanted what the user asks for; undefined: as many as pay */
export function threadsFor(jobs: number, wanted: number | undefined): number {
  if (wanted !== undefined) return Math.max(1, Math.min(wanted, jobs));
  const processors = availableParallelism();
  return jobs < LEAST_JOBS || processors < LEAST_PROCESSORS ? 1 : Math.min(processors, MOST_THREADS);
}

export class Helpers {
  readonly #state: Int32Array;
  readonly #ports: MessagePort[] = [];
  readonly #answers = new Map<number, string | undefined>();

  /** @param count threads besides the main one */
  constructor(count: number, jobs: readonly Job[], selected: readonly string[]) {
    const { MessageChannel, Worker } = threads();
    this.#state = new Int32Array(new SharedArrayBuffer(4 * jobs.length));
    for (let number = 0; number < count; number++) {
      const { port1, port2 } = new MessageChannel();
      this.#ports.push(port1);
      const data: HelperData = { entry: "helper.cjs", jobs, selected, state: this.#state, port: port2 };
      const worker = new Worker(entryFile(), { workerData: data, transferList: [port2] });
      // One that cannot start, or ends early, leaves its work to the main thread.
      worker.on("error", () => {});
      worker.unref();
    }
  }

  /** What was found in a connector, waiting if a thread is at it; undefined if the main thread has to look for itself. */
  take(job: number): Finding[] | undefined {
    if (Atomics.compareExchange(this.#state, job, FREE, TAKEN) === FREE) return undefined;
    if (Atomics.wait(this.#state, job, TAKEN, PATIENCE_MS) === "timed-out") return undefined;
    const { receiveMessageOnPort } = threads();
    for (const port of this.#ports)
      for (let got = receiveMessageOnPort(port); got; got = receiveMessageOnPort(port)) {
        const { job: of, findings } = got.message as HelperAnswer;
        this.#answers.set(of, findings);
      }
    const findings = this.#answers.get(job);
    this.#answers.delete(job);
    return findings === undefined ? undefined : (JSON.parse(findings) as Finding[]);
  }

  /** Leaves nothing for the threads to do, and lets them end. */
  close(): void {
    this.#state.fill(DONE);
    for (const port of this.#ports) port.close();
  }
}

/** Loaded when it is needed: most runs are about one connector. */
function threads(): typeof import("node:worker_threads") {
  return process.getBuiltinModule("node:worker_threads");
}

/** Of a bundle its loader, of the sources the thread itself. */
function entryFile(): string {
  const loader = path.join(import.meta.dirname, "thread.cjs");
  return existsSync(loader) ? loader : path.join(import.meta.dirname, "helper-thread.ts");
}
