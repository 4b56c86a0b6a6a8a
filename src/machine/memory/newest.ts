/** What is kept of things that never end: the newest, bounded by their number and by the memory they take. */

export interface Bounds {
  /** So many are kept at most. */
  count: number;
  /** So many bytes at most, as whoever adds them says; the newest is kept even if it has more alone. */
  bytes: number;
}

/** Something that is kept, with what it takes. */
export interface Kept<T> {
  readonly item: T;
  bytes: number;
}

/** A list, oldest first. */
export class Newest<T> {
  readonly #bounds: Bounds;
  /** What is before {@link #start} is dropped already: moving all others at each drop would take long. */
  #kept: Kept<T>[] = [];
  #start = 0;
  #bytes = 0;
  readonly #dropped: (item: T) => void;

  /** @param dropped hears of everything that is dropped */
  constructor(bounds: Bounds, dropped: (item: T) => void = () => {}) {
    this.#bounds = bounds;
    this.#dropped = dropped;
  }

  get length(): number {
    return this.#kept.length - this.#start;
  }

  /** @param bytes about how much memory it takes */
  add(item: T, bytes: number): Kept<T> {
    const kept = { item, bytes };
    this.#kept.push(kept);
    this.#bytes += bytes;
    this.#trim();
    return kept;
  }

  /** Something that is kept has come to take more, or less. */
  resize(kept: Kept<T>, bytes: number): void {
    if (!this.#kept.includes(kept, this.#start)) return;
    this.#bytes += bytes - kept.bytes;
    kept.bytes = bytes;
    this.#trim();
  }

  at(index: number): T | undefined {
    return index < 0 ? undefined : this.#kept[this.#start + index]?.item;
  }

  slice(from = 0, to = this.length): T[] {
    return this.#kept.slice(this.#start + Math.max(0, from), this.#start + to).map(({ item }) => item);
  }

  #trim(): void {
    const { count, bytes } = this.#bounds;
    while (this.length > count || (this.#bytes > bytes && this.length > 1)) {
      const oldest = this.#kept[this.#start++] as Kept<T>;
      this.#bytes -= oldest.bytes;
      this.#dropped(oldest.item);
    }
    if (this.#start < 1_000 && this.#start * 2 < this.#kept.length) return;
    this.#kept = this.#kept.slice(this.#start);
    this.#start = 0;
  }
}

/** A map that forgets what was set longest ago. */
export class NewestByKey<Key, T> {
  readonly #bounds: Bounds;
  readonly #kept = new Map<Key, Kept<T>>();
  #bytes = 0;

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
  }

  get(key: Key): T | undefined {
    return this.#kept.get(key)?.item;
  }

  has(key: Key): boolean {
    return this.#kept.has(key);
  }

  /** @param bytes about how much memory it takes */
  set(key: Key, item: T, bytes: number): void {
    this.delete(key);
    this.#kept.set(key, { item, bytes });
    this.#bytes += bytes;
    const { count, bytes: most } = this.#bounds;
    for (const [oldest] of this.#kept) {
      if (this.#kept.size <= count && (this.#bytes <= most || this.#kept.size <= 1)) break;
      this.delete(oldest);
    }
  }

  delete(key: Key): void {
    this.#bytes -= this.#kept.get(key)?.bytes ?? 0;
    this.#kept.delete(key);
  }
}
