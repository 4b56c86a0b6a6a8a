/**
 * Sends notifications: at least once, in order for each appointment, each subscription by itself. A subscriber that is
 * down, slow or gone concerns nobody else. Only 2xx means taken; 410 ends the subscription; everything else, redirects
 * included, is tried again. (At least once, order and retries are our choice: nothing public says how the service delivers.)
 */
import type { ClockFace } from "../../machine/clock.ts";
import type { EventHub } from "../events.ts";
import { PageQueue } from "./page-queue.ts";
import { type Place, Places } from "./places.ts";
import { type RetryPolicy, waitAfter } from "./retry-policy.ts";
import { NEVER, nextRetryOf, nextWakeOf } from "./schedule.ts";
import { type Deliver, type Outcome, send } from "./send.ts";
import type { Attempt, Lane, LogEntry, Subscription } from "./subscription.ts";

export interface DeliveryOptions {
  clock: ClockFace;
  events: EventHub;
  deliver: Deliver;
  policy: RetryPolicy;
  /** Called when a subscriber answered 410. */
  onGone: (subscription: Subscription) => void;
}

export class Delivery {
  #options: DeliveryOptions;
  #pages = new Map<string, PageQueue>();
  #places: Places;
  readonly #paused = new Set<Subscription>();
  #inFlight = 0;
  #idle: (() => void)[] = [];
  #stopped = false;

  constructor(options: DeliveryOptions) {
    this.#options = options;
    const { policy, clock } = options;
    this.#places = new Places(policy.totalConcurrency, policy.slowAfter, clock);
  }

  /** The position from which a new subscription of a page is to be served. */
  endOf(page: string): number {
    return this.#pages.get(page)?.log.end ?? 0;
  }

  add(subscription: Subscription): void {
    const queue = this.#pages.get(subscription.page) ?? new PageQueue();
    this.#pages.set(subscription.page, queue);
    queue.subscriptions.add(subscription);
  }

  /** Ends a subscription. What is on its way cannot be called back; nothing further is sent. Returns how many were waiting. */
  remove(subscription: Subscription): number {
    const lost = this.waitingFor(subscription);
    subscription.ended = true;
    this.#places.forget(subscription);
    for (const attempt of [...subscription.attempts]) this.#finish(subscription, attempt, undefined);
    subscription.lanes.clear();
    subscription.ready = [];
    subscription.held = 0;
    const queue = this.#pages.get(subscription.page);
    queue?.subscriptions.delete(subscription);
    queue?.trim();
    return lost;
  }

  /** From now on nothing new is queued for a subscription; what waits for it already is still sent. */
  pause(subscription: Subscription): void {
    // What it has not read yet is in the log among what it is not to hear of: it reads all of it now.
    this.#pages.get(subscription.page)?.refill(subscription, Number.POSITIVE_INFINITY);
    this.#paused.add(subscription);
  }

  /** What was queued for its page meanwhile passes it by. */
  resume(subscription: Subscription): void {
    if (!this.#paused.delete(subscription)) return;
    subscription.cursor = this.endOf(subscription.page);
    this.#pages.get(subscription.page)?.trim();
  }

  /** Queues a notification for everybody on the page who asked for its type. */
  enqueue(page: string, entry: LogEntry): void {
    const queue = this.#pages.get(page);
    if (!queue || this.#stopped) return;
    const listeners = [...queue.subscriptions].filter(
      (one) => one.changeTypes.includes(entry.type) && !this.#paused.has(one),
    );
    if (listeners.length === 0) return;
    queue.log.append(entry);
    for (const subscription of listeners) {
      this.#options.events.emit("queued", this.#facts(subscription, entry));
      this.#pump(subscription, queue);
    }
  }

  /** How many notifications are waiting for a subscription, in its lanes and in the log. */
  waitingFor(subscription: Subscription): number {
    const log = this.#pages.get(subscription.page)?.log;
    let count = subscription.held;
    for (let at = subscription.cursor; log && at < log.end; at++) {
      if (subscription.changeTypes.includes(log.at(at)?.type ?? "Created")) count++;
    }
    return count;
  }

  /** How many are waiting altogether. */
  get waiting(): number {
    let count = 0;
    for (const { subscriptions } of this.#pages.values())
      for (const subscription of subscriptions) count += this.waitingFor(subscription);
    return count;
  }

  /** When the next retry is due (milliseconds since 1970); undefined if none is. */
  get nextRetry(): number | undefined {
    let next = NEVER;
    for (const { subscriptions } of this.#pages.values())
      for (const subscription of subscriptions) next = Math.min(next, nextRetryOf(subscription));
    return next === NEVER ? undefined : next;
  }

  /** Resolves when nothing is on its way: all that is left waits for its time. */
  settled(): Promise<void> {
    if (this.#inFlight === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  /** Ends everything; what was on its way is cut off. */
  stop(): void {
    this.#stopped = true;
    for (const { subscriptions } of [...this.#pages.values()])
      for (const subscription of [...subscriptions]) this.remove(subscription);
  }

  #pump(subscription: Subscription, queue: PageQueue): void {
    if (subscription.ended || this.#stopped) return;
    const { clock, policy } = this.#options;
    if (!this.#paused.has(subscription)) queue.refill(subscription, policy.queueLimit);
    const now = clock.now();
    const limit = subscription.failures >= policy.downAfter ? 1 : policy.concurrency;
    while (subscription.attempts.length < limit && now >= subscription.pausedUntil) {
      const [lane] = subscription.ready;
      if (!lane) break;
      const place = this.#places.take();
      if (!place) {
        this.#places.wait(subscription, () => this.#pump(subscription, queue));
        break;
      }
      subscription.ready.shift();
      this.#start(subscription, queue, lane, place);
    }
    this.#arm(subscription, queue, nextWakeOf(subscription, this.#places.stands(subscription)));
  }

  #start(subscription: Subscription, queue: PageQueue, lane: Lane, place: Place): void {
    const { clock, policy } = this.#options;
    const now = clock.now();
    lane.state = "in-flight";
    lane.attempts++;
    if (lane.attempts === 1) lane.firstTriedAt = now;
    const attempt: Attempt = {
      lane,
      place,
      deadline: now + policy.timeout,
      controller: new AbortController(),
      over: false,
    };
    subscription.attempts.push(attempt);
    this.#inFlight++;
    void send(subscription, attempt, this.#options).then((outcome) =>
      this.#end(subscription, queue, attempt, outcome),
    );
  }

  #end(subscription: Subscription, queue: PageQueue, attempt: Attempt, outcome: Outcome): void {
    // An attempt that was cut off answers late, or its subscription is over: either way it has been dealt with.
    if (attempt.over) return;
    this.#finish(subscription, attempt, () => {
      const { lane } = attempt;
      const entry = lane.waiting[0];
      if (entry && "gone" in outcome) {
        this.#options.onGone(subscription);
        const lost = this.remove(subscription);
        this.#options.events.emit("gone", { ...subscription.facts, lost });
      } else if (entry && "failed" in outcome) this.#retry(subscription, lane, entry, outcome);
      else if (entry) this.#done(subscription, lane, entry, outcome);
      this.#pump(subscription, queue);
    });
  }

  #done(subscription: Subscription, lane: Lane, entry: LogEntry, outcome: Outcome): void {
    const facts = this.#facts(subscription, entry);
    subscription.failures = 0;
    subscription.pausedUntil = 0;
    if ("taken" in outcome)
      this.#options.events.emit("delivered", { ...facts, attempt: lane.attempts, status: outcome.status });
    else this.#options.events.emit("withheld", facts);
    this.#next(subscription, lane);
  }

  #retry(
    subscription: Subscription,
    lane: Lane,
    entry: LogEntry,
    outcome: { failed: string; wait?: number | undefined },
  ): void {
    const { clock, policy, events } = this.#options;
    const now = clock.now();
    const facts = this.#facts(subscription, entry);
    subscription.failures++;
    if (now - lane.firstTriedAt >= policy.giveUpAfter) {
      events.emit("abandoned", { ...facts, attempts: lane.attempts });
      this.#next(subscription, lane);
      return;
    }
    lane.state = "waiting";
    lane.retryAt = now + (outcome.wait ?? waitAfter(lane.attempts, policy));
    if (subscription.failures >= policy.downAfter)
      subscription.pausedUntil = now + waitAfter(subscription.failures - policy.downAfter + 1, policy);
    events.emit("retried", {
      ...facts,
      attempt: lane.attempts,
      reason: outcome.failed,
      retryAt: Math.max(lane.retryAt, subscription.pausedUntil),
    });
  }

  /** The first entry of a lane is dealt with: on to the next. */
  #next(subscription: Subscription, lane: Lane): void {
    lane.waiting.shift();
    subscription.held--;
    lane.attempts = 0;
    if (lane.waiting.length === 0) {
      subscription.lanes.delete(lane.appointment);
    } else {
      lane.state = "ready";
      subscription.ready.push(lane);
    }
  }

  #finish(subscription: Subscription, attempt: Attempt, then: (() => void) | undefined): void {
    attempt.over = true;
    const place = subscription.attempts.indexOf(attempt);
    if (place >= 0) subscription.attempts.splice(place, 1);
    if (!then) attempt.controller.abort();
    then?.();
    // Counted down last: what the end of this attempt set off must have started before anybody hears that all is quiet.
    this.#places.leave(attempt.place);
    this.#inFlight--;
    if (this.#inFlight === 0) for (const resolve of this.#idle.splice(0)) resolve();
  }

  /** One sleeper a subscription at most: an earlier wake-up replaces a later one, which then finds nothing to do. */
  #arm(subscription: Subscription, queue: PageQueue, at: number): void {
    if (at >= subscription.wakeAt || at === NEVER) return;
    subscription.wakeAt = at;
    const { clock } = this.#options;
    void clock.sleep(Math.max(0, at - clock.now())).then(() => {
      if (subscription.wakeAt !== at) return;
      subscription.wakeAt = NEVER;
      this.#tick(subscription, queue);
    });
  }

  #tick(subscription: Subscription, queue: PageQueue): void {
    if (subscription.ended) return;
    const now = this.#options.clock.now();
    for (const attempt of [...subscription.attempts]) {
      if (attempt.deadline > now) continue;
      attempt.controller.abort();
      this.#end(subscription, queue, attempt, { failed: "no answer in time" });
    }
    for (const lane of subscription.lanes.values()) {
      if (lane.state !== "waiting" || lane.retryAt > now) continue;
      lane.state = "ready";
      subscription.ready.push(lane);
    }
    this.#pump(subscription, queue);
  }

  #facts(subscription: Subscription, entry: LogEntry) {
    return {
      ...subscription.facts,
      appointment: entry.appointment,
      changeType: entry.type,
      change: entry.change,
    };
  }
}
