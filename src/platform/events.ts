/** Everything that happens on the platform, as typed events: tests, logs and the page listen to these. */
import { inShort, sizeOf } from "../json/size.ts";
import { Newest } from "../machine/memory/newest.ts";
import type { AnswerKind, Fault, Violation } from "./api/answers.ts";
import { LONGEST_EVENT, MAX_EVENT_BYTES } from "./limits.ts";

interface Common {
  /** Counts from 1. */
  number: number;
  /** ISO time on the platform's clock. */
  at: string;
}

/** One phase; `flow`, `run`, `connection` and `exchange` are the ids under which the platform lists them. */
export type Phase =
  | { type: "fault-found"; fault: Fault }
  | { type: "connection-created"; connection: string }
  | { type: "connection-unauthenticated"; connection: string; operation: string; status: number }
  | { type: "call-started"; operation: string; connection: string; purpose: string; flow?: string }
  | {
      type: "call-answered";
      operation: string;
      connection: string;
      purpose: string;
      flow?: string;
      kind: AnswerKind;
      status: number;
      exchange: number;
    }
  | {
      type: "connection-throttled";
      operation: string;
      connection: string;
      retryAfterSeconds: number;
      flow?: string;
    }
  | { type: "service-quota"; operation: string; connection: string; message: string; flow?: string }
  | { type: "policy-applied"; operation: string; template: string; section: string }
  | { type: "policy-failed"; operation: string; template: string; message: string }
  | { type: "violation-found"; violation: Violation; exchange?: number }
  | { type: "flow-created"; flow: string; operation: string }
  | { type: "flow-turned-on"; flow: string }
  | { type: "flow-turned-off"; flow: string }
  | { type: "flow-edited"; flow: string }
  | { type: "flow-suspended"; flow: string; message: string }
  | { type: "subscribed"; flow: string; location: string | undefined }
  | { type: "unsubscribed"; flow: string; status: number }
  | { type: "unsubscribe-failed"; flow: string; status: number; message: string }
  | { type: "subscription-orphaned"; flow: string; operation: string; message: string }
  | {
      type: "registration-retry";
      flow: string;
      attempt: number;
      status: number;
      platformWaitsSeconds: number;
      serverAskedSeconds?: number;
    }
  | { type: "registration-failed"; flow: string; status: number; kind: AnswerKind; message: string }
  | { type: "notification-accepted"; flow: string; runs: string[] }
  | { type: "notification-refused"; flow?: string; status: number; message: string }
  | { type: "polled"; flow: string; status: number; items: number; nextInSeconds: number }
  | { type: "backend-crashed"; operation: string; message: string }
  | { type: "script-ran"; operation: string; status: number }
  | { type: "script-log"; operation: string; level: string; message: string }
  | { type: "run-started"; flow: string; run: string }
  | { type: "run-waiting"; flow: string; run: string; action?: string }
  | { type: "run-refused"; flow: string; message: string }
  | { type: "trigger-skipped"; flow: string; message: string }
  | { type: "split-limited"; flow: string; items: number; limit: number; message: string }
  | { type: "action-polling"; flow: string; run: string; action: string; nextInSeconds: number }
  | { type: "action-ended"; flow: string; run: string; action: string; status: string; message?: string }
  | { type: "run-ended"; flow: string; run: string; status: string };

export type PlatformEvent = Common & Phase;
export type PlatformListener = (event: PlatformEvent) => void;

/** What number and time of an event take. */
const HEAD_BYTES = 128;

/** Keeps the newest events and tells listeners; a listener that throws hurts nobody. */
export class EventLog {
  readonly #events: Newest<PlatformEvent>;
  #listeners = new Set<PlatformListener>();
  #count = 0;
  #held: Phase[] | undefined;
  readonly #now: () => number;
  readonly #clean: (text: string) => string;

  /** @param clean takes secrets out of messages, which quote what people typed and services answered */
  constructor(now: () => number, keep: number, clean: (text: string) => string = (text) => text) {
    this.#now = now;
    this.#events = new Newest({ count: keep, bytes: MAX_EVENT_BYTES });
    this.#clean = clean;
  }

  /**
   * Does something, and tells what it leads to only behind the event that its result makes: the cause stands first.
   * Whatever waits was told at the same moment; only the order changes.
   */
  behind<T>(work: () => T, cause: (result: T) => Phase): T {
    const outer = this.#held;
    const held: Phase[] = [];
    this.#held = held;
    let first: Phase | undefined;
    try {
      const result = work();
      first = cause(result);
      return result;
    } finally {
      this.#held = outer;
      if (first) this.emit(first);
      for (const phase of held) this.emit(phase);
    }
  }

  emit(phase: Phase): void {
    if (this.#held) {
      this.#held.push(phase);
      return;
    }
    const size = sizeOf(phase);
    const event: PlatformEvent = {
      number: ++this.#count,
      at: new Date(this.#now()).toISOString(),
      ...this.#told(phase, size),
    };
    this.#events.add(event, Math.min(size, LONGEST_EVENT) + HEAD_BYTES);
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch {
        // The fault is the listener's; the platform goes on.
      }
    }
  }

  /** Without secrets in its message; in short where it is long. Cleaned first: half a secret would not be recognised. */
  #told(phase: Phase, size: number): Phase {
    if (size > LONGEST_EVENT)
      return inShort(JSON.parse(this.#clean(JSON.stringify(phase))) as Phase, LONGEST_EVENT);
    return "message" in phase && phase.message !== undefined
      ? { ...phase, message: this.#clean(phase.message) }
      : phase;
  }

  on(listener: PlatformListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  list(): PlatformEvent[] {
    return this.#events.slice();
  }
}
