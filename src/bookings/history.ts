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

/** What numbers stand for in {@link History}. */
const VERBS: readonly Verb[] = ["booked", "joined", "left", "edited", "rescheduled", "cancelled"];
const TYPES: readonly ChangeType[] = ["Created", "Updated", "Deleted"];

/** The last so many are kept. */
const KEPT = 10_000;

/**
 * A ring of the newest changes. An object with numbers and texts of its own for each took more memory than all else that an
 * appointment leaves behind; what stands here is shared with the world, and numbers are in arrays of numbers.
 */
export class History {
  readonly #now: () => number;
  readonly #at = new Float64Array(KEPT);
  readonly #sequences = new Float64Array(KEPT);
  readonly #subscribers = new Uint32Array(KEPT);
  readonly #verbs = new Uint8Array(KEPT);
  readonly #types = new Uint8Array(KEPT);
  // Not the appointments themselves: each change makes another one, and the old ones would stay.
  readonly #appointments: string[] = [];
  readonly #pages: string[] = [];
  /** How many there have been. */
  #count = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  note({ sequence, type, appointment }: Change, verb: Verb, subscribers: number): void {
    const place = this.#count++ % KEPT;
    this.#at[place] = this.#now();
    this.#sequences[place] = sequence;
    this.#subscribers[place] = subscribers;
    this.#verbs[place] = VERBS.indexOf(verb);
    this.#types[place] = TYPES.indexOf(type);
    this.#appointments[place] = appointment.id;
    this.#pages[place] = appointment.page.smtp;
  }

  /** Changes after a sequence number, oldest first. @param missed only those of which nobody was told */
  since(after = 0, missed = false): PastChange[] {
    const found: PastChange[] = [];
    for (let number = Math.max(0, this.#count - KEPT); number < this.#count; number++) {
      const place = number % KEPT;
      const sequence = this.#sequences[place] ?? 0;
      const subscribers = this.#subscribers[place] ?? 0;
      const type = TYPES[this.#types[place] ?? 0];
      const verb = VERBS[this.#verbs[place] ?? 0];
      if (sequence <= after || (missed && subscribers > 0) || !type || !verb) continue;
      found.push({
        sequence,
        at: this.#at[place] ?? 0,
        verb,
        type,
        page: this.#pages[place] ?? "",
        appointment: this.#appointments[place] ?? "",
        subscribers,
      });
    }
    return found;
  }
}
