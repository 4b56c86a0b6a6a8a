/** What webhook and polling flows have in common. */

import { type BatchList, batchListOf } from "../../definition/batch.ts";
import type { Operation } from "../../definition/model.ts";
import type { JsonObject, JsonValue } from "../../json/values.ts";
import { messageOf } from "../answers.ts";
import type {
  Answer,
  Arguments,
  Flow,
  FlowAction,
  FlowOptions,
  FlowSnapshot,
  FlowState,
  HealthReason,
  OrphanRecord,
  Run,
  TriggerHealth,
} from "../api.ts";
import type { PlatformConnection } from "../connections/connection.ts";
import { toJson } from "../invoke/arguments.ts";
import { assembleCall } from "../invoke/assemble.ts";
import type { Call } from "../invoke/call.ts";
import { SUSPEND_AFTER_MS } from "../limits.ts";
import type { Services } from "../services.ts";
import { explainFlow } from "./explain.ts";
import { splitBody } from "./split-on.ts";

export abstract class BaseFlow implements Flow {
  readonly id: string;
  readonly name: string;
  abstract readonly kind: "webhook" | "polling";
  readonly actions: readonly FlowAction[];
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
    this.actions = options.actions ?? [];
    this.id = services.ids.hex(32);
    this.name = options.name ?? `Flow ${this.id.slice(0, 6)} on ${this.operation}`;
    // Each product's designer looks for the list in its own way and writes what it found into the flow.
    const reader = services.product === "logic-apps" ? "swagger" : "stored";
    this.#batch = batchListOf(services.connector.model.root, trigger, reader);
    this.assemble("https://callback.invalid/");
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
        this.assemble("https://callback.invalid/");
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
      // Sourced: saving a flow registers it anew, also one whose registration had been given up.
      this.state = "on";
      await this.start();
    });
  }

  abstract settled(): Promise<Flow>;

  runs(): Run[] {
    return this.services.runs.of(this.id);
  }

  /** Ends what the flow does on the clock, without a call. */
  close(): void {
    this.period.abort(new Error("The platform was closed."));
  }

  /** Starts the runs of one payload and returns their ids. */
  receive(headers: Record<string, string>, body: JsonValue | undefined): string[] {
    return splitBody(body, this.#batch).map(
      (part) => this.services.runs.start(this, { headers, body: part }).id,
    );
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
      arguments: JSON.parse(
        redactor.text(JSON.stringify(toJson(this.arguments, this.operation))),
      ) as JsonObject,
      runs: this.runs().length,
      orphans: this.orphans,
    };
  }

  /** First attempt to register, or first poll; the rest goes on in the background. */
  protected abstract start(): Promise<void>;
  /** Ends what `start` began. */
  protected abstract stop(): Promise<void>;
  /** Forgets what was remembered for the old inputs. */
  protected forget(): void {}

  protected assemble(callbackUrl: string | undefined): Call {
    const { connector, ids, product } = this.services;
    return assembleCall(connector, this.trigger, this.arguments, callbackUrl, `----${ids.hex(24)}`, product);
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
