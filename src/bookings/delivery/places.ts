/**
 * Places for deliveries under way, shared by all subscriptions: however much is waiting, only so much is in the air at a
 * time, so that memory does not grow with what is queued. Who finds none is in line and is served first come, first served.
 */
import type { ClockFace } from "../../machine/clock.ts";

export interface Place {
  takenAt: number;
}

export class Places {
  readonly #limit: number;
  readonly #slowAfter: number;
  readonly #clock: ClockFace;
  /** Longest taken first. */
  readonly #taken = new Set<Place>();
  readonly #line = new Map<object, () => void>();
  #watching = false;

  /** @param slowAfter milliseconds after which a place is handed on although its delivery is still under way */
  constructor(limit: number, slowAfter: number, clock: ClockFace) {
    this.#limit = limit;
    this.#slowAfter = slowAfter;
    this.#clock = clock;
  }

  take(): Place | undefined {
    if (this.#taken.size >= this.#limit) return undefined;
    const place = { takenAt: this.#clock.now() };
    this.#taken.add(place);
    return place;
  }

  /** Gives a place back, once or more often, and serves whoever is in line. */
  leave(place: Place): void {
    if (!this.#taken.delete(place)) return;
    // Somebody in line may have nothing to send any more: then the place is the next one's.
    while (this.#taken.size < this.#limit) {
      const [first] = this.#line;
      if (!first) return;
      this.#line.delete(first[0]);
      first[1]();
    }
  }

  /** Stands in line for a place; who is there already keeps the turn. */
  wait(who: object, serve: () => void): void {
    if (!this.#line.has(who)) this.#line.set(who, serve);
    this.#watch();
  }

  stands(who: object): boolean {
    return this.#line.has(who);
  }

  forget(who: object): void {
    this.#line.delete(who);
  }

  /** Subscribers that take their time must not keep the places of all others. */
  #watch(): void {
    const [oldest] = this.#taken;
    if (this.#watching || !oldest || this.#line.size === 0) return;
    this.#watching = true;
    const due = oldest.takenAt + this.#slowAfter;
    void this.#clock.sleep(Math.max(0, due - this.#clock.now())).then(() => {
      this.#watching = false;
      if (this.#line.size === 0) return;
      const late = this.#clock.now() - this.#slowAfter;
      for (const place of [...this.#taken]) {
        if (place.takenAt > late) break;
        this.leave(place);
      }
      this.#watch();
    });
  }
}
