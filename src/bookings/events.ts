/** What happens inside the service, told to whoever listens: tests, logs, and pages that show it. */
import { sizeOf } from "../json/size.ts";
import { Newest } from "../machine/memory/newest.ts";
import type { ChangeType } from "./contract/service-contract.ts";
import type { PeopleChange } from "./world/people.ts";

/** Facts of one subscription that may be shown: the callback address comes without its secrets. */
export interface SubscriptionFacts {
  webhookId: string;
  page: string;
  changeTypes: readonly ChangeType[];
  callback: string;
}

interface NotificationFacts extends SubscriptionFacts {
  appointment: string;
  changeType: ChangeType;
  /** Position in the sequence of changes of the world. */
  change: number;
}

interface AppointmentFacts {
  page: string;
  appointment: string;
  service: string;
  start: string;
}

/** Every phase by its name. */
export interface BookingsEvents {
  /** A request arrived. `request` is its number, which the events it leads to repeat. */
  request: { request: number; method: string; path: string; operation: string | undefined };
  /** Its token is valid. */
  authorised: { request: number; user: string };
  /** It was refused for a reason of the contract (`error` is the entry's id). */
  refused: { request: number; status: number; error: string; message: string };
  /** It was answered, whatever the answer. */
  answered: { request: number; status: number; operation: string | undefined };
  /** A fault that was asked for struck. */
  fault: { request: number | undefined; on: string; answer: string; latencyMs: number };
  listed: { request: number; user: string; pages: string[] };
  subscribed: SubscriptionFacts & { request: number; user: string };
  unsubscribed: SubscriptionFacts & { request: number; user: string };
  booked: AppointmentFacts & { customer: string };
  joined: AppointmentFacts & { customer: string };
  /** One customer of several gave the seat back. */
  left: AppointmentFacts & { customer: string };
  /** Hosts, service, notes, answers or location changed. */
  edited: AppointmentFacts;
  rescheduled: AppointmentFacts;
  cancelled: AppointmentFacts & { reason: string | undefined };
  /** A notification is waiting for its subscriber. */
  queued: NotificationFacts;
  /** The subscriber took it. */
  delivered: NotificationFacts & { attempt: number; status: number };
  /** The subscriber did not take it; it is tried again at `retryAt` (milliseconds since 1970). */
  retried: NotificationFacts & { attempt: number; reason: string; retryAt: number };
  /** Its address is none this service may call; it counts as done. */
  withheld: NotificationFacts;
  /** It was tried for so long that it is given up. */
  abandoned: NotificationFacts & { attempts: number };
  /** The subscriber answered 410, or the page was removed: the subscription is over. `lost` notifications were still waiting. */
  gone: SubscriptionFacts & { lost: number };
  /** An answer or notification does not keep to the definition. */
  drift: { operation: string; violations: string[] };
  /** Users, pages or members came, went or changed. */
  peopleChanged: PeopleChange;
  /** Somebody signed in, or was given a token. */
  signedIn: { user: string; how: "authorization-code" | "refresh-token" | "direct" };
}

export type EventName = keyof BookingsEvents;

/** An event as it is kept and told. */
export type BookingsEvent = {
  [Name in EventName]: { name: Name; sequence: number; at: number } & BookingsEvents[Name];
}[EventName];

export type Listener<Name extends EventName> = (event: Extract<BookingsEvent, { name: Name }>) => void;

/** The last so many events are kept for whoever asks later. */
const HISTORY = { count: 1000, bytes: 16 * 1024 * 1024 };

export class EventHub {
  #clock: { now(): number };
  #listeners = new Map<EventName | "*", Set<(event: BookingsEvent) => void>>();
  readonly #history = new Newest<BookingsEvent>(HISTORY);
  #sequence = 0;

  constructor(clock: { now(): number }) {
    this.#clock = clock;
  }

  /** Calls the listener at each event of that name, or of any name with `*`. Returns a function that ends it. */
  on<Name extends EventName>(name: Name, listener: Listener<Name>): () => void;
  on(name: "*", listener: (event: BookingsEvent) => void): () => void;
  on(name: EventName | "*", listener: (event: never) => void): () => void {
    const set = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, set);
    const call = listener as (event: BookingsEvent) => void;
    set.add(call);
    return () => set.delete(call);
  }

  emit<Name extends EventName>(name: Name, facts: BookingsEvents[Name]): void {
    const event = { name, sequence: ++this.#sequence, at: this.#clock.now(), ...facts } as BookingsEvent;
    this.#history.add(event, sizeOf(event));
    for (const key of [name, "*"] as const) {
      const listeners = this.#listeners.get(key);
      if (listeners) for (const listener of listeners) tell(listener, event);
    }
  }

  /** The most recent events (1,000 at most), oldest first; those after the given sequence number only. */
  recent(after = 0): BookingsEvent[] {
    return this.#history.slice().filter((event) => event.sequence > after);
  }
}

/** A listener's fault is its own: the service goes on, and the fault surfaces as an uncaught exception, as with EventTarget. */
function tell(listener: (event: BookingsEvent) => void, event: BookingsEvent): void {
  try {
    listener(event);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
