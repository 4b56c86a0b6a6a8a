/** Finds what a request names, or says what there is instead. */
import { InputError } from "../../json/problem.ts";
import type { LocationSpec, Page, Service, Staff, User } from "./types.ts";

/** A user by sign-in name. @throws {InputError} `unknown-user` */
export function findUser(users: ReadonlyMap<string, User>, upn: string): User {
  const found = users.get(upn.toLowerCase());
  if (found) return found;
  throw new InputError(
    "unknown-user",
    `There is no user ${JSON.stringify(upn)}.`,
    `Choose from: ${some([...users.values()].map((user) => user.upn))}.`,
  );
}

/** A booking page by address; the first one if none is named. @throws {InputError} `unknown-page` */
export function findPage(pages: ReadonlyMap<string, Page>, smtp: string | undefined): Page {
  const found = smtp === undefined ? pages.values().next().value : pages.get(smtp.toLowerCase());
  if (found) return found;
  throw new InputError(
    "unknown-page",
    smtp === undefined ? "There is no booking page." : `There is no booking page ${JSON.stringify(smtp)}.`,
    pages.size > 0
      ? `Choose from: ${some([...pages.values()].map((page) => page.smtp))}.`
      : "Add a page to the world first.",
  );
}

/** A service by name or id; the first of the page if none is named. @throws {InputError} `unknown-service` */
export function findService(page: Page, wanted: string | undefined): Service {
  const found =
    wanted === undefined
      ? page.services[0]
      : page.services.find((service) => service.name === wanted || service.id === wanted);
  if (found) return found;
  throw new InputError(
    "unknown-service",
    `${page.smtp} has no service "${wanted}".`,
    `It has: ${some(page.services.map((service) => service.name))}.`,
  );
}

/** A member of a page's staff by address. @throws {InputError} `unknown-staff` */
export function findStaff(page: Page, email: string): Staff {
  const found = page.staff.get(email.toLowerCase());
  if (found) return found;
  throw new InputError(
    "unknown-staff",
    `${email} is not on the staff of ${page.smtp}.`,
    `Choose from: ${some([...page.staff.keys()])}.`,
  );
}

/** One of the places of a page by its display name, or any place written out. @throws {InputError} `unknown-location` */
export function findLocation(page: Page, wanted: string | LocationSpec): LocationSpec {
  if (typeof wanted === "object") return wanted;
  const found = page.locations.find((location) => location.displayName === wanted);
  if (found) return found;
  throw new InputError(
    "unknown-location",
    `${page.smtp} has no location "${wanted}".`,
    page.locations.length === 0
      ? "It has none; write the location out."
      : `It has: ${some(page.locations.map((location) => location.displayName ?? "(without a name)"))}.`,
  );
}

/** A list short enough for a message. */
export function some(names: string[]): string {
  return names.length > 8 ? `${names.slice(0, 8).join(", ")} and ${names.length - 8} more` : names.join(", ");
}
