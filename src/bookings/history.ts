/** What happened to appointments, kept for whoever was not subscribed and wants to know what was missed. */
import type { ChangeType } from "./contract/service-contract.ts";
import type { Change } from "./world/types.ts";
import type { Verb } from "./world/world.ts";

/** One change, as it is told afterwards. */
export interface PastChange {
  sequence: number;
  /** Milliseconds since 1970. */
  at: number;
  verb: Verb;
  type: ChangeType;
  page: string;
  appointment: string;
  /** How many subscriptions were told; 0 for a change that no flow heard of. */
  subscribers: number;
}

/** The last so many are kept. */
const KEPT = 10_000;

export class History {
  readonly #now: () => number;
  #changes: PastChange[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  note(change: Change, verb: Verb, subscribers: number): void {
    const { sequence, type, appointment } = change;
    this.#changes.push({
      sequence,
      at: this.#now(),
      verb,
      type,
      page: appointment.page.smtp,
      appointment: appointment.id,
      subscribers,
    });
    // Cut in halves: an array that loses its first element each time is slow.
    if (this.#changes.length >= KEPT * 2) this.#changes.splice(0, KEPT);
  }

  /** Changes after a sequence number, oldest first. @param missed only those of which nobody was told */
  since(after = 0, missed = false): PastChange[] {
    return this.#changes
      .slice(-KEPT)
      .filter((change) => change.sequence > after && (!missed || change.subscribers === 0));
  }
}
