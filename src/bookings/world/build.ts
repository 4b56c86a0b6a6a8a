/** From what is written down to what the service knows: defaults filled in, names resolved, contradictions refused. */
import { InputError } from "../../json/problem.ts";
import type { Random } from "../random.ts";
import type {
  OpeningHours,
  OpeningHoursSpec,
  Page,
  PageSpec,
  Service,
  ServiceSpec,
  Staff,
  StaffSpec,
  User,
  UserSpec,
  WorldSpec,
  Zone,
} from "./types.ts";
import { zoneOf } from "./zones.ts";

/** Organization of whoever names none. */
const DEFAULT_TENANT = "contoso";

const DAY_MINUTES = 1440;

export function buildUsers(spec: WorldSpec, random: Random): Map<string, User> {
  const users = new Map<string, User>();
  const add = (user: UserSpec) => users.set(user.upn.toLowerCase(), buildUser(user, random));
  for (const user of spec.users ?? []) {
    if (users.has(user.upn.toLowerCase())) throw twice("user", user.upn);
    add(user);
  }
  // Whoever is on a page's staff in the role of an administrator signs in to it; nobody need be listed twice.
  for (const page of spec.pages) {
    const named = [...(page.admins ?? []), ...(page.staff ?? []).map((staff) => staff.email)];
    for (const upn of named) if (!users.has(upn.toLowerCase())) add({ upn, tenant: page.tenant });
  }
  return users;
}

export function buildUser(spec: UserSpec, random: Random): User {
  return {
    id: random.uuid(),
    upn: spec.upn,
    name: spec.name ?? nameFrom(spec.upn),
    tenant: spec.tenant ?? DEFAULT_TENANT,
    tenantAdministrator: spec.tenantAdministrator ?? false,
    licensed: spec.licensed ?? true,
  };
}

export function buildPages(spec: WorldSpec, users: Map<string, User>, random: Random): Map<string, Page> {
  const pages = new Map<string, Page>();
  for (const page of spec.pages) {
    const key = page.smtp.toLowerCase();
    if (pages.has(key)) throw twice("booking page", page.smtp);
    pages.set(key, buildPage(page, users, random));
  }
  return pages;
}

/** @throws {InputError} `named-twice`, `unknown-staff`, `unknown-time-zone`, `bad-hours` */
export function buildPage(spec: PageSpec, users: Map<string, User>, random: Random): Page {
  const zone = zoneOf(spec.timeZone);
  const staff = new Map<string, Staff>();
  for (const member of spec.staff ?? []) {
    const key = member.email.toLowerCase();
    if (staff.has(key)) throw twice("staff member", member.email);
    staff.set(key, buildStaff(member, zone, users, random));
  }
  for (const email of spec.admins ?? []) {
    const key = email.toLowerCase();
    const known = staff.get(key);
    if (known) known.role = "administrator";
    else staff.set(key, buildStaff({ email, role: "administrator" }, zone, users, random));
  }
  const services = (spec.services ?? [{ name: "Consultation" }]).map((service) =>
    buildService(service, staff, spec.smtp, random),
  );
  const administrators = [...staff].filter(([, member]) => member.role === "administrator");
  const visitors = spec.visitedBy ?? administrators.map(([email]) => email);
  return {
    smtp: spec.smtp,
    name: spec.name,
    tenant: spec.tenant ?? DEFAULT_TENANT,
    staff,
    services,
    visitors: new Set(visitors.map((visitor) => visitor.toLowerCase())),
    zone,
    hours: hoursOf(spec.openingHours, zone),
    locations: spec.locations ?? [],
  };
}

export function buildStaff(spec: StaffSpec, zone: Zone, users: Map<string, User>, random: Random): Staff {
  return {
    id: spec.id ?? random.uuid(),
    name: spec.name ?? users.get(spec.email.toLowerCase())?.name ?? nameFrom(spec.email),
    email: spec.email,
    role: spec.role ?? "team-member",
    hours: hoursOf(spec.openingHours, spec.timeZone === undefined ? zone : zoneOf(spec.timeZone)),
  };
}

/** @throws {InputError} `bad-hours` */
export function hoursOf(spans: OpeningHoursSpec[] | undefined, zone: Zone): OpeningHours | undefined {
  const wrong = spans?.find(({ from, to }) => from >= to);
  if (wrong)
    throw new InputError(
      "bad-hours",
      `Opening hours from ${wrong.from} to ${wrong.to} contain no time.`,
      "Let them end later than they begin; write hours past midnight as two entries, the first ending at 24:00.",
    );
  return spans && { zone, spans };
}

/** @throws {InputError} `unknown-staff` for a host who is not on the staff */
export function buildService(
  spec: ServiceSpec,
  staff: Map<string, Staff>,
  page: string,
  random: Random,
): Service {
  const hosts = spec.staff?.map((email) => {
    const host = staff.get(email.toLowerCase());
    if (host) return host;
    throw new InputError(
      "unknown-staff",
      `The service "${spec.name}" of ${page} is hosted by ${email}, who is not on its staff.`,
      "Add the person to the staff of the page.",
    );
  });
  return {
    id: spec.id ?? random.uuid(),
    name: spec.name,
    durationMinutes: spec.durationMinutes ?? (spec.allDay ? DAY_MINUTES : 30),
    allDay: spec.allDay ?? false,
    bufferBeforeMinutes: spec.bufferBeforeMinutes ?? 0,
    bufferAfterMinutes: spec.bufferAfterMinutes ?? 0,
    maximumAttendees: spec.maximumAttendees ?? 1,
    online: spec.online ?? false,
    additionalInfo: spec.additionalInfo,
    notes: spec.notes,
    sms: spec.sms ?? false,
    staff: hosts ?? [...staff.values()].slice(0, 1),
    questions: (spec.questions ?? []).map((question) => ({
      id: question.id ?? random.uuid(),
      question: question.question,
      options: question.options ?? [],
      multiple: question.multiple ?? true,
      required: question.required ?? false,
    })),
  };
}

/** `ana.silva@…` becomes "Ana Silva": what a person is called of whom only the address is known. */
export function nameFrom(email: string): string {
  return email
    .replace(/@.*$/, "")
    .split(/[._-]+/)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join(" ");
}

/** What is there already cannot be there again. */
export function twice(what: string, name: string): InputError {
  return new InputError(
    "named-twice",
    `The ${what} ${name} is listed twice.`,
    "Addresses are compared without regard to case; keep one.",
  );
}
