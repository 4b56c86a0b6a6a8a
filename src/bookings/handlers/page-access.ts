/** Who may do what on a booking page: its administrators everything, everybody else nothing (known issues 1 and 3). */
import type { ServiceContext } from "../context.ts";
import type { Page, User } from "../world/types.ts";
import { Refusal } from "./respond.ts";

/**
 * The page, if the user administers it.
 * @throws {Refusal} pageUnknown; otherTenant; notAdministrator for members of the staff in another role and for
 * administrators of the organization (specified); notStaff for everybody else (text specified, condition chosen)
 */
export function requireAdministrator(context: ServiceContext, user: User, address: string): Page {
  const page = context.world.findPage(address);
  if (!page) throw new Refusal("pageUnknown");
  if (page.tenant !== user.tenant)
    throw new Refusal("otherTenant", "The user belongs to another organization.");
  const role = page.staff.get(user.upn.toLowerCase())?.role;
  if (role === "administrator") return page;
  if (role) throw new Refusal("notAdministrator", `The user's role on this page is ${role}.`);
  if (user.tenantAdministrator)
    throw new Refusal("notAdministrator", "The user administers the organization, not this page.");
  throw new Refusal("notStaff", "The user is not on the staff of this page.");
}
