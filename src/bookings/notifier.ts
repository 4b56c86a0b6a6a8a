/** From a change in the world to notifications on their way: rendered once, held against the definition, queued. */
import { InputError } from "../json/problem.ts";
import type { ServiceContext } from "./context.ts";
import type { ChangeType } from "./contract/service-contract.ts";
import type { Quirks } from "./quirks.ts";
import { buildNotification } from "./world/notification.ts";
import type { Change } from "./world/types.ts";
import type { Verb } from "./world/world.ts";

/** The listener of a world that tells the subscribers of a service. */
export function createNotifier(
  context: ServiceContext,
  quirks: Quirks,
): (change: Change, verb: Verb) => void {
  return (change, verb) => {
    announce(context, change, verb);
    const types: ChangeType[] =
      change.type === "Created" && quirks.is("updated-on-create") ? ["Created", "Updated"] : [change.type];
    context.history.note(change, verb, subscribersOf(context, change, types));
    for (const type of types) notify(context, quirks, change, type);
  };
}

function subscribersOf({ subscriptions }: ServiceContext, change: Change, types: ChangeType[]): number {
  return subscriptions
    .of(change.appointment.page.smtp)
    .filter((one) => one.changeTypes.some((type) => types.includes(type))).length;
}

function notify(context: ServiceContext, quirks: Quirks, change: Change, type: ChangeType): void {
  const { appointment } = change;
  const body = buildNotification(change, type, {
    cancelReasonMissing: quirks.is("cancel-reason-missing"),
    choiceAnswerMissing: quirks.is("choice-answer-missing"),
    zeroAppointmentId: quirks.is("zero-appointment-id"),
  });
  const operation = context.contract.changes.find((one) => one.changeType === type)?.trigger ?? type;
  const violations = context.definition.checkNotification(operation, body);
  if (violations.length > 0) {
    context.events.emit("drift", { operation, violations });
    if (context.onDrift === "error")
      throw new InputError(
        "contract-drift",
        `The mocked service and the definition do not agree. ${violations.join(" ")}`,
        "Correct the definition, or the mock.",
      );
  }
  context.delivery.enqueue(appointment.page.smtp, {
    change: change.sequence,
    type,
    appointment: appointment.id,
    body: JSON.stringify(body),
  });
}

function announce({ events }: ServiceContext, { appointment, customer }: Change, verb: Verb): void {
  const facts = {
    page: appointment.page.smtp,
    appointment: appointment.id,
    service: appointment.service.name,
    start: appointment.start,
  };
  if (verb === "cancelled") events.emit("cancelled", { ...facts, reason: appointment.cancelReason });
  else if (verb === "rescheduled" || verb === "edited") events.emit(verb, facts);
  else events.emit(verb, { ...facts, customer: customer ?? "" });
}
