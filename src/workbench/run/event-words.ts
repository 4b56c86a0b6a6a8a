/** What an event reads like: one English sentence and a mood. Facts travel beside it for other wordings. */

import type { BookingsEvent } from "../../bookings/index.ts";
import { counted } from "../../machine/terminal/counted.ts";
import { MANUAL, RECURRENCE } from "../../platform/flows/trigger-names.ts";
import type { PlatformEvent } from "../../platform/index.ts";
import type { Mood } from "../api.ts";

export interface Worded {
  mood: Mood;
  text: string;
}

const plain = (text: string): Worded => ({ mood: "plain", text });
const good = (text: string): Worded => ({ mood: "good", text });
const attention = (text: string): Worded => ({ mood: "attention", text });
const bad = (text: string): Worded => ({ mood: "bad", text });

const PURPOSES: Record<string, string> = {
  invoke: "Calling",
  subscribe: "Subscribing with",
  unsubscribe: "Unsubscribing with",
  poll: "Polling",
  dynamic: "Loading dynamic values with",
  async: "Checking the long-running operation",
  script: "The script calls",
  policy: "A policy calls",
  notify: "Notifying",
};

/** @param name of the flow that it is about; several may be there */
export function wordPlatformEvent(event: PlatformEvent, name = "The flow"): Worded {
  switch (event.type) {
    case "fault-found":
      return attention(event.fault.message);
    case "connection-created":
      return plain("A connection was created.");
    case "connection-unauthenticated":
      return bad(`A policy signed the connection out (status ${event.status}).`);
    case "call-started":
      return plain(`${PURPOSES[event.purpose] ?? "Calling"} ${event.operation}.`);
    case "call-answered": {
      const text = `${event.operation} returned ${event.status}.`;
      if (event.kind === "succeeded") return plain(text);
      if (event.kind === "connection-throttled")
        return bad(`The gateway throttled ${event.operation}: too many calls on this connection (429).`);
      return bad(text);
    }
    case "connection-throttled":
      return bad(`The connection is throttled and can be used again in ${event.retryAfterSeconds} s.`);
    case "service-quota":
      return bad(`A quota of the service is exhausted: ${event.message}`);
    case "policy-applied":
      return plain(`Policy ${event.template} changed the ${event.section} of ${event.operation}.`);
    case "policy-failed":
      return bad(`Policy ${event.template} failed for ${event.operation}: ${event.message}`);
    case "violation-found":
      return attention(
        `${event.violation.operation} does not match the definition${event.violation.pointer ? ` at ${event.violation.pointer}` : ""}: ${event.violation.message}.`,
      );
    case "flow-created":
      return plain(
        event.operation === MANUAL
          ? "A flow that is started by hand was created."
          : event.operation === RECURRENCE
            ? "A flow that runs by itself was created."
            : `A flow for ${event.operation} was created.`,
      );
    case "flow-turned-on":
      return plain(`${name} was turned on.`);
    case "flow-turned-off":
      return plain(`${name} was turned off.`);
    case "flow-edited":
      return plain(`${name} was edited.`);
    case "flow-suspended":
      return bad(event.message);
    case "subscribed":
      return event.location === undefined
        ? attention(
            "Subscribed, but the response has no Location header, so the platform cannot unsubscribe.",
          )
        : good("Subscribed.");
    case "unsubscribed":
      return good(
        event.status === 404 || event.status === 410
          ? `Unsubscribed: the service no longer had the subscription (${event.status}).`
          : "Unsubscribed.",
      );
    case "unsubscribe-failed":
      return bad(`Unsubscribing failed (${event.status}): ${event.message}`);
    case "subscription-orphaned":
      return bad(event.message);
    case "registration-retry": {
      const asked =
        event.serverAskedSeconds === undefined
          ? ""
          : ` (the service asked for ${event.serverAskedSeconds} s)`;
      return attention(
        `Subscribing failed at attempt ${event.attempt} (${event.status}); the platform tries again in ${event.platformWaitsSeconds} s${asked}.`,
      );
    }
    case "registration-failed":
      return bad(`The platform stopped trying to subscribe (${event.status}): ${event.message}`);
    case "notification-accepted":
      return good(
        event.runs.length === 0
          ? "The platform accepted the notification; it starts no run."
          : `The platform accepted the notification that started ${event.runs.length === 1 ? "this run" : `these ${event.runs.length} runs`}.`,
      );
    case "notification-refused":
      return bad(`The platform refused a notification (${event.status}): ${event.message}`);
    case "polled":
      return event.items > 0
        ? good(`The poll found ${counted(event.items, "item")}; the next one is in ${event.nextInSeconds} s.`)
        : plain(`The poll found nothing new (${event.status}); the next one is in ${event.nextInSeconds} s.`);
    case "run-started":
      return good("A run started.");
    case "run-waiting":
      return plain(`The run is waiting for ${event.action}.`);
    case "action-ended":
      return event.status === "failed"
        ? bad(`Action ${event.action} failed.`)
        : plain(`Action ${event.action} ended: ${event.status}.`);
    case "run-ended":
      return event.status === "failed" ? bad("The run failed.") : good("The run succeeded.");
    default:
      return plain(String((event as { type: string }).type));
  }
}

/** A flow that is there already was made on the platform again: nothing new, to who reads it. */
export function wordRemade(why: "edited" | "resumed", name: string): Worded {
  return plain(why === "edited" ? `${name} was changed.` : `${name} is there again.`);
}

/** `1 Dec, 18:00` of `2026-12-01T18:00`, a local time. */
const WHEN = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
});

function when(local: string): string {
  const time = new Date(`${local}Z`);
  return Number.isNaN(time.getTime()) ? local : WHEN.format(time);
}

export function wordServiceEvent(event: BookingsEvent): Worded {
  switch (event.name) {
    case "request":
      return plain(`The service received ${event.method} ${event.path}.`);
    case "authorised":
      return plain(`The service recognized the token of ${event.user}.`);
    case "refused":
      return bad(`The service refused the call (${event.status}): ${event.message}`);
    case "answered":
      return plain(`The service returned ${event.status}.`);
    case "fault":
      return attention(
        `A fault from the controls applied to ${event.on === "any" ? "this call" : event.on}: ${event.answer}.`,
      );
    case "listed":
      return plain(`The list for ${event.user} has ${counted(event.pages.length, "booking page")}.`);
    case "subscribed":
      return good(`New subscription to ${event.page}: ${event.changeTypes.join(", ")}.`);
    case "unsubscribed":
      return good(`Subscription to ${event.page} ended: ${event.changeTypes.join(", ")}.`);
    case "booked":
      return good(`${event.customer} booked "${event.service}" on ${when(event.start)}.`);
    case "joined":
      return good(`${event.customer} joined "${event.service}" on ${when(event.start)}.`);
    case "left":
      return good(`${event.customer} left "${event.service}" on ${when(event.start)}.`);
    case "edited":
      return good(`"${event.service}" on ${when(event.start)} was edited.`);
    case "peopleChanged":
      return plain(wordPeople(event));
    case "rescheduled":
      return good(`"${event.service}" was rescheduled to ${when(event.start)}.`);
    case "cancelled":
      return good(
        `"${event.service}" on ${when(event.start)} was cancelled${event.reason === undefined ? "" : `: ${event.reason}`}.`,
      );
    case "queued":
      return plain(`The service is sending a notification (${event.changeType}).`);
    case "delivered":
      return good(`The service delivered its notification (${event.changeType}, ${event.status}).`);
    case "retried":
      return attention(
        `The notification (${event.changeType}) was not delivered (${event.reason}); the service will retry.`,
      );
    case "withheld":
      return attention(
        `The notification (${event.changeType}) was not sent: calls to its address are not allowed.`,
      );
    case "abandoned":
      return bad(
        `The service gave up on the notification (${event.changeType}) after ${counted(event.attempts, "attempt")}.`,
      );
    case "gone":
      return attention(
        `A subscription to ${event.page} ended because its callback returned 410 or the page was removed. ${counted(event.lost, "notification")} lost.`,
      );
    case "drift":
      return attention(`${event.operation} does not match the definition: ${event.violations.join("; ")}`);
    case "signedIn":
      return plain(`${event.user} signed in.`);
  }
}

function wordPeople({ what, page, user }: Extract<BookingsEvent, { name: "peopleChanged" }>): string {
  switch (what) {
    case "user-added":
      return `${user} can now sign in.`;
    case "user-changed":
      return `The user ${user} was changed.`;
    case "page-changed":
      return `The booking page ${page} was changed.`;
    case "service-added":
      return `A service was added to ${page}.`;
    case "service-changed":
      return `A service of ${page} was changed.`;
    case "service-removed":
      return `A service of ${page} was removed.`;
    case "people-restored":
      return "Users, booking pages and staff are as they were before.";
    case "user-removed":
      return `${user} can no longer sign in.`;
    case "licence-given":
      return `${user} now has a Bookings license.`;
    case "licence-taken":
      return `${user} no longer has a Bookings license.`;
    case "page-added":
      return `The booking page ${page} was added.`;
    case "page-removed":
      return `The booking page ${page} was removed.`;
    case "member-added":
      return `${user} joined the staff of ${page}.`;
    case "member-changed":
      return `The staff entry of ${user} on ${page} was changed.`;
    case "member-removed":
      return `${user} left the staff of ${page}.`;
  }
}
