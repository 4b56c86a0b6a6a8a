/** Where a flow is, in sentences: for failing tests and for the page. */
import type { Fault, Flow } from "../api.ts";
import type { Services } from "../services.ts";

/** Calls shown, newest last. */
const SHOWN_CALLS = 4;

export function explainFlow(flow: Flow, services: Services): string[] {
  const lines = [healthLine(flow)];
  const { reason } = flow;
  if (reason) {
    lines.push(`Last answer: ${reason.status} (${kindText(reason.kind)}): ${reason.message}`);
    if (reason.platformWaitsSeconds !== undefined) {
      const asked = reason.serverAskedSeconds;
      lines.push(
        `The platform tries again in ${reason.platformWaitsSeconds} s${asked === undefined ? "" : `; the answer asked for ${asked} s`}.`,
      );
    }
  }
  for (const orphan of flow.snapshot().orphans) lines.push(orphan.message);
  const refused = services.events
    .list()
    .filter((event) => event.type === "notification-refused" && event.flow === flow.id)
    .at(-1);
  if (refused?.type === "notification-refused")
    lines.push(`Last notification was refused: ${refused.status}, ${refused.message}`);
  const calls = services.exchanges.list().filter((exchange) => exchange.flow === flow.id);
  for (const call of calls.slice(-SHOWN_CALLS)) {
    const address = new URL(call.request.url);
    lines.push(
      `${call.phase}: ${call.request.method} ${address.host}${address.pathname} -> ${call.response?.status ?? call.error ?? "no answer"} (answered by the ${call.answeredBy})`,
    );
  }
  for (const fault of services.faults)
    if (!fault.operations || fault.operations.includes(flow.operation)) lines.push(faultLine(fault));
  return lines;
}

/** One fault with its name, place and remedy. */
export function faultLine(fault: Fault): string {
  const place = `${fault.file}${fault.line === undefined ? "" : `:${fault.line}:${fault.column}`}`;
  return `${fault.certain ? "Fault of the definition" : "Perhaps because of the definition"}: ${fault.id} (${place}): ${fault.message} ${fault.help}`;
}

function healthLine(flow: Flow): string {
  const about = `${flow.operation} (${flow.kind}), ${flow.state}`;
  switch (flow.health) {
    case "off":
      return `${about}: the flow was not turned on, or was turned off.`;
    case "registering":
      return `${about}: the service has not answered the subscription yet.`;
    case "subscribed":
      return `${about}: subscribed.`;
    case "no-location":
      return `${about}: subscribed, but the service gave no address at which to unsubscribe.`;
    case "retrying":
      return `${about}: the subscription failed and is tried again.`;
    case "gave-up":
      return `${about}: the subscription failed and was given up; edit the flow to try again.`;
    case "ready":
      return `${about}: it runs when somebody starts it.`;
    case "waiting":
      return flow.kind === "recurrence" ? `${about}: it runs at its interval.` : `${about}: polling.`;
    case "poll-failing":
      return `${about}: polling, the last poll failed.`;
  }
}

function kindText(kind: string): string {
  switch (kind) {
    case "connection-throttled":
      return "the gateway throttles the connection; waiting helps";
    case "service-rejected":
      return "the service refuses";
    case "service-failed":
      return "the service fails";
    case "gateway-timeout":
      return "the service does not answer";
    case "backend-crashed":
      return "the backend of the test crashed; this is not an outage of the service";
    case "gateway-failed":
      return "the gateway could not make the call";
    case "not-as-defined":
      return "the answer is not as the definition says";
    default:
      return kind;
  }
}
