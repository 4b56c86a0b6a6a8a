/** Finds what a request names, or says what there is instead. */
import { InputError } from "../../json/problem.ts";
import type { Page, Service, Staff } from "./types.ts";

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
    `There are: ${some([...page.staff.keys()])}.`,
  );
}

/** A list short enough for a message. */
export function some(names: string[]): string {
  return names.length > 8 ? `${names.slice(0, 8).join(", ")} and ${names.length - 8} more` : names.join(", ");
}
