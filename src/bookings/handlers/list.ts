/** The action: pages that the user administers and visited recently (specification, FAQ 1). */
import type { ServiceContext } from "../context.ts";
import { authorise, type Call, Refusal, respond } from "./respond.ts";

export const LIST_OPERATION = "ListBookingsBusinessUserAsAdmin";

/** Internal and required in the definition: makers never see it, the platform fills it in. */
const HEADER = "x-prefer-owauserconfig";

export function list(context: ServiceContext, call: Call): Promise<Response> {
  return respond(context, call, LIST_OPERATION, async () => {
    const user = await authorise(context, call);
    // That the service insists on the header is our reading of "required"; a caller who skips the platform learns of it here.
    if (call.request.headers.get(HEADER)?.toLowerCase() !== "true")
      throw new Refusal("malformed", "The header X-Prefer-OWAUserConfig must be true.");
    const upn = user.upn.toLowerCase();
    const pages = [...context.world.pages.values()].filter(
      (page) =>
        // Without a licence there is nothing to show (chosen).
        user.licensed &&
        page.tenant === user.tenant &&
        page.staff.get(upn)?.role === "administrator" &&
        page.visitors.has(upn),
    );
    context.events.emit("listed", {
      request: call.number,
      user: user.upn,
      pages: pages.map((page) => page.smtp),
    });
    return {
      status: 200,
      headers: {},
      body: { mailboxes: pages.map((page) => ({ displayName: page.name, email: page.smtp })) },
    };
  });
}
