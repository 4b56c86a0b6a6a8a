/** Runs across every platform the workbench has run; the newest are kept. */
import { Redactor } from "../../machine/redaction/redactor.ts";
import type { Run } from "../../platform/index.ts";
import type { RunHead, RunsAnswer, RunView } from "../api.ts";

export const KEPT_RUNS = 2_000;
/** … and so much memory at most, in bytes; the newest is kept whatever it has. */
const MAX_RUN_BYTES = 128 * 1024 * 1024;

interface Entry {
  number: number;
  flow: string;
  run: Run;
}

export class RunBook {
  #entries: Entry[] = [];
  readonly #byId = new Map<string, Entry>();
  readonly #last = new Map<string, Entry>();
  #count = 0;
  readonly #redactor = new Redactor();

  get count(): number {
    return this.#count;
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
