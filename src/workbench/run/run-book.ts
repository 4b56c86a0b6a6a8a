/** Runs across every platform the workbench has run; the newest are kept. */
import { sizeOf } from "../../json/size.ts";
import type { Redactor } from "../../machine/redaction/redactor.ts";
import type { Run, RunSnapshot } from "../../platform/index.ts";
import type { RunHead, RunsAnswer, RunView } from "../api.ts";

export const KEPT_RUNS = 2_000;
/** … and so much memory at most, in bytes; the newest is kept whatever it has. */
const MAX_RUN_BYTES = 128 * 1024 * 1024;

interface Entry {
  number: number;
  flow: string;
  run: KeptRun;
}

/** A run of a platform, or what was kept of one over a restart. */
type KeptRun = Pick<Run, "id" | "status" | "actions" | "bytes" | "head" | "snapshot">;

export class RunBook {
  #entries: Entry[] = [];
  readonly #byId = new Map<string, Entry>();
  readonly #last = new Map<string, Entry>();
  #count = 0;
  readonly #redactor: Redactor;

  /** @param redactor the session's: it knows the secrets of connections, which tell nothing of themselves by their form */
  constructor(redactor: Redactor) {
    this.#redactor = redactor;
  }

  get count(): number {
    return this.#count;
  }

  /** The run itself, to be resubmitted. */
  run(id: string): { flow: string; run: Pick<RunSnapshot, "trigger"> | Run } | undefined {
    const entry = this.#byId.get(id);
    if (!entry) return undefined;
    return { flow: entry.flow, run: isWhole(entry.run) ? entry.run : entry.run.snapshot() };
  }

  /** Takes runs from before the process was started; those that had not ended then never will. */
  restore(views: readonly RunView[], count: number): void {
    for (const view of views) {
      const entry: Entry = { number: view.number, flow: view.flow, run: keptRun(view) };
      this.#entries.push(entry);
      this.#byId.set(view.id, entry);
      this.#last.set(view.flow, entry);
    }
    this.#count = Math.max(this.#count, count);
  }

  add(run: Run, flow: string): void {
    const entry = { number: ++this.#count, flow, run };
    this.#entries.push(entry);
    this.#byId.set(run.id, entry);
    this.#last.set(flow, entry);
    this.#trim();
  }

  /** What runs take is asked of them: they come to hold more as they go on. */
  #trim(): void {
    let bytes = 0;
    let first = this.#entries.length;
    for (; first > 0 && this.#entries.length - first < KEPT_RUNS; first--) {
      bytes += this.#entries[first - 1]?.run.bytes ?? 0;
      if (bytes > MAX_RUN_BYTES && first < this.#entries.length) break;
    }
    if (first === 0) return;
    for (const { run, flow } of this.#entries.splice(0, first)) {
      this.#byId.delete(run.id);
      if (this.#last.get(flow)?.run === run) this.#last.delete(flow);
    }
  }

  countOf(flow: string): number {
    return this.#entries.reduce((count, entry) => (entry.flow === flow ? count + 1 : count), 0);
  }

  last(flow: string): { id: string; status: Run["status"]; at: string } | undefined {
    const entry = this.#last.get(flow);
    if (!entry) return undefined;
    const { id, status, startedAt } = entry.run.head();
    return { id, status, at: startedAt };
  }

  of(
    flow: string,
    { before = Number.POSITIVE_INFINITY, limit = 100 }: { before?: number; limit?: number },
  ): RunsAnswer {
    const runs: RunHead[] = [];
    let more = false;
    for (let index = this.#entries.length - 1; index >= 0; index--) {
      const entry = this.#entries[index];
      if (!entry || entry.flow !== flow || entry.number >= before) continue;
      if (runs.length === limit) {
        more = true;
        break;
      }
      runs.push(headOf(entry));
    }
    return { runs, more };
  }

  get(
    id: string,
    flowName: (flow: string) => string,
    exchangesOf: (run: string) => number[],
  ): RunView | undefined {
    const entry = this.#byId.get(id);
    return entry && this.#view(entry, flowName, exchangesOf);
  }

  all(flowName: (flow: string) => string, exchangesOf: (run: string) => number[]): RunView[] {
    return this.#entries.map((entry) => this.#view(entry, flowName, exchangesOf));
  }

  /** The newest, oldest of them first. */
  newest(
    count: number,
    flowName: (flow: string) => string,
    exchangesOf: (run: string) => number[],
  ): RunView[] {
    return (count > 0 ? this.#entries.slice(-count) : []).map((entry) =>
      this.#view(entry, flowName, exchangesOf),
    );
  }

  #view(
    { run, flow, number }: Entry,
    flowName: (flow: string) => string,
    exchangesOf: (run: string) => number[],
  ): RunView {
    const { trigger, ...rest } = run.snapshot();
    const headers = this.#redactor.headers(new Headers(trigger.headers));
    return {
      ...rest,
      trigger: { ...trigger, headers },
      flow,
      flowName: flowName(flow),
      number,
      exchanges: exchangesOf(run.id),
    };
  }
}

/** What was kept over a restart cannot be cancelled or asked; it has its snapshot only. */
function isWhole(run: KeptRun): run is Run {
  return "cancel" in run;
}

function keptRun(view: RunView): KeptRun {
  const { id, flow, operation, startedAt, endedAt, actions } = view;
  const open = view.status === "running" || view.status === "waiting";
  const status = open ? "cancelled" : view.status;
  return {
    id,
    status,
    actions,
    bytes: sizeOf(view),
    head: () => ({ id, flow, operation, status, startedAt, ...(endedAt === undefined ? {} : { endedAt }) }),
    snapshot: () => ({ ...view, status }),
  };
}

function headOf({ run, flow, number }: Entry): RunHead {
  const { id, operation, status, startedAt, endedAt } = run.head();
  return {
    id,
    number,
    flow,
    operation,
    status,
    startedAt,
    ...(endedAt === undefined ? {} : { endedAt }),
    actions: run.actions.length,
  };
}
