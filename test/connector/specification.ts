// The reference page of the connector, typed in: every row, with a word or two that its description must be about.

export interface Row {
  /** Label that a maker sees. */
  name: string;
  path: string;
  type: "string" | "integer" | "boolean" | `array of ${string}`;
  means: RegExp;
}

const row = (name: string, path: string, type: Row["type"], means: RegExp): Row => ({
  name,
  path,
  type,
  means,
});

export const metadata = {
  title: "Microsoft Bookings",
  status: "Preview",
  contact: { name: "Microsoft 365 Support", url: "https://support.microsoft.com/en-us/contactus#" },
  publisher: "Microsoft Corporation",
  website: "https://book.ms",
  privacyPolicy:
    "https://docs.microsoft.com/en-us/microsoft-365/bookings/bookings-faq?view=o365-worldwide#privacy",
  categories: "Business Management;Collaboration",
};

export const action = {
  operationId: "ListBookingsBusinessUserAsAdmin",
  summary: "List booking businesses where the user is an admin",
  means: /mailboxes.*administers/i,
  returns: "ListMailboxResponse",
};

export const triggers = [
  { operationId: "CreateAppointment", summary: "When an appointment is created", change: "Created" },
  { operationId: "CancelAppointment", summary: "When an appointment is cancelled", change: "Deleted" },
  { operationId: "UpdateAppointment", summary: "When an appointment is updated", change: "Updated" },
];

/** Both parameters are at each of the three triggers. */
export const triggerParameters = {
  bookingPage: {
    name: "Booking page",
    key: "SMTPAddress",
    required: true,
    type: "string",
    means: /select a booking page/i,
  },
  changeType: {
    name: "change_type",
    key: "change_type",
    required: true,
    type: "array of string",
    means: /changes/i,
  },
};

export const definitions: Record<string, Row[]> = {
  ListMailboxResponse: [row("mailboxes", "mailboxes", "array of MailboxEntity", /mailboxes/i)],

  MailboxEntity: [
    row("Display name", "displayName", "string", /name of the booking mailbox/i),
    row("Mailbox SMTP", "email", "string", /smtp.*mailbox/i),
  ],

  AppointmentData: [
    row("Additional Info", "AdditionalInfo", "string", /information about the booking/i),
    row("Customer Email", "CustomerEmail", "string", /email.*1:1/i),
    row("CustomerId", "CustomerId", "string", /identifier of the customer.*1:1/i),
    row("Location Display Name", "CustomerLocation.DisplayName", "string", /name.*location.*1:1/i),
    row("City", "CustomerLocation.PhysicalAddress.City", "string", /city.*1:1/i),
    row(
      "CountryOrRegion",
      "CustomerLocation.PhysicalAddress.CountryOrRegion",
      "string",
      /country or region.*1:1/i,
    ),
    row("PostalCode", "CustomerLocation.PhysicalAddress.PostalCode", "string", /postal code.*1:1/i),
    row("State", "CustomerLocation.PhysicalAddress.State", "string", /state.*1:1/i),
    row("Street", "CustomerLocation.PhysicalAddress.Street", "string", /street.*1:1/i),
    row("CustomerName", "CustomerName", "string", /name of the customer.*1:1/i),
    row("CustomerNotes", "CustomerNotes", "string", /notes.*1:1/i),
    row(
      "CustomQuestionAnswers",
      "CustomQuestionAnswers",
      "array of CustomQuestion",
      /questions.*1:1.*answers/i,
    ),
    row("CustomerPhone", "CustomerPhone", "string", /phone.*1:1/i),
    row("CustomerTimeZone", "CustomerTimeZone", "string", /time zone.*1:1/i),
    row("Customers", "Customers", "array of CustomerData", /customers.*1:N/i),
    row("Duration", "Duration", "integer", /duration of the appointment/i),
    row("EndTime", "EndTime", "string", /end time/i),
    row("FilledAttendeesCount", "FilledAttendeesCount", "integer", /number of attendees.*booked.*slot/i),
    row("Id", "Id", "string", /^\[deprecated\].*selfserviceappointmentid/i),
    row(
      "IsSMSNotificationsEnabled",
      "IsSMSNotificationsEnabled",
      "boolean",
      /sms notifications are enabled/i,
    ),
    row("JoinWebURL", "JoinWebURL", "string", /url.*join.*online/i),
    row("MaxAttendeesCount", "MaxAttendeesCount", "integer", /largest number of attendees/i),
    row("SelfServiceAppointmentId", "SelfServiceAppointmentId", "string", /identifier of the appointment/i),
    row("ServiceId", "ServiceId", "string", /unique identifier.*service/i),
    row("ServiceName", "ServiceName", "string", /name of the booked service/i),
    row("ServiceNotes", "ServiceNotes", "string", /notes.*staff and administrators/i),
    row("StaffMembers", "StaffMembers", "array of StaffMemberData", /staff members/i),
    row("Start Time", "StartTime", "string", /starts/i),
    row("Tracking Data", "TrackingData", "string", /campaign/i),
    row("Cancel Reason", "CancelReason", "string", /reason.*cancelled/i),
  ],

  CustomerData: [
    row("Email", "Email", "string", /email.*group/i),
    row("Id", "Id", "string", /unique identifier of the customer.*group/i),
    row("Location Display Name", "Location.DisplayName", "string", /name.*location.*group/i),
    row("City", "Location.PhysicalAddress.City", "string", /city.*group/i),
    row(
      "Country Or Region",
      "Location.PhysicalAddress.CountryOrRegion",
      "string",
      /country or region.*group/i,
    ),
    row("Postal Code", "Location.PhysicalAddress.PostalCode", "string", /postal code.*group/i),
    row("State", "Location.PhysicalAddress.State", "string", /state.*group/i),
    row("Street", "Location.PhysicalAddress.Street", "string", /street.*group/i),
    row("Display Name", "Name", "string", /name.*customer.*group/i),
    row("Notes", "Notes", "string", /notes.*group/i),
    row("Timezone", "TimeZone", "string", /time zone.*group/i),
    row("Answers", "Answers", "array of CustomQuestion", /questions.*answers/i),
  ],

  StaffMemberData: [
    row("DisplayName", "DisplayName", "string", /name of the staff member assigned/i),
    row("EmailAddress", "EmailAddress", "string", /email address of the staff member assigned/i),
    row("Id", "Id", "string", /unique identifier of the staff member/i),
  ],

  CustomQuestion: [
    row("Answer", "Answer", "string", /answer.*question/i),
    row("AnswerOptions", "AnswerOptions", "array of string", /all answers/i),
    row("IsRequired", "IsRequired", "boolean", /must answer/i),
    row("Question", "Question", "string", /text of the question/i),
    row("QuestionID", "QuestionID", "string", /unique identifier of the question/i),
    row("SelectedOptions", "SelectedOptions", "array of integer", /selected/i),
  ],
};
