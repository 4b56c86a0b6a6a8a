/** What an event reads like: one English sentence and a mood. Facts travel beside it for other wordings. */

import type { BookingsEvent } from "../../bookings/index.ts";
import { counted } from "../../machine/terminal/counted.ts";
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
  invoke: "is called",
  subscribe: "is called to subscribe",
  unsubscribe: "is called to unsubscribe",
  poll: "is asked for news",
  dynamic: "is called to fill a list",
  policy: "is called by a policy",
  notify: "is notified",
};

export function wordPlatformEvent(event: PlatformEvent): Worded {
  switch (event.type) {
    case "fault-found":
      return attention(event.fault.message);
    case "connection-created":
      return plain("A connection was made.");
    case "connection-unauthenticated":
      return bad(`A policy marked the connection as signed out (status ${event.status}).`);
    case "call-started":
      return plain(`${event.operation} ${PURPOSES[event.purpose] ?? "is called"}.`);
    case "call-answered": {
      const text = `${event.operation} answered ${event.status}.`;
      if (event.kind === "succeeded") return plain(text);
      if (event.kind === "connection-throttled")
        return bad(`The gateway refused ${event.operation}: too many calls on this connection (429).`);
      return bad(text);
    }
    case "connection-throttled":
      return bad(`The connection is throttled; it may be used again in ${event.retryAfterSeconds} s.`);
    case "service-quota":
      return bad(`A quota of the service is used up: ${event.message}`);
    case "policy-applied":
      return plain(`The policy ${event.template} was applied to the ${event.section} of ${event.operation}.`);
    case "policy-failed":
      return bad(`The policy ${event.template} failed at ${event.operation}: ${event.message}`);
    case "violation-found":
      return attention(
        `${event.violation.operation} broke the definition${event.violation.pointer ? ` at ${event.violation.pointer}` : ""}: ${event.violation.message}.`,
      );
    case "flow-created":
      return plain(`A flow on ${event.operation} was made.`);
    case "flow-turned-on":
      return plain("The flow was turned on.");
    case "flow-turned-off":
      return plain("The flow was turned off.");
    case "flow-edited":
      return plain("The flow was edited.");
    case "flow-suspended":
      return bad(event.message);
    case "subscribed":
      return event.location === undefined
        ? attention("Subscribed, but the answer named no Location: the subscription can never be ended.")
        : good("Subscribed.");
    case "unsubscribed":
      return good(
        event.status === 404 || event.status === 410
          ? `Unsubscribed: the service knew nothing of it any more (${event.status}).`
          : "Unsubscribed.",
      );
    case "unsubscribe-failed":
      return bad(`Unsubscribing failed with ${event.status}: ${event.message}`);
    case "subscription-orphaned":
      return bad(event.message);
    case "registration-retry": {
      const asked =
        event.serverAskedSeconds === undefined
          ? ""
          : ` (the service asked for ${event.serverAskedSeconds} s)`;
      return attention(
        `Attempt ${event.attempt} to subscribe failed with ${event.status}; the platform waits ${event.platformWaitsSeconds} s${asked}.`,
      );
    }
    case "registration-failed":
      return bad(`Subscribing was given up with ${event.status}: ${event.message}`);
    case "notification-accepted":
      return good(`A notification was taken; it starts ${counted(event.runs.length, "run")}.`);
    case "notification-refused":
      return bad(`A notification was refused with ${event.status}: ${event.message}`);
    case "polled":
      return event.items > 0
        ? good(`The poll found ${counted(event.items, "item")}; the next one is in ${event.nextInSeconds} s.`)
        : plain(`The poll answered ${event.status}; the next one is in ${event.nextInSeconds} s.`);
    case "run-started":
      return good("A run began.");
    case "run-waiting":
      return plain(`The run waits for ${event.action}.`);
    case "action-ended":
      return event.status === "failed"
        ? bad(`The action ${event.action} failed.`)
        : plain(`The action ${event.action} ended: ${event.status}.`);
    case "run-ended":
      return event.status === "failed" ? bad("The run failed.") : good("The run succeeded.");
    default:
      return plain(String((event as { type: string }).type));
  }
}

export function wordServiceEvent(event: BookingsEvent): Worded {
  switch (event.name) {
    case "request":
      return plain(`The service was asked: ${event.method} ${event.path}.`);
    case "authorised":
      return plain(`The token is that of ${event.user}.`);
    case "refused":
      return bad(`The service refused with ${event.status}: ${event.message}`);
    case "answered":
      return plain(`The service answered ${event.status}.`);
    case "fault":
      return attention(`A fault that was switched on struck ${event.on}: ${event.answer}.`);
    case "listed":
      return plain(`${event.user} was shown ${counted(event.pages.length, "booking page")}.`);
    case "subscribed":
      return good(`${event.page} has a new subscription to ${event.changeTypes.join(", ")}.`);
    case "unsubscribed":
      return good(`${event.page} has lost a subscription to ${event.changeTypes.join(", ")}.`);
    case "booked":
      return good(`${event.customer} booked "${event.service}" at ${event.start}.`);
    case "joined":
      return good(`${event.customer} joined "${event.service}" at ${event.start}.`);
    case "left":
      return good(`${event.customer} left "${event.service}" at ${event.start}.`);
    case "edited":
      return good(`"${event.service}" at ${event.start} was edited.`);
    case "peopleChanged":
      return plain(wordPeople(event));
    case "rescheduled":
      return good(`"${event.service}" was moved to ${event.start}.`);
    case "cancelled":
      return good(
        `"${event.service}" at ${event.start} was cancelled${event.reason === undefined ? "" : `: ${event.reason}`}.`,
      );
    case "queued":
      return plain(`A notification (${event.changeType}) is on its way.`);
    case "delivered":
      return good(`The notification (${event.changeType}) was taken with ${event.status}.`);
    case "retried":
      return attention(
        `The notification (${event.changeType}) was not taken (${event.reason}); it is tried again later.`,
      );
    case "withheld":
      return attention(
        `The notification (${event.changeType}) was withheld: its address must not be called.`,
      );
    case "abandoned":
      return bad(`The notification (${event.changeType}) was given up after ${event.attempts} attempts.`);
    case "gone":
      return attention(
        `A subscription of ${event.page} is over: its subscriber answered 410, or the page was removed. ${counted(event.lost, "notification")} lost.`,
      );
    case "drift":
      return attention(`${event.operation} is not as our definition says: ${event.violations.join("; ")}`);
    case "signedIn":
      return plain(`${event.user} signed in.`);
  }
}

function wordPeople({ what, page, user }: Extract<BookingsEvent, { name: "peopleChanged" }>): string {
  switch (what) {
    case "user-added":
      return `${user} can sign in now.`;
    case "user-removed":
      return `${user} can no longer sign in.`;
    case "licence-given":
      return `${user} has a licence for Bookings now.`;
    case "licence-taken":
      return `${user} has no licence for Bookings any more.`;
    case "page-added":
      return `The booking page ${page} is new.`;
    case "page-removed":
      return `The booking page ${page} was removed.`;
    case "member-added":
      return `${user} is new on the staff of ${page}.`;
    case "member-changed":
      return `${user} changed on the staff of ${page}.`;
    case "member-removed":
      return `${user} is no longer on the staff of ${page}.`;
  }
}
