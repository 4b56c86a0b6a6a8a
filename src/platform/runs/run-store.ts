/** All runs, newest kept, and what is needed to start one. */
import type { JsonValue } from "../../json/values.ts";
import type { Services } from "../services.ts";
import { ActionRunner } from "./action-runner.ts";
import { PlatformRun } from "./run.ts";
import type { RunBook, RunOwner } from "./run-book.ts";

export class RunStore implements RunBook {
  #runs: PlatformRun[] = [];
  readonly #byFlow = new Map<string, PlatformRun[]>();
  readonly #waiting = new Map<string, ActionRunner>();
  readonly #keep: number;
  #services: Services | undefined;

  constructor(keep: number) {
    this.#keep = keep;
  }

  /** Set once the platform is put together: runs call operations, which the store itself cannot. */
  use(services: Services): void {
    this.#services = services;
  }

  /** Starts a run. One without actions has ended when this returns. */
  start(
    owner: RunOwner,
    trigger: { headers: Record<string, string>; body: JsonValue | undefined },
  ): PlatformRun {
    const services = this.#services;
    if (!services) throw new Error("The run store is not in use yet.");
    const run = new PlatformRun(
      {
        id: services.ids.hex(20).toUpperCase(),
        flow: owner.id,
        operation: owner.operation,
        startedAt: services.clock.now(),
      },
      trigger,
      services.redactor,
    );
    this.#add(run);
    services.events.emit({ type: "run-started", flow: owner.id, run: run.id });
    if (owner.actions.length === 0) {
      run.end("succeeded", services.clock.now());
      services.events.emit({ type: "run-ended", flow: owner.id, run: run.id, status: run.status });
      return run;
    }
    const runner = new ActionRunner(services, run, owner);
    this.#waiting.set(run.id, runner);
    services.clock.background(async () => {
      await runner.run();
      this.#waiting.delete(run.id);
      services.events.emit({ type: "run-ended", flow: owner.id, run: run.id, status: run.status });
    });
    return run;
  }

  /** Hands a callback to the action that waits for it; false if none does. */
  resume(run: string, action: string, headers: Record<string, string>, body: JsonValue | undefined): boolean {
    return this.#waiting.get(run)?.resume(action, headers, body) ?? false;
  }

  of(flow: string): PlatformRun[] {
    return [...(this.#byFlow.get(flow) ?? [])];
  }

  all(): PlatformRun[] {
    return this.#runs.slice(-this.#keep);
  }

  get(id: string): PlatformRun | undefined {
    return this.#runs.findLast((run) => run.id === id);
  }

  close(): void {
    for (const runner of this.#waiting.values()) runner.close();
    this.#waiting.clear();
  }

  #add(run: PlatformRun): void {
    this.#runs.push(run);
    const own = this.#byFlow.get(run.flow) ?? [];
    own.push(run);
    this.#byFlow.set(run.flow, own.length >= this.#keep * 2 ? own.slice(-this.#keep) : own);
    if (this.#runs.length >= this.#keep * 2) this.#runs = this.#runs.slice(-this.#keep);
  }
}
