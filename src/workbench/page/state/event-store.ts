/** The timeline's events: a growing list outside React, so that thousands of them cost no rendering. */
import type { WorkbenchEvent } from "../model.ts";
import { whenIdle, whenQuiet } from "./idle.ts";

/** As many as the server keeps. */
const KEEP = 20_000;

export class EventStore {
  #events: readonly WorkbenchEvent[] = [];
  #listeners = new Set<() => void>();
  #planned = false;

  /** The same array until something is added: ready for `useSyncExternalStore`. */
  readonly list = (): readonly WorkbenchEvent[] => this.#events;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  get last(): number {
    return this.#events.at(-1)?.number ?? 0;
  }

  /** Adds what is newer than all that is there. */
  append(events: readonly WorkbenchEvent[]): void {
    const { last } = this;
    const fresh = events.filter(({ number }) => number > last);
    if (fresh.length > 0) this.#set([...this.#events, ...fresh].slice(-KEEP));
  }

  /** Adds what is older than all that is there. */
  prepend(events: readonly WorkbenchEvent[]): void {
    const first = this.#events[0]?.number ?? Number.POSITIVE_INFINITY;
    const fresh = events.filter(({ number }) => number < first);
    if (fresh.length > 0) this.#set([...fresh, ...this.#events]);
  }

  clear(): void {
    this.#set([]);
  }

  #set(events: readonly WorkbenchEvent[]): void {
    this.#events = events;
    if (this.#planned) return;
    this.#planned = true;
    // A burst of batches is one rendering.
    queueMicrotask(() => {
      this.#planned = false;
      for (const listener of this.#listeners) listener();
    });
  }
}

/** Events of the first page, and of those that follow. */
const FIRST = 200;
const NEXT = 2_000;

/**
 * Loads everything that is still kept, newest first, so that the end of the list can be read at once; what is older follows when
 * nothing else is to be done.
 */
export async function loadEvents(
  store: EventStore,
  ask: (options: { before?: number; limit: number }) => Promise<{ events: WorkbenchEvent[]; more: boolean }>,
): Promise<void> {
  let before: number | undefined;
  for (;;) {
    const page = await ask(before === undefined ? { limit: FIRST } : { limit: NEXT, before });
    if (before === undefined) store.append(page.events);
    else store.prepend(page.events);
    const first = page.events[0]?.number;
    if (!page.more || first === undefined || (before !== undefined && first >= before)) return;
    await (before === undefined ? whenQuiet() : whenIdle());
    before = first;
  }
}
