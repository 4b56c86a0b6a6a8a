import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createWorld, readWorldFile, type WorldSpec } from "../../src/bookings/index.ts";
import { ADMIN, CALLBACK, CLASSES, PAGE, setUp } from "./support.ts";

const CREATE = `/BookingsService/api/V1/bookingBusinesses/${PAGE}/webhook/AppointmentCreated`;
const good = { notification_url: CALLBACK, resource: "Appointments", change_type: ["Created"] };
const json = { "content-type": "application/json" };

describe("A subscription that is malformed is answered 400 and leaves nothing behind", () => {
  const { send, service, called } = setUp();

  it.each([
    ["no body", undefined, json],
    ["an empty body", "", json],
    ["broken JSON", '{"webhook":', json],
    ["a text", '"webhook"', json],
    ["null", "null", json],
    ["a list", "[]", json],
    ["no webhook", "{}", json],
    ["a webhook that is a list", '{"webhook":[]}', json],
    ["no change_type", JSON.stringify({ webhook: { ...good, change_type: undefined } }), json],
    ["an empty change_type", JSON.stringify({ webhook: { ...good, change_type: [] } }), json],
    ["a change_type that is a text", JSON.stringify({ webhook: { ...good, change_type: "Created" } }), json],
    ["an unknown change_type", JSON.stringify({ webhook: { ...good, change_type: ["Moved"] } }), json],
    [
      "a change_type twice",
      JSON.stringify({ webhook: { ...good, change_type: ["Created", "Created"] } }),
      json,
    ],
    [
      "a change_type that every object has",
      JSON.stringify({ webhook: { ...good, change_type: ["constructor"] } }),
      json,
    ],
    ["another resource", JSON.stringify({ webhook: { ...good, resource: "Mail" } }), json],
    ["no address", JSON.stringify({ webhook: { ...good, notification_url: undefined } }), json],
    ["an address that is a number", JSON.stringify({ webhook: { ...good, notification_url: 7 } }), json],
    [
      "an address with a line break",
      JSON.stringify({ webhook: { ...good, notification_url: `${CALLBACK}\r\nX: 1` } }),
      json,
    ],
    ["a prototype instead of a value", `{"__proto__":{"webhook":${JSON.stringify(good)}}}`, json],
    ["no content type", JSON.stringify({ webhook: good }), {}],
    ["another content type", JSON.stringify({ webhook: good }), { "content-type": "text/plain" }],
    ["a form", "webhook=1", { "content-type": "application/x-www-form-urlencoded" }],
    ["bytes that are no UTF-8", new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]), json],
    ["UTF-16", Buffer.from(JSON.stringify({ webhook: good }), "utf16le"), json],
    ["deep nesting", "[".repeat(50_000), json],
  ] as [string, BodyInit | undefined, Record<string, string>][])("%s", async (_what, body, headers) => {
    const answer = await send("POST", CREATE, ADMIN, { body: body ?? null, headers });
    expect(answer.status).toBe(400);
    expect(answer.body.error?.code).toBe("BadRequest");
    expect(answer.body.error?.message.length).toBeGreaterThan(60);
    expect(service.context.subscriptions.all()).toEqual([]);
    expect(called).toEqual([]);
  });

  it("a body of 50 MB, of which no more than 64 KiB are read", async () => {
    let pulled = 0;
    const body = new ReadableStream({
      pull(controller) {
        if (pulled >= 50 * 1024 * 1024) return controller.close();
        pulled += 16 * 1024;
        controller.enqueue(new Uint8Array(16 * 1024).fill(0x20));
      },
    });
    const init = { body, headers: json, duplex: "half" } as RequestInit;
    const answer = await send("POST", CREATE, ADMIN, init);
    expect([answer.status, answer.body.error?.message]).toEqual([400, expect.stringContaining("64 KiB")]);
    expect(pulled).toBeLessThan(1024 * 1024);
  });

  it("any JSON at all", async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), async (text) => {
        expect((await send("POST", CREATE, ADMIN, { body: text, headers: json })).status).toBe(400);
      }),
      { numRuns: 50 },
    );
  });
});

describe("Strange addresses", () => {
  it.each([
    ["a broken escape", "%zz"],
    ["a line break and a header", "a%0d%0aX-Injected:%201"],
    ["__proto__", "__proto__"],
    ["constructor", "constructor"],
    ["8,000 characters", "x".repeat(8_000)],
  ])("are unknown pages, not errors of the service: %s", async (_, page) => {
    const { send } = setUp();
    const path = `/BookingsService/api/V1/bookingBusinesses/${page}/webhook/AppointmentCreated`;
    const answer = await send("POST", path, ADMIN, {
      body: JSON.stringify({ webhook: good }),
      headers: json,
    });
    expect([answer.status, answer.body.error?.code]).toEqual([404, "BookingPageNotFound"]);
    expect(answer.headers.has("x-injected")).toBe(false);
  });

  it("are refused from 8192 characters on", async () => {
    const { send } = setUp();
    const answer = await send("GET", `/BookingsService/${"x".repeat(10_000)}`);
    expect([answer.status, answer.body.error?.code]).toEqual([414, "UriTooLong"]);
  });
});

describe("Verbs that cannot be done say why", () => {
  it.each([
    ["a page that does not exist", { page: "nobody@example.org" }, "unknown-page"],
    ["a service that does not exist", { service: "Massage" }, "unknown-service"],
    ["a customer of no kind", { customer: "Nobody" }, "unknown-customer"],
    ["a time without form", { start: "tomorrow" }, "bad-time"],
    ["a day that does not exist", { start: "2026-06-31T10:00" }, "bad-time"],
    ["a time with a zone", { start: "2026-06-24T10:00Z" }, "bad-time"],
    ["a host who is not on the staff", { staff: ["x@example.org"] }, "unknown-staff"],
    ["a required answer that is missing", { service: "Survey on site", answers: {} }, "answer-missing"],
    ["an answer to no question", { answers: { "Who?": "me" } }, "unknown-question"],
    [
      "an answer that is no option",
      { service: "Survey on site", answers: { "What kind of room is it?": "Castle" } },
      "unknown-option",
    ],
  ])("booking %s", (_what, request, code) => {
    const { service } = setUp();
    expect(() => service.book(request)).toThrow(expect.objectContaining({ code, help: expect.any(String) }));
    expect(service.world.appointments.size).toBe(0);
  });

  it("joining a 1:1 booking, a full class, or twice", () => {
    const { service } = setUp();
    expect(() => service.join(service.book())).toThrow(expect.objectContaining({ code: "not-a-group" }));
    const group = service.book({ page: CLASSES, customer: "c0@example.com" });
    expect(() => service.join(group, { customer: "C0@example.com" })).toThrow(
      expect.objectContaining({ code: "already-joined" }),
    );
    for (let n = 1; n < 8; n++) service.join(group, { customer: `c${n}@example.com` });
    expect(() => service.join(group, { customer: "c8@example.com" })).toThrow(
      expect.objectContaining({ code: "slot-full" }),
    );
  });

  it("changing what is cancelled, or does not exist", () => {
    const { service } = setUp();
    const appointment = service.book();
    service.cancel(appointment);
    expect(() => service.cancel(appointment)).toThrow(expect.objectContaining({ code: "cancelled" }));
    expect(() => service.reschedule("nothing", "2026-06-24T10:00")).toThrow(
      expect.objectContaining({ code: "unknown-appointment" }),
    );
  });

  it("moving a class onto another one; a cancelled one leaves its slot free", () => {
    const { service } = setUp();
    const first = service.book({ page: CLASSES, start: "2026-07-10T18:00" });
    const second = service.book({ page: CLASSES, start: "2026-07-11T18:00" });
    expect(() => service.reschedule(second, first.start)).toThrow(
      expect.objectContaining({ code: "slot-taken" }),
    );
    service.cancel(first);
    expect(service.reschedule(second, first.start).start).toBe(first.start);
  });
});

describe("Worlds", () => {
  const page = { smtp: "a@example.org", name: "A" };
  it.each([
    ["no pages", {}, "bad-world"],
    ["an unknown key", { pages: [{ ...page, colour: "red" }] }, "bad-world"],
    ["an address that is none", { pages: [{ ...page, smtp: "nowhere" }] }, "bad-world"],
    ["a page twice", { pages: [page, { ...page, smtp: "A@EXAMPLE.ORG" }] }, "named-twice"],
    [
      "a host who is not on the staff",
      { pages: [{ ...page, services: [{ name: "S", staff: ["x@example.org"] }] }] },
      "unknown-staff",
    ],
    ["null", null, "bad-world"],
  ])("with %s are refused", (_what, spec, code) => {
    expect(() => createWorld(spec as WorldSpec)).toThrow(expect.objectContaining({ code }));
  });

  it("a world needs no more than a page with an administrator", async () => {
    const { subscribe, list } = setUp({ world: { pages: [{ ...page, admins: ["me@example.org"] }] } });
    expect((await list("me@example.org")).body).toEqual({
      mailboxes: [{ displayName: "A", email: page.smtp }],
    });
    expect((await subscribe("Created", { as: "me@example.org", page: page.smtp })).status).toBe(200);
  });

  it("a world file that does not exist is reported as unreadable", () => {
    expect(() => readWorldFile("no-such-world.yaml")).toThrow(
      expect.objectContaining({ code: "unreadable" }),
    );
  });
});
