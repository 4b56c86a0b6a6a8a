/**
 * The body of a notification, after the specification's `AppointmentData`. Nothing raw from the real service is public:
 * names and types are specified, and where nothing is said the choices are those of `connector/samples/README.md`
 * (a text without a value is left out, a list without entries is empty, minutes, no time zone).
 */
import { createHash } from "node:crypto";
import type { JsonObject } from "../../json/values.ts";
import type { ChangeType } from "../contract/service-contract.ts";
import { notifiedTexts } from "./booked-texts.ts";
import type { Attendance, Change, LocationSpec, QuestionAnswer } from "./types.ts";

/** Switches for what the service is reported, or known, to get wrong. */
export interface NotificationQuirks {
  /** Known issue 4 of the specification, on unless turned off: no CancelReason for 1:1 bookings. */
  cancelReasonMissing: boolean;
  choiceAnswerMissing: boolean;
  zeroAppointmentId: boolean;
}

const NO_ID = "00000000-0000-0000-0000-000000000000";

/** The notification of a change, sent under the given type (a quirk sends one change under two). */
export function buildNotification(change: Change, type: ChangeType, quirks: NotificationQuirks): JsonObject {
  const { appointment } = change;
  const { service, staff, customers } = appointment;
  const group = service.maximumAttendees > 1;
  const single = group ? undefined : customers[0];
  const answers = (attendance: Attendance) => attendance.answers.map((one) => questionOf(one, quirks));
  return compact({
    AdditionalInfo: service.additionalInfo,
    CustomerEmail: single?.email,
    CustomerId: single?.id,
    CustomerLocation: locationOf(single?.location),
    CustomerName: single?.name,
    CustomerNotes: single?.notes,
    CustomQuestionAnswers: single ? answers(single) : [],
    CustomerPhone: single?.phone,
    CustomerTimeZone: single?.timeZone,
    Customers: group
      ? customers.map((customer) =>
          compact({
            Email: customer.email,
            Id: customer.id,
            Location: locationOf(customer.location),
            Name: customer.name,
            Notes: customer.notes,
            TimeZone: customer.timeZone,
            Answers: answers(customer),
          }),
        )
      : [],
    Duration: appointment.durationMinutes,
    EndTime: appointment.end,
    FilledAttendeesCount: customers.length,
    Id: exchangeId(appointment.selfServiceAppointmentId, type),
    IsSMSNotificationsEnabled: service.sms,
    JoinWebURL: appointment.joinUrl,
    MaxAttendeesCount: service.maximumAttendees,
    SelfServiceAppointmentId:
      quirks.zeroAppointmentId && appointment.bookedBy === "staff"
        ? NO_ID
        : appointment.selfServiceAppointmentId,
    ServiceId: service.id,
    ServiceName: service.name,
    ServiceNotes: appointment.serviceNotes,
    StaffMembers: staff.map((member) => ({
      DisplayName: member.name,
      EmailAddress: member.email,
      Id: member.id,
    })),
    StartTime: appointment.start,
    ...notifiedTexts(appointment),
    CancelReason: group || !quirks.cancelReasonMissing ? appointment.cancelReason : undefined,
  });
}

/**
 * An identifier in the manner of Exchange. The specification says that it differs between triggers for one
 * appointment (FAQ 5); that it stays the same within one trigger is our choice.
 */
function exchangeId(appointment: string, type: ChangeType): string {
  return `AAMk${createHash("sha256").update(`${appointment} ${type}`).digest("base64")}`;
}

function locationOf(location: LocationSpec | undefined): JsonObject | undefined {
  if (!location) return undefined;
  const address = compact({
    City: location.city,
    CountryOrRegion: location.countryOrRegion,
    PostalCode: location.postalCode,
    State: location.state,
    Street: location.street,
  });
  return compact({
    DisplayName: location.displayName,
    PhysicalAddress: Object.keys(address).length > 0 ? address : undefined,
  });
}

function questionOf({ question, answer, selected }: QuestionAnswer, quirks: NotificationQuirks): JsonObject {
  return compact({
    Answer: quirks.choiceAnswerMissing && question.options.length > 0 ? undefined : answer,
    AnswerOptions: question.options,
    IsRequired: question.required,
    Question: question.question,
    QuestionID: question.id,
    SelectedOptions: selected,
  });
}

/** Leaves out what has no value. */
function compact(fields: Record<string, JsonObject[string] | undefined>): JsonObject {
  const object: JsonObject = {};
  for (const key in fields) {
    const value = fields[key];
    if (value !== undefined) object[key] = value;
  }
  return object;
}
