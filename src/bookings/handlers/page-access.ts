/** Who may do what on a booking page: its administrators everything, everybody else nothing (known issues 1 and 3). */
import type { ServiceContext } from "../context.ts";
import type { Page, User } from "../world/types.ts";
import { Refusal } from "./respond.ts";

/**
 * The page, if the user administers it.
 * @throws {Refusal} pageUnknown; otherTenant; notAdministrator for members of the staff in another role and for
 * administrators of the organization (specified); notStaff for everybody else and without a licence (text specified, conditions chosen)
 */
export function requireAdministrator(context: ServiceContext, user: User, address: string): Page {
  const page = context.world.pages.get(address.toLowerCase());
  if (!page) throw new Refusal("pageUnknown");
  if (page.tenant !== user.tenant)
    throw new Refusal("otherTenant", "The user belongs to another organization.");
  // That a licence is needed is specified; how the service tells that it lacks is chosen.
  if (!user.licensed) throw new Refusal("notStaff", "The user's licence does not include Bookings.");
  const role = page.staff.get(user.upn.toLowerCase())?.role;
  if (role === "administrator") return page;
  if (role) throw new Refusal("notAdministrator", `The user's role on this page is ${role}.`);
  if (user.tenantAdministrator)
    throw new Refusal("notAdministrator", "The user administers the organization, not this page.");
  throw new Refusal("notStaff", "The user is not on the staff of this page.");
}
