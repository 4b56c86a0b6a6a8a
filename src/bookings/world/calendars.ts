/** Who is busy when: the calendar of each host, over all booking pages on which the person works. */
import type { Staff } from "./types.ts";

interface Busy {
  from: number;
  to: number;
  appointment: string;
}

export class Calendars {
  /** By email address, lower case; in the order of their beginnings, those that begin together in that of their ids. */
  readonly #busy = new Map<string, Busy[]>();

  /** Takes the time of everybody who hosts an appointment. Moments in milliseconds since 1970. */
  take(hosts: readonly Staff[], from: number, to: number, appointment: string): void {
    for (const host of hosts) {
      const busy = this.#of(host);
      busy.splice(firstFrom(busy, from, appointment), 0, { from, to, appointment });
    }
  }

  /** Gives an appointment's time back. */
  free(hosts: readonly Staff[], from: number, appointment: string): void {
    for (const host of hosts) {
      const busy = this.#of(host);
      const at = firstFrom(busy, from, appointment);
      if (busy[at]?.from === from && busy[at]?.appointment === appointment) busy.splice(at, 1);
    }
  }

  /** The first host who is busy in a stretch of time with something other than `except`. */
  busyHost(hosts: readonly Staff[], from: number, to: number, except?: string): Staff | undefined {
    return hosts.find((host) => {
      const busy = this.#of(host);
      // Appointments are at most a week long: what began earlier is over.
      for (let at = firstFrom(busy, from - LONGEST); at < busy.length; at++) {
        const one = busy[at];
        if (!one || one.from >= to) return false;
        if (one.to > from && one.appointment !== except) return true;
      }
      return false;
    });
  }

  #of(host: Staff): Busy[] {
    const key = host.email.toLowerCase();
    const busy = this.#busy.get(key) ?? [];
    this.#busy.set(key, busy);
    return busy;
  }
}

/** A week, the longest appointment that the schema of worlds allows, with a day of buffers on either side. */
const LONGEST = 9 * 24 * 3_600_000;

/** The position of the first that begins at a moment or later; of those that begin together, the first from an id on. */
function firstFrom(busy: readonly Busy[], from: number, appointment = ""): number {
  let low = 0;
  let high = busy.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const one = busy[middle];
    if (one && (one.from < from || (one.from === from && one.appointment < appointment))) low = middle + 1;
    else high = middle;
  }
  return low;
}
