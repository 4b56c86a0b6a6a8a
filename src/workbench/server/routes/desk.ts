/** The world behind the mocked Bookings service. */
import type { Shape } from "../../../machine/schema/shape.ts";
import { type DeskRequests, deskRequests } from "../../requests.ts";
import { type AppRoute, route } from "./route.ts";

export const deskRoutes: readonly AppRoute[] = [
  route({
    method: "GET",
    path: "/api/desk",
    id: "readDesk",
    summary: "The world behind the mocked Bookings service.",
    answer: "DeskView",
    run: ({ workbench }) => workbench.desk.view(),
  }),
  ...verbs(),
];

/** One route for each verb of the booking desk. */
function verbs(): AppRoute[] {
  const verb = <Name extends keyof DeskRequests>(what: Name, summary: string) =>
    route<DeskRequests[Name]>({
      method: "POST",
      path: `/api/desk/${what}`,
      id: `desk-${what}`,
      summary,
      request: deskRequests[what] as Shape<DeskRequests[Name]>,
      answer: "DeskView",
      async run({ workbench, body }) {
        const { desk } = workbench;
        const { appointment, change } = desk.act(what, body);
        // The answer shows what the deed led to, as far as that needs no time.
        await workbench.settle();
        workbench.touch("desk");
        return { ...desk.view(appointment), ...(change === undefined ? {} : { change }) };
      },
    });
  return [
    verb("book", "Books an appointment; a group service whose slot is taken already is joined."),
    verb("join", "Adds a customer to a group appointment."),
    verb("leave", "A customer leaves a group appointment; that of the last one is cancelled."),
    verb("edit", "Changes hosts, service, notes, answers or location of an appointment."),
    verb("reschedule", "Moves an appointment."),
    verb("cancel", "Cancels an appointment, with a reason if there is one."),
    verb("user", "Adds somebody who can sign in, or changes name, licence or rights."),
    verb("removeUser", "Removes a user: tokens no longer count."),
    verb("page", "Adds a booking page, or changes its name, zone, opening hours or locations."),
    verb("removePage", "Removes a booking page; its subscriptions end."),
    verb("member", "Adds a member to the staff of a page, or changes name, role or hours of one."),
    verb("removeMember", "Takes somebody off the staff of a page."),
    verb("service", "Adds a service to a page, or changes one."),
    verb("removeService", "Takes a service off a page; appointments that exist stay."),
    verb("undo", "Takes back the last change of users, pages, staff or services."),
    verb("visit", "A user opens a booking page, so that their list shows it."),
  ];
}
