/** Time as the service sees it: given from outside, so that a test can make a day pass in a millisecond. */

/** The little of a clock that the service needs. Any object of this shape will do. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** Resolves once the given number of milliseconds has passed on this clock. */
  sleep(milliseconds: number): Promise<void>;
}

/** A clock whose hands can be moved forward. */
export interface MovableClock extends Clock {
  /**
   * Moves time forward and wakes, in order, everybody who slept until then.
   * @param settle awaited after each wake-up, so that what it set off is done before time goes on
   */
  advance(milliseconds: number, settle?: () => Promise<unknown>): Promise<void>;
}

/** When a manual clock starts unless told otherwise: a fixed moment, so that runs can be compared. */
export const DEFAULT_START = Date.UTC(2026, 5, 1, 8, 0, 0);

/** Node's timers hold at most this many milliseconds (2^31 - 1); a longer sleep is slept in parts. */
const LONGEST_TIMER = 2_147_483_647;

interface Sleeper {
  due: number;
  wake: () => void;
}

/** Sleepers in the order in which they are to wake; equal times keep the order in which they lay down. */
class Sleepers {
  #list: Sleeper[] = [];

  add(sleeper: Sleeper): void {
    let low = 0;
    let high = this.#list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#list[middle]?.due ?? 0) <= sleeper.due) low = middle + 1;
      else high = middle;
    }
    this.#list.splice(low, 0, sleeper);
  }

  get nextDue(): number | undefined {
    return this.#list[0]?.due;
  }

  /** Removes and wakes everybody who is due. */
  wake(now: number): void {
    let count = 0;
    while (count < this.#list.length && (this.#list[count]?.due ?? 0) <= now) count++;
    for (const sleeper of this.#list.splice(0, count)) sleeper.wake();
  }
}

/** Lets everything run that is waiting for its turn: enough for work that does no input or output of its own. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function checkSpan(milliseconds: number): void {
  if (!Number.isFinite(milliseconds) || milliseconds < 0)
    throw new RangeError(`A clock moves forward by a number of milliseconds, not by ${milliseconds}.`);
}

/** A clock that stands still until it is moved: for tests and measurements. */
export function createManualClock(start: number = DEFAULT_START): MovableClock {
  const sleepers = new Sleepers();
  let now = start;
  return {
    now: () => now,
    sleep: (milliseconds) =>
      new Promise((wake) => sleepers.add({ due: now + Math.max(0, milliseconds), wake })),
    async advance(milliseconds, settle = nextTurn) {
      checkSpan(milliseconds);
      const target = now + milliseconds;
      await settle();
      for (let due = sleepers.nextDue; due !== undefined && due <= target; due = sleepers.nextDue) {
        now = Math.max(now, due);
        sleepers.wake(now);
        await nextTurn();
        await settle();
      }
      now = target;
    },
  };
}

/**
 * A clock that runs by itself and can be moved ahead as well: for the server.
 * @param start what it shows at first; the present unless given
 */
export function createRunningClock(start: number = Date.now()): MovableClock {
  const sleepers = new Sleepers();
  let offset = start - Date.now();
  let timer: NodeJS.Timeout | undefined;
  const now = () => Date.now() + offset;
  const arm = () => {
    clearTimeout(timer);
    const due = sleepers.nextDue;
    if (due === undefined) return;
    // A sleeping retry must not keep a process alive that has nothing else to do.
    timer = setTimeout(tick, Math.min(LONGEST_TIMER, Math.max(0, due - now()))).unref();
  };
  const tick = () => {
    sleepers.wake(now());
    arm();
  };
  return {
    now,
    sleep: (milliseconds) =>
      new Promise((wake) => {
        sleepers.add({ due: now() + Math.max(0, milliseconds), wake });
        arm();
      }),
    async advance(milliseconds, settle = nextTurn) {
      checkSpan(milliseconds);
      const target = offset + milliseconds;
      await settle();
      for (let due = sleepers.nextDue; due !== undefined; due = sleepers.nextDue) {
        const step = due - now();
        if (offset + step > target) break;
        offset += Math.max(0, step);
        sleepers.wake(now());
        await nextTurn();
        await settle();
      }
      offset = Math.max(offset, target);
      tick();
    },
  };
}
