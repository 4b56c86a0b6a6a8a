/** Everything that happened, bounded: the newest are kept, numbered without gaps, found by number at once. */
import { inShort, sizeOf } from "../../json/size.ts";
import { Newest } from "../../machine/memory/newest.ts";
import type { EventsAnswer, WorkbenchEvent } from "../api.ts";

/** Kept before the oldest are dropped. */
export const KEPT_EVENTS = 20_000;
/** … in this much memory, in bytes: enough for so many of the usual length. */
const MAX_BYTES = 48 * 1024 * 1024;
/** What one event tells is shortened beyond so many bytes. */
const LONGEST = 64 * 1024;

export interface PageRequest {
  after?: number | undefined;
  before?: number | undefined;
  limit?: number | undefined;
}

export class WorkbenchLog {
  readonly #events: Newest<WorkbenchEvent>;
  #count = 0;
  readonly #listeners = new Set<() => void>();

  constructor(keep = KEPT_EVENTS) {
    this.#events = new Newest({ count: keep, bytes: MAX_BYTES });
  }

  add(event: Omit<WorkbenchEvent, "number">): WorkbenchEvent {
    const added: WorkbenchEvent = { number: ++this.#count, ...inShort(event, LONGEST) };
    this.#events.add(added, sizeOf(added));
    for (const listener of this.#listeners) listener();
    return added;
  }

  /** Takes events from before the process was started; numbers go on behind them. Nobody is told. */
  restore(events: readonly WorkbenchEvent[], count: number): void {
    for (const event of events) this.#events.add(event, sizeOf(event));
    this.#count = count;
  }

  get last(): number {
    return this.#count;
  }

  /** Number of the oldest event that is kept; one more than the last if there is none. */
  get first(): number {
    return this.#count - this.#events.length + 1;
  }

  page(request: PageRequest): EventsAnswer {
    const { items, more } = pageByNumber(this.#events, this.first, request);
    return { events: items, first: this.first, last: this.last, more };
  }

  /** Called after every event, with nothing: whoever wants them asks. */
  on(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/**
 * A page of a list whose items are numbered without gaps: the first so many after a number, or the last so many before one
 * (or of all). Always oldest first.
 */
export function pageByNumber<T>(
  items: { readonly length: number; slice(from: number, to: number): T[] },
  first: number,
  { after, before, limit = 500 }: PageRequest,
): { items: T[]; more: boolean } {
  const from = Math.max(0, (after ?? 0) + 1 - first);
  const to = Math.max(from, Math.min(items.length, (before ?? Number.POSITIVE_INFINITY) - first));
  const forwards = after !== undefined;
  const start = forwards ? from : Math.max(from, to - limit);
  const end = forwards ? Math.min(to, from + limit) : to;
  return { items: items.slice(start, end), more: forwards ? end < to : start > from };
}
