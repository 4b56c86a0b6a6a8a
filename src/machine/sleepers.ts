/** Who sleeps on a clock, the next to wake first. */

export interface Sleeper {
  /** When it wakes, in milliseconds since 1970. */
  readonly at: number;
  /** Counts up: of two that wake at one time the one with the smaller number comes first. */
  readonly order: number;
  /** Where it is among the others; {@link Sleepers} keeps it. */
  place: number;
}

/**
 * A binary heap: nobody wakes before the one at half its place. Every subscription has a sleeper, so there can be tens of
 * thousands; in a sorted list each that came or went moved most of the others.
 */
export class Sleepers<T extends Sleeper> {
  readonly #heap: T[] = [];

  get first(): T | undefined {
    return this.#heap[0];
  }

  add(sleeper: T): void {
    this.#heap.push(sleeper);
    this.#rise(sleeper, this.#heap.length - 1);
  }

  /** Takes a sleeper out, wherever it is; one that is not here is none of our business. */
  remove(sleeper: T): void {
    const { place } = sleeper;
    if (this.#heap[place] !== sleeper) return;
    const last = this.#heap.pop();
    if (last === undefined || last === sleeper) return;
    // The last one fills the gap, from which it may belong further up or further down.
    this.#rise(last, place);
    this.#sink(last, last.place);
  }

  /** When they wake, soonest first. */
  times(): number[] {
    return this.#heap.map(({ at }) => at).sort((a, b) => a - b);
  }

  #rise(sleeper: T, from: number): void {
    let place = from;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const other = this.#heap[above];
      if (!other || !isBefore(sleeper, other)) break;
      this.#put(other, place);
      place = above;
    }
    this.#put(sleeper, place);
  }

  #sink(sleeper: T, from: number): void {
    let place = from;
    for (;;) {
      const left = this.#heap[2 * place + 1];
      const right = this.#heap[2 * place + 2];
      const sooner = left && right && isBefore(right, left) ? right : left;
      if (!sooner || !isBefore(sooner, sleeper)) break;
      const below = sooner.place;
      this.#put(sooner, place);
      place = below;
    }
    this.#put(sleeper, place);
  }

  #put(sleeper: T, place: number): void {
    this.#heap[place] = sleeper;
    sleeper.place = place;
  }
}

function isBefore(one: Sleeper, other: Sleeper): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}
