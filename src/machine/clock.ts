/** Time as everything that waits sees it: tests pass hours in a moment, a page fast-forwards. */
import { AsyncLocalStorage } from "node:async_hooks";
import { type Sleeper, Sleepers } from "./sleepers.ts";

/** What is needed of a clock to tell the time and to wait. Any object of this shape will do. */
export interface ClockFace {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /**
   * Waits. Two sleeps that end at one time end in the order in which they began.
   * @throws the signal's reason if it is aborted before
   */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** A clock whose hands can be moved forward. */
export interface Clock extends ClockFace {
  /**
   * Moves time forward, waking sleepers one after the other, each at its own time, and waits until they sleep again or are done.
   * @param settled awaited besides after each of them, for work that this clock knows nothing of
   * @throws {RangeError} for what is not a number of milliseconds from 0
   */
  advance(milliseconds: number, settled?: () => Promise<unknown>): Promise<void>;
  /** Waits until nothing is under way that does not wait for the clock. */
  settle(): Promise<void>;
  /**
   * Marks work whose end is not up to the clock alone (a call to a backend): time stands still while it goes on,
   * unless it sleeps on this clock itself or does nothing for a while.
   * @param options `endsForSure`: the work ends by itself in real time, however long it does nothing; it is waited for
   */
  during<T>(work: () => Promise<T>, options?: { endsForSure?: boolean }): Promise<T>;
  /** Starts work that belongs to nobody who waits: its sleeps do not count for the call in which it happens to begin. */
  background(work: () => Promise<void>): void;
  /** Times at which sleepers wake, soonest first. */
  pending(): number[];
}

interface WorkSleeper extends Sleeper {
  readonly work: Work | undefined;
  wake(): void;
}

/** One piece of work under way, and how many sleeps of its own (or of work within it) it waits for. */
interface Work {
  endsForSure: boolean;
  sleeping: number;
  parent: Work | undefined;
}

function count(work: Work | undefined, step: 1 | -1): void {
  for (let current = work; current; current = current.parent) current.sleeping += step;
}

/** Turns of the event loop after which work that is not waited for is taken to have reached its next wait. */
const QUIET_TURNS = 3;

/**
 * Work that neither ends nor sleeps for this long (and this many turns) waits for something outside, perhaps for ever:
 * time goes on without it, which is how a backend that never answers runs into its timeout.
 */
const PATIENCE_MS = 200;
const PATIENCE_TURNS = 50;

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

class ManualClock implements Clock {
  protected time: number;
  protected readonly sleepers = new Sleepers<WorkSleeper>();
  #order = 0;
  #works = new Set<Work>();
  #current = new AsyncLocalStorage<Work | undefined>();
  /** Counts what happens, so that settling can tell quiet from busy. */
  #activity = 0;

  constructor(start: number) {
    this.time = start;
  }

  now(): number {
    return this.time;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    const work = this.#current.getStore();
    this.#activity++;
    // There may be tens of thousands of sleepers: what only a signal needs is made for those that have one.
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const sleeper: WorkSleeper = {
        at: this.now() + Math.max(0, Number.isFinite(milliseconds) ? milliseconds : 0),
        order: this.#order++,
        place: 0,
        work,
        wake: resolve,
      };
      if (signal) this.#listen(signal, sleeper, reject);
      count(work, 1);
      this.sleepers.add(sleeper);
      this.scheduled();
    });
  }

  #listen(signal: AbortSignal, sleeper: WorkSleeper, reject: (reason: unknown) => void): void {
    const { wake } = sleeper;
    const aborted = () => {
      this.sleepers.remove(sleeper);
      count(sleeper.work, -1);
      this.scheduled();
      reject(signal.reason);
    };
    sleeper.wake = () => {
      signal.removeEventListener("abort", aborted);
      wake();
    };
    signal.addEventListener("abort", aborted, { once: true });
  }

  protected wake(sleeper: WorkSleeper): void {
    this.sleepers.remove(sleeper);
    count(sleeper.work, -1);
    sleeper.wake();
  }

  async during<T>(work: () => Promise<T>, options: { endsForSure?: boolean } = {}): Promise<T> {
    const mark: Work = {
      sleeping: 0,
      endsForSure: options.endsForSure === true,
      parent: this.#current.getStore(),
    };
    this.#works.add(mark);
    this.#activity++;
    try {
      return await this.#current.run(mark, work);
    } finally {
      this.#works.delete(mark);
      this.#activity++;
    }
  }

  background(work: () => Promise<void>): void {
    this.#activity++;
    this.#current.exit(() => {
      // Whoever starts background work handles its errors; a rejection that nobody sees would end the process.
      work().catch(() => undefined);
    });
  }

  async settle(): Promise<void> {
    let seen = this.#activity;
    let turns = 0;
    let since = Date.now();
    for (;;) {
      await turn();
      if (this.#activity !== seen) {
        seen = this.#activity;
        turns = 0;
        since = Date.now();
        continue;
      }
      turns++;
      const awake = [...this.#works].filter((work) => work.sleeping <= 0);
      const busy = awake.length > 0;
      if (awake.some((work) => work.endsForSure)) since = Date.now();
      if (!busy && turns >= QUIET_TURNS) return;
      if (busy && turns >= PATIENCE_TURNS && Date.now() - since >= PATIENCE_MS) return;
    }
  }

  async advance(milliseconds: number, settled?: () => Promise<unknown>): Promise<void> {
    if (!Number.isFinite(milliseconds) || milliseconds < 0)
      throw new RangeError(`A clock moves forward by a number of milliseconds, not by ${milliseconds}.`);
    const target = this.now() + milliseconds;
    const quiet = async () => {
      await settled?.();
      await this.settle();
    };
    await quiet();
    for (;;) {
      const next = this.sleepers.first;
      if (!next || next.at > target) break;
      this.moveTo(next.at);
      // Sleepers that are due go one by one: what one does may stop the next.
      this.wake(next);
      await quiet();
    }
    this.moveTo(target);
    this.scheduled();
  }

  pending(): number[] {
    return this.sleepers.times();
  }

  protected moveTo(time: number): void {
    if (time > this.time) this.time = time;
  }

  /** Called whenever the sleepers have changed. */
  protected scheduled(): void {}
}

/** Real time that can be moved forward: what a page with a fast-forward button runs on. */
class RealClock extends ManualClock {
  #ahead: number;
  readonly #holdsProcess: boolean;
  #timer: NodeJS.Timeout | undefined;

  constructor({ start = Date.now(), holdsProcess = true }: RealClockOptions) {
    super(start);
    this.#ahead = start - Date.now();
    this.#holdsProcess = holdsProcess;
  }

  override now(): number {
    return Date.now() + this.#ahead;
  }

  protected override moveTo(time: number): void {
    const missing = time - this.now();
    if (missing > 0) this.#ahead += missing;
  }

  protected override scheduled(): void {
    clearTimeout(this.#timer);
    const next = this.sleepers.first;
    if (!next) return;
    // Node cannot wait longer than 2^31-1 ms at once; waking early only looks again.
    const wait = Math.min(Math.max(0, next.at - this.now()), 2 ** 31 - 1);
    this.#timer = setTimeout(() => this.#due(), wait);
    if (!this.#holdsProcess) this.#timer.unref();
  }

  #due(): void {
    for (let next = this.sleepers.first; next && next.at <= this.now(); next = this.sleepers.first)
      this.wake(next);
    this.scheduled();
  }
}

/** A clock that stands still until it is moved. @param start its first time, 2026-01-01T09:00Z by default */
export function createVirtualClock(start: number | string = "2026-01-01T09:00:00Z"): Clock {
  return new ManualClock(typeof start === "number" ? start : Date.parse(start));
}

export interface RealClockOptions {
  /** What it shows at first, in milliseconds since 1970; the present by default. */
  start?: number;
  /** False lets a process end although somebody still sleeps on this clock. */
  holdsProcess?: boolean;
}

/** A clock that runs by itself; `advance` moves it ahead of real time, for good. */
export function createRealClock(options: RealClockOptions = {}): Clock {
  return new RealClock(options);
}
