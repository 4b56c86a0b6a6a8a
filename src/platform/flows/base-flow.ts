/** What webhook and polling flows have in common. */

import { type BatchList, batchListOf } from "../../definition/batch.ts";
import type { Operation } from "../../definition/model.ts";
import { rereadExact, stringifyExact } from "../../json/exact-numbers.ts";
import { InputError } from "../../json/problem.ts";
import type { JsonObject, JsonValue } from "../../json/values.ts";
import { messageOf } from "../answers.ts";
import type {
  Answer,
  Arguments,
  Flow,
  FlowKind,
  FlowOptions,
  FlowSnapshot,
  FlowState,
  HealthReason,
  OrphanRecord,
  Run,
  RunSnapshot,
  TriggerHealth,
  Wait,
} from "../api.ts";
import type { PlatformConnection } from "../connections/connection.ts";
import { toJson } from "../invoke/arguments.ts";
import { assembleCall } from "../invoke/assemble.ts";
import type { Call } from "../invoke/call.ts";
import {
  MAX_SPLIT_ITEMS,
  MAX_SPLIT_ITEMS_CONCURRENT,
  MAX_SPLIT_ITEMS_LOW,
  SUSPEND_AFTER_MS,
} from "../limits.ts";
import { evaluate } from "../runs/expressions.ts";
import { PlatformRun } from "../runs/run.ts";
import type { TriggerOutputs } from "../runs/run-book.ts";
import type { RunScope } from "../runs/scope.ts";
import { stepsOf } from "../runs/steps/from-options.ts";
import type { Step } from "../runs/steps/step.ts";
import type { Services } from "../services.ts";
import { explainFlow } from "./explain.ts";
import { splitBody } from "./split-on.ts";

/** How long `nextRun` waits unless it is told, in milliseconds. Chosen: as long as a test runner waits for a test. */
const DEFAULT_WAIT_MS = 5_000;

export abstract class BaseFlow implements Flow {
  readonly id: string;
  readonly name: string;
  abstract readonly kind: FlowKind;
  readonly steps: readonly Step[];
  readonly options: FlowOptions;
  readonly connection: PlatformConnection;
  readonly trigger: Operation;
  readonly orphans: OrphanRecord[] = [];
  state: FlowState = "off";
  health: TriggerHealth = "off";
  reason: HealthReason | undefined;
  protected readonly services: Services;
  protected arguments: Arguments;
  /** Ends everything that belongs to the time since the flow was turned on or edited. */
  protected period = new AbortController();
  /** Turning on, editing and turning off happen one after the other, whoever asks. */
  #queue: Promise<unknown> = Promise.resolve();
  #failing: AbortController | undefined;
  readonly #batch: BatchList | undefined;

  /** @throws {InputError} for arguments that the trigger does not take, or that are missing: such a flow cannot be saved */
  constructor(
    services: Services,
    trigger: Operation,
    values: Arguments,
    connection: PlatformConnection,
    options: FlowOptions,
  ) {
    this.services = services;
    this.trigger = trigger;
    this.connection = connection;
    this.arguments = { ...values };
    this.options = checkedOptions(options);
    this.steps = stepsOf(options);
    this.id = services.ids.hex(32);
    this.name = options.name ?? `Flow ${this.id.slice(0, 6)} on ${this.operation}`;
    // Each product's designer looks for the list in its own way and writes what it found into the flow.
    const reader = services.product === "logic-apps" ? "swagger" : "stored";
    this.#batch = batchListOf(services.connector.model.root, trigger, reader);
    this.check();
  }

  get operation(): string {
    return this.trigger.id ?? `${this.trigger.method} ${this.trigger.path}`;
  }

  turnOn(): Promise<Flow> {
    return this.#serial(async () => {
      if (this.state === "on") return;
      this.state = "on";
      this.services.events.emit({ type: "flow-turned-on", flow: this.id });
      this.period = new AbortController();
      await this.start();
    });
  }

  turnOff(): Promise<Flow> {
    return this.#serial(async () => {
      if (this.state === "off") return;
      this.state = "off";
      this.period.abort(new Error("The flow was turned off."));
      await this.stop();
      this.health = "off";
      this.reason = undefined;
      this.services.events.emit({ type: "flow-turned-off", flow: this.id });
    });
  }

  edit(changes: Arguments): Promise<Flow> {
    return this.#serial(async () => {
      const before = this.arguments;
      this.arguments = { ...before, ...changes };
      try {
        this.check();
      } catch (error) {
        this.arguments = before;
        throw error;
      }
      this.services.events.emit({ type: "flow-edited", flow: this.id });
      this.forget();
      if (this.state === "off") return;
      this.period.abort(new Error("The flow was edited."));
      this.period = new AbortController();
      await this.stop();
      // Sourced: saving a flow registers it again, also one whose registration had been given up.
      this.state = "on";
      await this.start();
    });
  }

  /** Registers again what is registered: the connection's credentials were renewed. */
  renew(): Promise<Flow> {
    return this.#serial(async () => {
      if (this.state !== "on") return;
      this.period.abort(new Error("The connection was signed in anew."));
      this.period = new AbortController();
      await this.stop();
      await this.start();
    });
  }

  /** How many runs `nextRun` has handed out, or passed over because they are no longer kept. */
  #seen = 0;

  async nextRun({ within = DEFAULT_WAIT_MS }: { within?: Wait } = {}): Promise<Run> {
    const { clock, runs } = this.services;
    const milliseconds =
      typeof within === "number"
        ? within
        : ((within.minutes ?? 0) * 60 + (within.seconds ?? 0)) * 1000 + (within.milliseconds ?? 0);
    const started = Promise.withResolvers<void>();
    const stop = runs.onStart(this.id, () => started.resolve());
    // Of real time: who calls back lives outside of the clock that tests move.
    const timer = setTimeout(() => {
      const lines = this.explain().map((line) => `\n  ${line}`);
      started.reject(
        new Error(`${this.name} had no new run within ${milliseconds} ms of real time.${lines.join("")}`),
      );
    }, milliseconds);
    try {
      if (runs.count(this.id) <= this.#seen) await started.promise;
      const kept = this.runs();
      const forgotten = runs.count(this.id) - kept.length;
      this.#seen = Math.max(this.#seen, forgotten);
      const run = kept[this.#seen - forgotten];
      if (!run) throw new Error(`${this.name} has no run on record.`);
      this.#seen++;
      await clock.settle();
      return run;
    } finally {
      clearTimeout(timer);
      stop();
    }
  }

  abstract settled(): Promise<Flow>;

  run(_inputs?: Arguments): Run {
    throw new InputError(
      "not-manual",
      `The flow begins with ${this.operation}: it runs when that fires, not by hand.`,
      'Only a flow that begins with { type: "Request", kind: "Button" } can be run by hand.',
    );
  }

  /** Starts the run of something that came once. @throws {InputError} `run-refused`, `trigger-skipped` */
  protected begin(body: JsonValue | undefined): Run {
    const ids = this.receive({}, body);
    const [id] = ids ?? [];
    const run = id === undefined ? undefined : this.services.runs.get(id);
    if (run) return run;
    if (ids)
      throw new InputError(
        "trigger-skipped",
        "A condition of the trigger is not met: no run started.",
        "Change the inputs, or the conditions.",
      );
    throw new InputError(
      "run-refused",
      "The flow limits its runs, and as many wait as may wait.",
      "Let some of them end first.",
    );
  }

  resubmit(run: Run | Pick<RunSnapshot, "trigger">): Run {
    if (!("trigger" in run))
      throw new InputError(
        "run-unknown",
        "This run is not one of an emulated platform.",
        "Give one of runs().",
      );
    const again = this.services.runs.start(this, run.trigger as TriggerOutputs);
    if (again) return again;
    throw new InputError(
      "run-refused",
      "The flow limits its runs, and as many wait as may wait.",
      "Let some of them end first.",
    );
  }

  runs(): Run[] {
    return this.services.runs.of(this.id);
  }

  /** Ends what the flow does on the clock, without a call. */
  close(): void {
    this.period.abort(new Error("The platform was closed."));
  }

  /** Starts the runs of one payload and returns their ids; undefined if there were some to start and none could be. */
  receive(
    headers: Record<string, string>,
    body: JsonValue | undefined,
    statusCode = 200,
  ): string[] | undefined {
    const { events, runs, profile } = this.services;
    runs.trim();
    let parts = this.#split({ statusCode, headers, body });
    const limit = profile.id === "power-automate-low" ? MAX_SPLIT_ITEMS_LOW : MAX_SPLIT_ITEMS;
    const items = parts.length;
    const unsplit = this.options.concurrency !== undefined && items > MAX_SPLIT_ITEMS_CONCURRENT;
    if (unsplit) parts = [body];
    const started: string[] = [];
    let refused = 0;
    for (const part of parts.slice(0, limit)) {
      const outputs = { statusCode, headers, body: part };
      const unmet = this.#unmet(outputs);
      if (unmet !== undefined) {
        events.emit({ type: "trigger-skipped", flow: this.id, message: unmet });
        continue;
      }
      const run = runs.start(this, outputs);
      if (run) started.push(run.id);
      else refused++;
    }
    // Told last: the events of so many runs would push it out of those that are kept.
    if (unsplit)
      this.#tellLimit(
        items,
        MAX_SPLIT_ITEMS_CONCURRENT,
        `${items} items came at once: with concurrency a flow splits ${MAX_SPLIT_ITEMS_CONCURRENT} at most, and more start one run with all of them.`,
      );
    else if (items > limit)
      this.#tellLimit(
        items,
        limit,
        `${items} items came at once, of which the first ${limit} start a run; the profile ${profile.id} takes no more.`,
      );
    return refused > 0 && started.length === 0 ? undefined : started;
  }

  /** Sourced: a flow that splits on an expression fails at the trigger where it is not a list; no run starts. */
  #split(trigger: TriggerOutputs): (JsonValue | undefined)[] {
    const { splitOn } = this.options;
    if (splitOn === undefined) return splitBody(trigger.body, this.#batch);
    if (splitOn === false) return [trigger.body];
    try {
      const list = evaluate(splitOn, this.#scope(trigger));
      if (Array.isArray(list)) return list;
      this.#skip(`splitOn: ${splitOn} is not a list.`);
    } catch (error) {
      this.#skip(`splitOn: ${error instanceof Error ? error.message : String(error)}`);
    }
    return [];
  }

  /** The condition that is not met, in words; sourced: all must be true, on what each run would see. */
  #unmet(trigger: TriggerOutputs): string | undefined {
    for (const condition of this.options.conditions ?? []) {
      try {
        if (evaluate(condition, this.#scope(trigger)) !== true)
          return `The condition ${condition} is not met.`;
      } catch (error) {
        return `The condition ${condition} cannot be evaluated: ${error instanceof Error ? error.message : String(error)}`;
      }
    }
    return undefined;
  }

  #scope(trigger: TriggerOutputs): RunScope {
    return new PlatformRun(this.services, this, trigger, async () => undefined).scope();
  }

  #skip(message: string): void {
    this.services.events.emit({ type: "trigger-skipped", flow: this.id, message });
  }

  #tellLimit(items: number, limit: number, message: string): void {
    this.services.events.emit({ type: "split-limited", flow: this.id, items, limit, message });
    this.services.onViolation({ operation: this.operation, status: "notification", pointer: "", message });
  }

  get callbackUrl(): string | undefined {
    return undefined;
  }

  explain(): string[] {
    return explainFlow(this, this.services);
  }

  snapshot(): FlowSnapshot {
    const { redactor } = this.services;
    return {
      id: this.id,
      name: this.name,
      operation: this.operation,
      kind: this.kind,
      connection: this.connection.id,
      state: this.state,
      health: this.health,
      ...(this.reason ? { reason: this.reason } : {}),
      arguments: rereadExact(
        redactor.text(stringifyExact(toJson(this.arguments, this.operation))),
      ) as JsonObject,
      runs: this.services.runs.count(this.id),
      orphans: this.orphans,
    };
  }

  /** @throws {InputError} for inputs with which the flow cannot be saved */
  protected check(): void {
    this.assemble("https://callback.invalid/");
  }

  /** First attempt to register, or first poll; the rest goes on in the background. */
  protected abstract start(): Promise<void>;
  /** Ends what `start` began. */
  protected abstract stop(): Promise<void>;
  /** Forgets what was remembered for the old inputs. */
  protected forget(): void {}

  protected assemble(callbackUrl: string | undefined): Call {
    const { connector, ids, product } = this.services;
    return assembleCall(connector, this.trigger, this.arguments, callbackUrl, ids.later(24), product);
  }

  protected reasonOf(answer: Answer, waitMs: number | undefined): HealthReason {
    return {
      kind: answer.kind,
      status: answer.status,
      message: this.services.redactor.text(messageOf(answer)),
      ...(answer.retryAfterSeconds === undefined ? {} : { serverAskedSeconds: answer.retryAfterSeconds }),
      ...(waitMs === undefined
        ? {}
        : {
            platformWaitsSeconds: waitMs / 1000,
            nextAttemptAt: new Date(this.services.clock.now() + waitMs).toISOString(),
          }),
    };
  }

  /**
   * Sourced: a trigger that fails for 14 days turns its flow off.
   * @param healthy ends the countdown; otherwise it begins, unless it is under way
   */
  protected watch(healthy: boolean): void {
    if (healthy || this.period.signal.aborted) {
      this.#failing?.abort();
      this.#failing = undefined;
      return;
    }
    if (this.#failing && !this.#failing.signal.aborted) return;
    const { clock, events } = this.services;
    const countdown = new AbortController();
    this.#failing = countdown;
    const { signal } = this.period;
    signal.addEventListener("abort", () => countdown.abort(), { once: true });
    clock.background(async () => {
      await clock.sleep(SUSPEND_AFTER_MS, countdown.signal);
      this.state = "suspended";
      this.period.abort(new Error("The flow was suspended."));
      const message = "The trigger failed for 14 days; the flow was turned off.";
      events.emit({ type: "flow-suspended", flow: this.id, message });
    });
  }

  #serial(work: () => Promise<void>): Promise<Flow> {
    const done = this.#queue.then(work);
    this.#queue = done.catch(() => undefined);
    return done.then(() => this);
  }
}

/** @throws {InputError} `flow-options` for what no flow could be saved with */
function checkedOptions(options: FlowOptions): FlowOptions {
  const refuse = (message: string, help: string) => new InputError("flow-options", message, help);
  const { concurrency } = options;
  // Sourced: 1 to 100 in Power Automate and Logic Apps, for both.
  const fits = (value: number | undefined) =>
    value === undefined || (Number.isInteger(value) && value >= 1 && value <= 100);
  if (concurrency && !(fits(concurrency.runs) && fits(concurrency.waiting)))
    throw refuse("A flow's concurrency is a whole number from 1 to 100.", "Correct concurrency.");
  return options;
}
