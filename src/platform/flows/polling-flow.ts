/** A flow whose trigger asks for news. */

import type { Operation } from "../../definition/model.ts";
import { addressIn, isTrusted } from "../addresses.ts";
import type { Answer, Arguments, Flow, FlowOptions, FlowSnapshot } from "../api.ts";
import type { PlatformConnection } from "../connections/connection.ts";
import { type Call, callTo, urlOf } from "../invoke/call.ts";
import { MAX_WITHOUT_PAUSE } from "../limits.ts";
import { refusalOf } from "../network-guard.ts";
import { STATE_PARAMETER } from "../policies/pollingtrigger.ts";
import type { Services } from "../services.ts";
import { BaseFlow } from "./base-flow.ts";
import { checkedRecurrence } from "./recurrence.ts";
import { withRetries } from "./retry/with-retries.ts";

/**
 * Sourced protocol: 200 starts a run, nothing else does; `Location` is the next address and carries the trigger's state;
 * `Retry-After` is the next delay (0 for the next of several items); a failure is tried again and then waits for the
 * next recurrence. The state outlives turning off: what happened meanwhile is delivered when the flow is on again.
 */
export class PollingFlow extends BaseFlow {
  readonly kind = "polling" as const;
  readonly #recurrence: number;
  #next: URL | undefined;
  /** Host that the trigger polls, whatever policies made from the definition's: what else the credentials may be sent to. */
  #home: string | undefined;
  #nextPollAt: number | undefined;

  constructor(
    services: Services,
    trigger: Operation,
    values: Arguments,
    connection: PlatformConnection,
    options: FlowOptions,
  ) {
    super(services, trigger, values, connection, options);
    this.#recurrence = checkedRecurrence(services.product, options.recurrenceSeconds);
  }

  /** A polling trigger has nothing to register: it is settled after its first poll. */
  async settled(): Promise<Flow> {
    return this;
  }

  override snapshot(): FlowSnapshot {
    return {
      ...super.snapshot(),
      ...(this.#nextPollAt === undefined || this.state !== "on"
        ? {}
        : { nextPollAt: new Date(this.#nextPollAt).toISOString() }),
      recurrenceSeconds: this.#recurrence,
      ...(this.#next ? { triggerState: this.services.redactor.url(this.#next.href) } : {}),
    };
  }

  protected async start(): Promise<void> {
    this.health = "waiting";
    this.reason = undefined;
    const { signal } = this.period;
    const first = Promise.withResolvers<void>();
    this.services.clock.background(async () => {
      try {
        await this.#loop(signal, first.resolve);
      } finally {
        first.resolve();
      }
    });
    await first.promise;
  }

  protected async stop(): Promise<void> {
    this.#nextPollAt = undefined;
  }

  protected override forget(): void {
    // Other inputs ask another question: the old state does not answer it (chosen).
    this.#next = undefined;
  }

  async #loop(signal: AbortSignal, firstEnded: () => void): Promise<void> {
    const { clock, events } = this.services;
    let withoutPause = 0;
    while (!signal.aborted) {
      // Sourced: where as many runs wait as may wait, recurring triggers skip their polls.
      if (!this.services.runs.accepts(this)) {
        const message = "The poll was skipped: the flow limits its runs, and as many wait as may wait.";
        events.emit({ type: "trigger-skipped", flow: this.id, message });
        this.#nextPollAt = clock.now() + this.#recurrence * 1000;
        firstEnded();
        await clock.sleep(this.#recurrence * 1000, signal);
        continue;
      }
      const answer = await this.#poll(signal, firstEnded);
      if (signal.aborted) return;
      const asked = answer.retryAfterSeconds;
      withoutPause = asked === 0 && answer.ok ? withoutPause + 1 : 0;
      const seconds = withoutPause > MAX_WITHOUT_PAUSE ? this.#recurrence : this.#nextIn(answer);
      if (answer.ok) {
        this.health = "waiting";
        this.reason = undefined;
      } else {
        this.health = "poll-failing";
        this.reason = this.reasonOf(answer, seconds * 1000);
      }
      this.watch(answer.ok);
      events.behind(
        () => (answer.ok ? this.#take(answer) : 0),
        (items) => ({
          type: "polled",
          flow: this.id,
          status: answer.status,
          items,
          nextInSeconds: seconds,
        }),
      );
      this.#nextPollAt = clock.now() + seconds * 1000;
      firstEnded();
      await clock.sleep(seconds * 1000, signal);
    }
  }

  /**
   * Seconds to the next poll. Sourced (reference of triggers, HTTP trigger, "Example behaviors"): after a 200 `Retry-After`
   * counts; after a 202 it does only where it is longer than the recurrence. The page on polling triggers for API authors knows no such
   * difference: `emptyPoll: "retry-after"` follows it. After a failure the recurrence counts, or a longer `Retry-After` (inferred).
   */
  #nextIn(answer: Answer): number {
    const asked = answer.retryAfterSeconds;
    if (asked === undefined) return this.#recurrence;
    if (answer.status === 200 || (answer.ok && this.services.emptyPoll === "retry-after")) return asked;
    return Math.max(asked, this.#recurrence);
  }

  #poll(signal: AbortSignal, firstEnded: () => void): Promise<Answer> {
    let call: Call | undefined;
    return withRetries(
      this.services,
      async () => {
        call = this.#call();
        const answer = await this.services.gateway.send(call, this.connection, {
          phase: "poll",
          flow: this.id,
          credentials: !this.#next || isTrusted(this.services.connector, this.#next, this.#home),
        });
        if (answer.ok) this.#remember(answer, call);
        return answer;
      },
      ({ answer, waitMs }) => {
        if (waitMs === undefined) return;
        this.health = "poll-failing";
        this.reason = this.reasonOf(answer, waitMs);
        this.#nextPollAt = this.services.clock.now() + waitMs;
        firstEnded();
      },
      signal,
    );
  }

  #call(): Call {
    if (!this.#next) return this.assemble(undefined);
    const call = callTo(this.#next, this.trigger.method.toUpperCase(), this.trigger);
    call.hasTriggerState = call.query.some(([name]) => name === STATE_PARAMETER);
    call.query = call.query.filter(([name]) => name !== STATE_PARAMETER);
    return call;
  }

  #remember(answer: Answer, call: Call): void {
    const from = urlOf(call);
    if (!this.#next) this.#home = from.host;
    const next = addressIn(answer.headers["location"], from);
    // What is not an address, or must not be called, is not followed; the trigger asks its own again.
    if (next && refusalOf(next) === undefined) this.#next = next;
  }

  /** Starts the runs of an answer and says how many. Sourced: "200 OK" starts a run, any other status does not. */
  #take(answer: Answer): number {
    if (answer.status !== 200) return 0;
    return this.receive(answer.headers, answer.body, answer.status)?.length ?? 0;
  }
}
