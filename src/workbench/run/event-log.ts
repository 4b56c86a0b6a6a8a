/** Everything that happened, bounded: the newest are kept, numbered without gaps, found by number at once. */
import type { EventsAnswer, WorkbenchEvent } from "../api.ts";

/** Kept before the oldest are dropped. */
export const KEPT_EVENTS = 20_000;

export interface PageRequest {
  after?: number | undefined;
  before?: number | undefined;
  limit?: number | undefined;
}

export class WorkbenchLog {
  #events: WorkbenchEvent[] = [];
  #count = 0;
  readonly #keep: number;
  readonly #listeners = new Set<() => void>();

  constructor(keep = KEPT_EVENTS) {
    this.#keep = keep;
  }

  add(event: Omit<WorkbenchEvent, "number">): WorkbenchEvent {
    const added: WorkbenchEvent = { number: ++this.#count, ...event };
    this.#events.push(added);
    // Dropped in blocks: shifting one at a time would copy the list at every event.
    if (this.#events.length >= this.#keep + 2_000) this.#events = this.#events.slice(-this.#keep);
    for (const listener of this.#listeners) listener();
    return added;
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
  items: readonly T[],
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
