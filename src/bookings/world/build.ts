/** From what is written down to what the service knows: defaults filled in, names resolved, contradictions refused. */
import { InputError } from "../../json/problem.ts";
import type { Random } from "../random.ts";
import type { Page, PageSpec, Service, ServiceSpec, Staff, User, WorldSpec } from "./types.ts";

/** Organization of whoever names none. */
const DEFAULT_TENANT = "contoso";

export function buildUsers(spec: WorldSpec, random: Random): Map<string, User> {
  const users = new Map<string, User>();
  const add = (upn: string, name = nameFrom(upn), tenant = DEFAULT_TENANT, tenantAdministrator = false) =>
    users.set(upn.toLowerCase(), { id: random.uuid(), upn, name, tenant, tenantAdministrator });
  for (const user of spec.users ?? []) {
    if (users.has(user.upn.toLowerCase())) throw twice("user", user.upn);
    add(user.upn, user.name, user.tenant, user.tenantAdministrator);
  }
  // Whoever is on a page's staff in the role of an administrator signs in to it; nobody need be listed twice.
  for (const page of spec.pages) {
    const named = [...(page.admins ?? []), ...(page.staff ?? []).map((staff) => staff.email)];
    for (const upn of named) if (!users.has(upn.toLowerCase())) add(upn, undefined, page.tenant);
  }
  return users;
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

function buildPage(spec: PageSpec, users: Map<string, User>, random: Random): Page {
  const staff = new Map<string, Staff>();
  for (const member of spec.staff ?? []) {
    const key = member.email.toLowerCase();
    if (staff.has(key)) throw twice("staff member", member.email);
    staff.set(key, {
      id: member.id ?? random.uuid(),
      name: member.name ?? users.get(key)?.name ?? nameFrom(member.email),
      email: member.email,
      role: member.role ?? "team-member",
    });
  }
  for (const email of spec.admins ?? []) {
    const key = email.toLowerCase();
    const known = staff.get(key);
    if (known) known.role = "administrator";
    else
      staff.set(key, {
        id: random.uuid(),
        name: users.get(key)?.name ?? nameFrom(email),
        email,
        role: "administrator",
      });
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
  };
}

function buildService(spec: ServiceSpec, staff: Map<string, Staff>, page: string, random: Random): Service {
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
    durationMinutes: spec.durationMinutes ?? 30,
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

function twice(what: string, name: string): InputError {
  return new InputError(
    "named-twice",
    `The ${what} ${name} is there twice.`,
    "Addresses are compared without regard to case; keep one.",
  );
}
