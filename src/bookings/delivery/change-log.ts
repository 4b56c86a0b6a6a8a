/**
 * The notifications of one booking page, in order, until everybody has taken them over. Subscriptions hold a bounded part
 * each and read on from here when there is room again: so a subscriber that is down for long neither loses anything nor
 * grows a queue of its own, and nobody who books has to wait for it.
 */
import type { LogEntry } from "./subscription.ts";

/** Trimming moves what remains: worth it only for so many entries at once. */
const TRIM_AT = 64;

export class ChangeLog {
  #entries: LogEntry[] = [];
  /** Position of the first entry that is still here. */
  #first = 0;

  /** The position that the next entry will have. */
  get end(): number {
    return this.#first + this.#entries.length;
  }

  append(entry: LogEntry): void {
    this.#entries.push(entry);
  }

  at(position: number): LogEntry | undefined {
    return this.#entries[position - this.#first];
  }

  /** Forgets what is before a position. */
  trim(position: number): void {
    const count = position - this.#first;
    if (count < TRIM_AT && count < this.#entries.length) return;
    this.#entries.splice(0, count);
    this.#first += Math.max(0, count);
  }
}
