/** A subscription with what is waiting to be sent to it. */

import { redactUrl } from "../../machine/redaction/url.ts";
import type { ChangeType } from "../contract/service-contract.ts";
import type { SubscriptionFacts } from "../events.ts";
import type { Place } from "./places.ts";

/** A notification ready to be sent; one entry serves all subscriptions of its page. */
export interface LogEntry {
  /** Position in the sequence of changes of the world. */
  change: number;
  type: ChangeType;
  appointment: string;
  /** The JSON text. */
  body: string;
}

/** What is under way to one subscriber about one appointment: strictly one after the other. */
export interface Lane {
  appointment: string;
  /** The first is the one being tried. */
  waiting: LogEntry[];
  attempts: number;
  firstTriedAt: number;
  retryAt: number;
  state: "ready" | "in-flight" | "waiting";
}

export interface Attempt {
  lane: Lane;
  place: Place;
  deadline: number;
  controller: AbortController;
  over: boolean;
}

export interface Subscription {
  readonly id: string;
  /** Address of the page. */
  readonly page: string;
  readonly changeTypes: readonly ChangeType[];
  /** A bearer secret: never shown, see {@link factsOf}. */
  readonly callbackUrl: string;
  readonly createdBy: string;
  readonly createdAt: number;
  /** Position in the page's log up to which entries were taken over. */
  cursor: number;
  lanes: Map<string, Lane>;
  ready: Lane[];
  /** Under way; a list, because there are few of them, and most of the time none: an empty set takes much more memory. */
  attempts: Attempt[];
  /** Entries in all lanes: never more than the queue's bound. */
  held: number;
  /** Failures since the last success. */
  failures: number;
  pausedUntil: number;
  wakeAt: number;
  ended: boolean;
  facts: SubscriptionFacts;
}

export function createSubscription(
  given: Pick<Subscription, "id" | "page" | "changeTypes" | "callbackUrl" | "createdBy" | "createdAt">,
  cursor: number,
): Subscription {
  return {
    ...given,
    cursor,
    lanes: new Map(),
    ready: [],
    attempts: [],
    held: 0,
    failures: 0,
    pausedUntil: 0,
    wakeAt: Number.POSITIVE_INFINITY,
    ended: false,
    facts: {
      webhookId: given.id,
      page: given.page,
      changeTypes: given.changeTypes,
      callback: redactUrl(given.callbackUrl),
    },
  };
}
