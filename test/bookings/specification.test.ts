/** The reference page of the connector, row by row, as far as the service is concerned. */
import { describe, expect, it } from "vitest";
import { ADMIN, CALLBACK, CLASSES, OTHER_ADMIN, PAGE, setUp, setUpSubscribed } from "./support.ts";

const types = (called: string[]) => called.map((url) => new URL(url).searchParams.get("to"));

describe("Known issues and limitations", () => {
  it("1: only Bookings administrators can create flows; schedulers and other staff cannot", async () => {
    const { subscribe } = setUp();
    const answer = await subscribe("Created", { as: "nadia.haddad@example.org" });
    expect(answer.status).toBe(403);
    expect(answer.body.error).toEqual({
      code: "AccessDenied",
      message: "Only Bookings administrators can create appointment flows.",
    });
  });

  it.each(["team-member", "scheduler", "viewer", "guest"] as const)(
    "1: a %s of the page cannot create flows",
    async (role) => {
      const { subscribe } = setUp({
        world: {
          pages: [{ smtp: PAGE, name: "Page", admins: [ADMIN], staff: [{ email: "me@example.org", role }] }],
        },
      });
      expect((await subscribe("Created", { as: "me@example.org" })).body.error?.code).toBe("AccessDenied");
    },
  );

  it("1: administering the organization is not enough", async () => {
    const { subscribe } = setUp();
    const answer = await subscribe("Created", { as: "olaf.berg@example.org" });
    expect([answer.status, answer.body.error?.code]).toEqual([403, "AccessDenied"]);
  });

  it("2: a sixth flow on one mailbox is refused, whoever of its administrators made the other five", async () => {
    const { subscribe } = setUp();
    for (const as of [ADMIN, OTHER_ADMIN, ADMIN, OTHER_ADMIN, ADMIN])
      expect((await subscribe("Updated", { as })).status).toBe(201);
    const sixth = await subscribe("Created", { as: OTHER_ADMIN });
    expect(sixth.status).toBe(429);
    expect(sixth.body.error).toEqual({
      code: "ResourceExhausted",
      message: "More than expected number of appointment flows created for a business",
    });
    expect(sixth.headers.has("retry-after")).toBe(false);
  });

  it("2: the limit is one of each mailbox; another page of the same administrator has five of its own", async () => {
    const { subscribe } = setUp();
    for (let flow = 0; flow < 5; flow++) await subscribe();
    expect((await subscribe()).status).toBe(429);
    expect((await subscribe("Created", { page: CLASSES })).status).toBe(200);
  });

  it("2: waiting does not help against a full mailbox, deleting a flow does", async () => {
    const { subscribe, unsubscribe, clock } = setUp();
    const first = await subscribe();
    for (let flow = 1; flow < 5; flow++) await subscribe();
    await clock.advance(7 * 24 * 3_600_000);
    expect((await subscribe()).status).toBe(429);
    expect((await unsubscribe(first.body.webhookId ?? "", OTHER_ADMIN)).status).toBe(200);
    expect((await subscribe()).status).toBe(200);
  });

  it('3: who is not on the staff of the page is told "Staff not part of Bookings Business"', async () => {
    const { subscribe } = setUp();
    const answer = await subscribe("Created", { as: "ines.costa@example.org" });
    expect([answer.status, answer.body.error?.message]).toEqual([403, "Staff not part of Bookings Business"]);
  });

  it('3: who belongs to another organization is told "Invalid authority"', async () => {
    const { subscribe } = setUp();
    const answer = await subscribe("Created", { as: "yuki.mori@example.net" });
    expect([answer.status, answer.body.error?.message]).toEqual([403, "Invalid authority"]);
  });

  it("4: the cancel reason of a 1:1 booking is not sent", async () => {
    const { service, received } = await setUpSubscribed();
    service.cancel(service.book(), "I am ill");
    await service.settled();
    expect(received).toHaveLength(2);
    expect(received[1]).not.toHaveProperty("CancelReason");
  });

  it("4: the cancel reason of a group booking is sent", async () => {
    const { service, received } = await setUpSubscribed();
    service.cancel(service.book({ page: CLASSES }), "The kiln is broken");
    await service.settled();
    expect(received[1]).toMatchObject({ CancelReason: "The kiln is broken" });
  });

  it("4: turned off, the cancel reason of a 1:1 booking is sent as well", async () => {
    const { service, received } = await setUpSubscribed({ quirks: { "cancel-reason-missing": false } });
    service.cancel(service.book(), "I am ill");
    await service.settled();
    expect(received[1]).toMatchObject({ CancelReason: "I am ill" });
  });

  it("5: a problem of the service's backend answers 502 Bad Gateway, and the flow can be created once it is over", async () => {
    const { subscribe } = setUp({ faults: [{ answer: "bad-gateway", times: 2 }] });
    const statuses = [await subscribe(), await subscribe(), await subscribe()].map((answer) => answer.status);
    expect(statuses).toEqual([502, 502, 200]);
  });
});

describe("Common errors and remedies", () => {
  it("401: a connection without a valid sign-in is refused", async () => {
    const { subscribe, list } = setUp();
    expect((await subscribe("Created", { as: null })).status).toBe(401);
    expect((await list(null)).body.error?.code).toBe("Unauthenticated");
  });

  it("403: users who do not administer the page are refused", async () => {
    const { subscribe } = setUp();
    expect((await subscribe("Deleted", { as: "nadia.haddad@example.org" })).status).toBe(403);
  });

  it("403: a notification URL of a domain that is not on the list is refused with another message", async () => {
    const { subscribe } = setUp();
    const answer = await subscribe("Created", { callback: "https://hooks.example.com/flow" });
    expect(answer.status).toBe(403);
    expect(answer.body.error).toEqual({
      code: "NotificationUrlNotAllowed",
      message: "The domain of the notification URL is not on the allowed list.",
    });
  });

  it("429: more flows than expected are refused", async () => {
    const { subscribe } = setUp();
    for (let flow = 0; flow < 5; flow++) await subscribe();
    expect((await subscribe("Deleted")).status).toBe(429);
  });

  it("502: an internal server error is answered with the text of the contract", async () => {
    const { list } = setUp({ faults: [{ on: "ListBookingsBusinessUserAsAdmin", answer: "bad-gateway" }] });
    const answer = await list();
    expect([answer.status, answer.body.error?.code]).toEqual([502, "BadGateway"]);
  });
});

describe("FAQ", () => {
  it("1: the list offers pages that the user administers and visited recently, no others", async () => {
    const { list, service } = setUp();
    const emails = async (as: string) =>
      ((await list(as)).body.mailboxes as { email: string }[]).map((mailbox) => mailbox.email);
    expect(await emails(ADMIN)).toEqual([PAGE]);
    service.world.visit(ADMIN, CLASSES);
    expect(await emails(ADMIN)).toEqual([PAGE, CLASSES]);
    service.world.visit("nadia.haddad@example.org", PAGE);
    expect(await emails("nadia.haddad@example.org")).toEqual([]);
  });

  it("1: an entry of the list has the page's name and its SMTP address", async () => {
    const { list } = setUp();
    expect((await list()).body).toEqual({ mailboxes: [{ displayName: "Design studio", email: PAGE }] });
  });

  it("2: a page missing from the list can still be subscribed to by its SMTP address", async () => {
    const { list, subscribe } = setUp();
    expect(JSON.stringify((await list()).body)).not.toContain(CLASSES);
    expect((await subscribe("Created", { page: CLASSES })).status).toBe(200);
  });

  it("3: a 1:1 booking has its customer in the top-level fields and none in Customers", async () => {
    const { service, received } = await setUpSubscribed();
    service.book({ customer: "Amara Okafor" });
    await service.settled();
    expect(received[0]).toMatchObject({
      CustomerName: "Amara Okafor",
      CustomerEmail: "amara.okafor@example.com",
      Customers: [],
    });
  });

  it("3: a group booking has its customers in Customers and none in the top-level fields", async () => {
    const { service, received } = await setUpSubscribed();
    service.book({
      page: CLASSES,
      customer: "Mei Tanaka",
      answers: { "How experienced are you?": "Beginner" },
    });
    await service.settled();
    expect(received[0]).toMatchObject({
      Customers: [{ Name: "Mei Tanaka", Email: "mei.tanaka@example.com", Answers: [{ Answer: "Beginner" }] }],
    });
    for (const field of ["CustomerName", "CustomerEmail", "CustomerId", "CustomerPhone", "CustomerLocation"])
      expect(received[0]).not.toHaveProperty(field);
  });

  it("4: StaffMembers lists one host of a service with one, and all of a service with several", async () => {
    const { service, received } = await setUpSubscribed();
    service.book({ service: "Design consultation" });
    service.book({ service: "Survey on site" });
    await service.settled();
    const hosts = received.map((body) => (body.StaffMembers as { EmailAddress: string }[]).length);
    expect(hosts).toEqual([1, 2]);
  });

  it("5: SelfServiceAppointmentId is the same in all triggers, Id is another in each", async () => {
    const { service, received } = await setUpSubscribed();
    const appointment = service.book();
    service.reschedule(appointment, "2026-06-26T10:00");
    service.cancel(appointment);
    await service.settled();
    expect(new Set(received.map((body) => body.SelfServiceAppointmentId)).size).toBe(1);
    expect(new Set(received.map((body) => body.Id)).size).toBe(3);
  });

  it.each([
    { title: "online", request: { service: "Design consultation" } },
    { title: "in person", request: { service: "Survey on site" } },
    { title: "booked by staff", request: { bookedBy: "staff" as const } },
    { title: "booked by the customer", request: { bookedBy: "customer" as const } },
  ])("5: SelfServiceAppointmentId is filled in for an appointment that is $title", async ({ request }) => {
    const { service, received } = await setUpSubscribed();
    const { id } = service.book(request);
    await service.settled();
    expect(received[0]?.SelfServiceAppointmentId).toBe(id);
  });

  it("6: an update carries the appointment as it is now and no hint of what changed", async () => {
    const { service, received } = await setUpSubscribed();
    const appointment = service.book({ start: "2026-06-24T16:30" });
    service.reschedule(appointment, "2026-06-26T10:00");
    await service.settled();
    const [created, updated] = received;
    expect(Object.keys(updated ?? {})).toEqual(Object.keys(created ?? {}));
    expect(updated).toEqual({
      ...created,
      Id: updated?.Id,
      StartTime: "2026-06-26T10:00",
      EndTime: "2026-06-26T10:30",
    });
  });

  it("7: the first customer of a slot fires created, every further one updated", async () => {
    const { service, received, called } = await setUpSubscribed();
    const appointment = service.book({ page: CLASSES, customer: "Mei Tanaka" });
    service.join(appointment, { customer: "Luca Moretti" });
    service.book({ page: CLASSES, customer: "Jonas Weber", start: appointment.start });
    await service.settled();
    expect(types(called)).toEqual([`${CLASSES}-Created`, `${CLASSES}-Updated`, `${CLASSES}-Updated`]);
    expect(received.map((body) => body.FilledAttendeesCount)).toEqual([1, 2, 3]);
  });
});

describe("Triggers", () => {
  it.each([
    { type: "Created", status: 200 },
    { type: "Updated", status: 201 },
    { type: "Deleted", status: 201 },
  ] as const)(
    "a subscription to $type is answered $status, with its id and the address that ends it",
    async ({ type, status }) => {
      const { subscribe, service } = setUp();
      const answer = await subscribe(type);
      expect(answer.status).toBe(status);
      expect(answer.headers.get("location")).toBe(
        `${service.origin}/BookingsService/api/V1/bookingBusinesses/design%40example.org/webhook/${answer.body.webhookId}`,
      );
    },
  );

  it("the endpoint to which the policy routes all three paths takes the change from the body", async () => {
    const { send, service, called } = setUp();
    for (const path of ["webhook/", "webhook"]) {
      const answer = await send("POST", `/BookingsService/api/V1/bookingBusinesses/${PAGE}/${path}`, ADMIN, {
        headers: { "content-type": "application/json; charset=utf-8" },
        body: JSON.stringify({
          webhook: { notification_url: CALLBACK, resource: "Appointments", change_type: ["Deleted"] },
        }),
      });
      expect(answer.status).toBe(201);
    }
    service.cancel(service.book());
    await service.settled();
    expect(called).toEqual([CALLBACK, CALLBACK]);
  });

  it("a subscriber is notified only about its own page and its own kind of change", async () => {
    const { subscribe, service, received } = setUp();
    await subscribe("Updated", { page: CLASSES });
    const appointment = service.book();
    service.reschedule(appointment, "2026-06-26T10:00");
    service.cancel(appointment);
    await service.settled();
    expect(received).toEqual([]);
  });

  it("what happened before the subscription is not sent", async () => {
    const { subscribe, service, received } = setUp();
    service.book({ customer: "early@example.com" });
    await subscribe();
    service.book({ customer: "late@example.com" });
    await service.settled();
    expect(received.map((body) => body.CustomerEmail)).toEqual(["late@example.com"]);
  });

  it("once deleted, a subscription is sent nothing and cannot be deleted again", async () => {
    const { subscribe, unsubscribe, service, received } = setUp();
    const { webhookId = "" } = (await subscribe()).body;
    const deleted = await unsubscribe(webhookId);
    expect([deleted.status, deleted.body]).toEqual([200, `The subscription ${webhookId} was deleted.`]);
    service.book();
    await service.settled();
    expect(received).toEqual([]);
    const again = await unsubscribe(webhookId);
    expect([again.status, again.body.error?.code]).toEqual([404, "SubscriptionNotFound"]);
  });

  it("a subscription of another page is not found on this one", async () => {
    const { subscribe, unsubscribe } = setUp();
    const { webhookId = "" } = (await subscribe("Created", { page: CLASSES })).body;
    expect((await unsubscribe(webhookId)).status).toBe(404);
    expect((await unsubscribe(webhookId, ADMIN, CLASSES)).status).toBe(200);
  });

  it("users who are not administrators cannot delete a subscription", async () => {
    const { subscribe, unsubscribe } = setUp();
    const { webhookId = "" } = (await subscribe()).body;
    expect((await unsubscribe(webhookId, "nadia.haddad@example.org")).status).toBe(403);
    expect((await unsubscribe(webhookId, null)).status).toBe(401);
  });

  it("an unknown page is answered 404, and an address is compared without regard to case", async () => {
    const { subscribe } = setUp();
    expect((await subscribe("Created", { page: "nobody@example.org" })).body.error?.code).toBe(
      "BookingPageNotFound",
    );
    expect((await subscribe("Created", { page: "Design@Example.org" })).status).toBe(200);
  });

  it("the list requires the internal header that the platform adds", async () => {
    const { send } = setUp();
    const answer = await send("GET", "/BookingsService/api/V1/bookingBusinessesUserAsAdmin");
    expect(answer.status).toBe(400);
    expect(answer.body.error?.message).toContain("X-Prefer-OWAUserConfig");
  });
});
