/** All runs, newest kept, and what is needed to start one. */
import type { JsonValue } from "../../json/values.ts";
import type { Run } from "../api.ts";
import { MAX_RUN_BYTES, WAITING_RUNS } from "../limits.ts";
import type { Services } from "../services.ts";
import { ActionRunner } from "./action-runner.ts";
import { PlatformRun } from "./run.ts";
import type { RunBook, RunOwner, TriggerOutputs } from "./run-book.ts";

/** So many runs at least are started before it is looked again how much all of them hold. (Chosen.) */
const FULL_EVERY = 16;

/** Runs of one flow: those kept, and where there is a limit on how many go on at once, those that wait for their turn. */
interface FlowRuns {
  kept: PlatformRun[];
  count: number;
  going: number;
  queue: { run: PlatformRun; owner: RunOwner }[];
  listeners: Set<(run: Run) => void>;
}

export class RunStore implements RunBook {
  #runs: PlatformRun[] = [];
  readonly #byFlow = new Map<string, FlowRuns>();
  readonly #working = new Map<string, { run: PlatformRun; runner: ActionRunner }>();
  #started = 0;
  /** At which start it is looked again. */
  #askedAt = 0;
  /** Whether the runs that have not ended hold as much as may be held: asked for now and then, since there may be many. */
  #isFull = false;
  readonly #keep: number;
  #services: Services | undefined;

  constructor(keep: number) {
    this.#keep = keep;
  }

  /** Set once the platform is put together: runs call operations, which the store itself cannot. */
  use(services: Services): void {
    this.#services = services;
  }

  start(owner: RunOwner, trigger: TriggerOutputs): PlatformRun | undefined {
    const services = this.#services;
    if (!services) throw new Error("The run store is not in use yet.");
    const flow = this.#flow(owner.id);
    const limit = owner.options.concurrency;
    const waits = limit !== undefined && owner.steps.length > 0 && flow.going >= limit.runs;
    if (limit !== undefined && !this.accepts(owner)) {
      const message = `${limit.runs} runs go on and ${flow.queue.length} wait: no more are accepted.`;
      services.events.emit({ type: "run-refused", flow: owner.id, message });
      return undefined;
    }
    // Runs that wait for a callback cannot be dropped like ended ones: they go on.
    if (++this.#started >= this.#askedAt) {
      this.#askedAt = this.#started + Math.max(FULL_EVERY, this.#working.size / 8);
      this.#isFull = this.#held() > MAX_RUN_BYTES;
    }
    if (this.#isFull && owner.steps.length > 0) {
      const message = `${this.#working.size} runs go on and hold ${MAX_RUN_BYTES / 2 ** 20} MiB: no more are accepted until some end.`;
      services.events.emit({ type: "run-refused", flow: owner.id, message });
      return undefined;
    }
    const run = new PlatformRun(services, owner, trigger, () => this.#cancel(run));
    this.#runs.push(run);
    flow.kept.push(run);
    flow.count++;
    services.events.emit({ type: "run-started", flow: owner.id, run: run.id });
    if (owner.steps.length === 0) {
      run.end("succeeded");
      services.events.emit({ type: "run-ended", flow: owner.id, run: run.id, status: run.status });
    } else if (waits) {
      run.status = "waiting";
      flow.queue.push({ run, owner });
      services.events.emit({ type: "run-waiting", flow: owner.id, run: run.id });
    } else this.#work(services, flow, run, owner);
    for (const listener of flow.listeners) listener(run);
    return run;
  }

  accepts({ id, options: { concurrency }, steps }: RunOwner): boolean {
    const flow = this.#flow(id);
    const services = this.#services;
    if (!services || concurrency === undefined || steps.length === 0 || flow.going < concurrency.runs)
      return true;
    return flow.queue.length < (concurrency.waiting ?? WAITING_RUNS[services.product] + concurrency.runs);
  }

  #work(services: Services, flow: FlowRuns, run: PlatformRun, owner: RunOwner): void {
    run.status = "running";
    flow.going++;
    const runner = new ActionRunner(services, run, owner);
    this.#working.set(run.id, { run, runner });
    services.clock.background(async () => {
      await runner.run();
      this.#working.delete(run.id);
      if (this.#isFull) this.#isFull = this.#held() > MAX_RUN_BYTES;
      flow.going--;
      services.events.emit({ type: "run-ended", flow: owner.id, run: run.id, status: run.status });
      // It holds what its actions were answered with.
      this.trim();
      const next = flow.queue.shift();
      if (next) this.#work(services, flow, next.run, next.owner);
    });
  }

  async #cancel(run: PlatformRun): Promise<void> {
    const working = this.#working.get(run.id);
    if (working) return await working.runner.cancel();
    const flow = this.#byFlow.get(run.flow);
    if (run.status !== "waiting" || !flow) return;
    flow.queue = flow.queue.filter((entry) => entry.run !== run);
    run.end("cancelled");
    this.#services?.events.emit({ type: "run-ended", flow: run.flow, run: run.id, status: run.status });
  }

  resume(run: string, action: string, headers: Record<string, string>, body: JsonValue | undefined): boolean {
    return this.#working.get(run)?.runner.resume(action, headers, body) ?? false;
  }

  of(flow: string): PlatformRun[] {
    return [...(this.#byFlow.get(flow)?.kept ?? [])];
  }

  count(flow: string): number {
    return this.#byFlow.get(flow)?.count ?? 0;
  }

  all(): PlatformRun[] {
    return [...this.#runs];
  }

  get(id: string): PlatformRun | undefined {
    return this.#runs.findLast((run) => run.id === id);
  }

  onStart(flow: string, listener: (run: Run) => void): () => void {
    const { listeners } = this.#flow(flow);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  trim(): void {
    // Dropped in blocks: shifting one at a time would copy the list at every run.
    if (this.#runs.length >= this.#keep * 2) this.#runs = this.#runs.slice(-this.#keep);
    for (const flow of this.#byFlow.values())
      if (flow.kept.length >= this.#keep * 2) flow.kept = flow.kept.slice(-this.#keep);
    let bytes = 0;
    let first = this.#runs.length;
    for (; first > 0; first--) {
      bytes += this.#runs[first - 1]?.bytes ?? 0;
      if (bytes > MAX_RUN_BYTES && first < this.#runs.length) break;
    }
    if (first === 0) return;
    const dropped = new Set(this.#runs.splice(0, first));
    for (const flow of this.#byFlow.values()) flow.kept = flow.kept.filter((run) => !dropped.has(run));
  }

  /** About how many bytes the runs hold that go on or wait for their turn. */
  #held(): number {
    let bytes = 0;
    for (const { run } of this.#working.values()) bytes += run.bytes;
    for (const { queue } of this.#byFlow.values()) for (const { run } of queue) bytes += run.bytes;
    return bytes;
  }

  close(): void {
    for (const { runner } of this.#working.values()) runner.close();
    this.#working.clear();
    for (const flow of this.#byFlow.values()) flow.queue = [];
  }

  #flow(id: string): FlowRuns {
    let flow = this.#byFlow.get(id);
    if (!flow) {
      flow = { kept: [], count: 0, going: 0, queue: [], listeners: new Set() };
      this.#byFlow.set(id, flow);
    }
    return flow;
  }
}
