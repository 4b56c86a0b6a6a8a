/** What somebody who tests Bookings flows wants to happen, one sentence a test. */
import { describe, expect, it } from "vitest";
import type { WorldSpec } from "../../src/bookings/index.ts";
import type { JsonObject } from "../../src/json/values.ts";
import {
  ADMIN,
  CALLBACK,
  CLASSES,
  OTHER_ADMIN,
  PAGE,
  type Scene,
  setUp,
  setUpSubscribed,
} from "./support.ts";

const NADIA = "nadia.haddad@example.org";

/** One page in Berlin with two hosts, opening hours, buffers and places. */
const BERLIN: WorldSpec = {
  pages: [
    {
      smtp: "salon@example.org",
      name: "Salon",
      timeZone: "W. Europe Standard Time",
      openingHours: [
        { days: ["monday", "tuesday", "wednesday", "thursday", "friday"], from: "09:00", to: "17:00" },
      ],
      admins: ["me@example.org"],
      staff: [
        {
          email: "ada@example.org",
          name: "Ada",
          openingHours: [{ days: ["monday", "tuesday"], from: "10:00", to: "14:00" }],
        },
        { email: "bo@example.org", name: "Bo" },
      ],
      locations: [{ displayName: "Front room" }, { displayName: "Garden", city: "Berlin" }],
      services: [
        { name: "Cut", staff: ["bo@example.org"], bufferAfterMinutes: 15 },
        { name: "Colour", staff: ["ada@example.org", "bo@example.org"], durationMinutes: 60 },
        { name: "Hire of the room", staff: ["bo@example.org"], allDay: true },
        {
          name: "Questions",
          staff: ["bo@example.org"],
          questions: [
            { question: "Which days?", options: ["Mon", "Tue", "Wed"] },
            { question: "Which size?", options: ["S", "L"], multiple: false },
            { question: "Anything else?" },
          ],
        },
      ],
    },
  ],
  customers: [{ name: "Li", email: "li@example.com", timeZone: "Eastern Standard Time" }],
};
const berlin = () => setUp({ world: structuredClone(BERLIN) });
const TUESDAY = "2026-06-23";

/** What arrived last, once everything has settled. */
async function last(scene: Scene): Promise<JsonObject> {
  await scene.service.settled();
  return scene.received.at(-1) ?? {};
}
const types = (scene: Scene) => scene.called.map((url) => /-(\w+)$/.exec(url)?.[1]);

describe("A tester edits appointments", () => {
  it("another host raises updated, with the new host in StaffMembers", async () => {
    const scene = await setUpSubscribed();
    const booked = scene.service.book({ service: "Survey on site" });
    scene.service.edit(booked, { staff: [OTHER_ADMIN] });
    expect((await last(scene)).StaffMembers).toMatchObject([{ EmailAddress: OTHER_ADMIN }]);
    expect(types(scene)).toEqual(["Created", "Updated"]);
  });

  it("new notes of customer and staff arrive with the update", async () => {
    const scene = await setUpSubscribed();
    const booked = scene.service.book();
    scene.service.edit(booked, { notes: "I come by bike.", serviceNotes: "Has a bike." });
    expect(await last(scene)).toMatchObject({
      CustomerNotes: "I come by bike.",
      ServiceNotes: "Has a bike.",
    });
  });

  it("another service changes name, length and end, and keeps the identifier", async () => {
    const scene = await setUpSubscribed();
    const booked = scene.service.book({ start: `${TUESDAY}T09:00` });
    scene.service.edit(booked, { service: "Survey on site" });
    expect(await last(scene)).toMatchObject({
      ServiceName: "Survey on site",
      Duration: 90,
      EndTime: `${TUESDAY}T10:30`,
      SelfServiceAppointmentId: booked.selfServiceAppointmentId,
    });
  });

  it("a customer's changed answer arrives with the update", async () => {
    const scene = await setUpSubscribed();
    const booked = scene.service.book({ service: "Survey on site" });
    scene.service.edit(booked, { answers: { "What kind of room is it?": "Office" } });
    expect((await last(scene)).CustomQuestionAnswers).toMatchObject([
      { Answer: "Office", SelectedOptions: [2] },
    ]);
  });

  it("a 1:1 booking cannot become a group booking", () => {
    const { service } = berlin();
    service.world.people.addPage({
      smtp: "two@example.org",
      name: "Two",
      admins: ["me@example.org"],
      services: [{ name: "One" }, { name: "Many", maximumAttendees: 4 }],
    });
    const booked = service.book({ page: "two@example.org", service: "One" });
    expect(() => service.edit(booked, { service: "Many" })).toThrow(/group service, the appointment is not/);
  });

  it("a customer who leaves a group raises updated for those who stay", async () => {
    const scene = await setUpSubscribed();
    const booked = scene.service.book({ page: CLASSES, customer: "Mei Tanaka" });
    scene.service.join(booked, { customer: "Luca Moretti" });
    scene.service.leave(booked, "Mei Tanaka");
    const body = await last(scene);
    expect(body).toMatchObject({
      FilledAttendeesCount: 1,
      Customers: [{ Email: "luca.moretti@example.net" }],
    });
    expect(types(scene)).toEqual(["Created", "Updated", "Updated"]);
  });

  it("the last customer who leaves cancels the appointment", async () => {
    const scene = await setUpSubscribed();
    const booked = scene.service.book({ page: CLASSES });
    scene.service.leave(booked, "Amara Okafor");
    await scene.service.settled();
    expect(types(scene)).toEqual(["Created", "Deleted"]);
  });

  it("the only customer of a 1:1 booking cannot leave it", () => {
    const { service } = setUp();
    expect(() => service.leave(service.book(), "Amara Okafor")).toThrow(/Cancel|only customer/);
  });
});

describe("A tester changes who there is while flows are on", () => {
  it("an administrator who loses the role cannot subscribe any more, but what is subscribed goes on", async () => {
    const scene = await setUpSubscribed();
    scene.service.world.people.setMember(PAGE, { email: ADMIN, role: "viewer" });
    expect((await scene.subscribe("Created")).status).toBe(403);
    scene.service.book();
    await scene.service.settled();
    expect(types(scene)).toEqual(["Created"]);
  });

  it("somebody who was made an administrator sees the page and can subscribe", async () => {
    const scene = setUp();
    expect((await scene.subscribe("Created", { as: NADIA })).status).toBe(403);
    scene.service.world.people.setMember(PAGE, { email: NADIA, role: "administrator" });
    expect((await scene.subscribe("Created", { as: NADIA })).status).toBe(200);
  });

  it("a new member can host appointments immediately", async () => {
    const scene = await setUpSubscribed();
    scene.service.world.people.setMember(PAGE, { email: "zoe@example.org", name: "Zoe" });
    scene.service.book({ staff: ["zoe@example.org"] });
    expect((await last(scene)).StaffMembers).toMatchObject([{ DisplayName: "Zoe" }]);
  });

  it("a removed member hosts nothing new, and old appointments keep the name", () => {
    const { service } = setUp();
    const booked = service.book({ service: "Survey on site" });
    service.world.people.removeMember(PAGE, OTHER_ADMIN);
    expect(booked.staff.map(({ email }) => email)).toContain(OTHER_ADMIN);
    expect(service.book({ service: "Survey on site" }).staff.map(({ email }) => email)).not.toContain(
      OTHER_ADMIN,
    );
  });

  it("without a licence the list is empty and subscribing is refused, and both come back with it", async () => {
    const scene = setUp();
    scene.service.world.people.setLicence(ADMIN, false);
    expect((await scene.list()).body).toEqual({ mailboxes: [] });
    expect((await scene.subscribe()).status).toBe(403);
    scene.service.world.people.setLicence(ADMIN, true);
    expect((await scene.subscribe()).status).toBe(200);
  });

  it("a page that is removed takes its subscriptions along, and answers 404", async () => {
    const scene = await setUpSubscribed();
    scene.service.world.people.removePage(PAGE);
    expect(scene.service.context.subscriptions.count(PAGE)).toBe(0);
    expect((await scene.subscribe()).status).toBe(404);
  });

  it("a page that is added can be listed, booked and subscribed to", async () => {
    const scene = setUp();
    scene.service.world.people.addPage({ smtp: "new@example.org", name: "New", admins: [ADMIN] });
    expect(JSON.stringify((await scene.list()).body)).toContain("new@example.org");
    expect((await scene.subscribe("Created", { page: "new@example.org" })).status).toBe(200);
    scene.service.book({ page: "new@example.org" });
    await scene.service.settled();
    expect(scene.received).toHaveLength(1);
  });

  it("a user whose account is removed is no longer signed in", async () => {
    const scene = setUp();
    const token = await scene.service.token(ADMIN);
    scene.service.world.people.removeUser(ADMIN);
    expect((await scene.subscribe("Created", { authorization: `Bearer ${token}` })).status).toBe(401);
  });
});

describe("A tester looks after time", () => {
  it("a page's times are those of its zone: the next free hour is one of Berlin, in its opening hours", () => {
    // The clock is at 08:00 UTC on Monday 1 June 2026, which is 10:00 in Berlin.
    expect(berlin().service.book({ service: "Cut" }).start).toBe("2026-06-02T10:00");
  });

  it("a customer books by the clock on their own wall", () => {
    const { service } = berlin();
    const booked = service.book({
      service: "Cut",
      start: `${TUESDAY}T05:30`,
      timeZone: "Eastern Standard Time",
    });
    expect(booked.start).toBe(`${TUESDAY}T11:30`);
  });

  it("an appointment over the night in which clocks change keeps its length", () => {
    const { service } = berlin();
    const booked = service.book({ service: "Colour", start: "2026-10-25T02:30", bookedBy: "staff" });
    // 02:30 comes twice that night; an hour after the first of them the clock shows 02:30 again.
    expect(booked.end).toBe("2026-10-25T02:30");
  });

  it("a time that spring leaves out cannot be booked", () => {
    expect(() => berlin().service.book({ start: "2027-03-28T02:30", bookedBy: "staff" })).toThrow(
      /go forward/,
    );
  });

  it("outside the opening hours of the page nobody can book", () => {
    expect(() => berlin().service.book({ service: "Cut", start: `${TUESDAY}T17:00` })).toThrow(
      /outside the opening hours/,
    );
    expect(() => berlin().service.book({ service: "Cut", start: "2026-06-27T10:00" })).toThrow(/Salon/);
  });

  it("every host has to be there: hours of one person close a service of two", () => {
    expect(() => berlin().service.book({ service: "Colour", start: `${TUESDAY}T14:00` })).toThrow(/Ada/);
    expect(berlin().service.book({ service: "Colour", start: `${TUESDAY}T13:00` }).staff).toHaveLength(2);
  });

  it("an all-day service takes the day of everybody who hosts it", () => {
    const { service } = berlin();
    service.world.pages.get("salon@example.org")!.hours = undefined;
    const booked = service.book({ service: "Hire of the room", start: TUESDAY });
    expect([booked.start, booked.end]).toEqual([`${TUESDAY}T00:00`, "2026-06-24T00:00"]);
    expect(() => service.book({ service: "Cut", start: `${TUESDAY}T10:00` })).toThrow(/busy/);
  });
});

describe("A tester books like a customer of the real page", () => {
  it("nobody books a host twice at one time", () => {
    const { service } = berlin();
    service.book({ service: "Cut", start: `${TUESDAY}T10:00` });
    expect(() => service.book({ service: "Colour", start: `${TUESDAY}T10:00` })).toThrow(/Bo is busy/);
  });

  it("the buffer after an appointment is busy too", () => {
    const { service } = berlin();
    service.book({ service: "Cut", start: `${TUESDAY}T10:00` });
    expect(() => service.book({ service: "Cut", start: `${TUESDAY}T10:30` })).toThrow(/busy/);
    expect(service.book({ service: "Cut", start: `${TUESDAY}T10:45` }).status).toBe("booked");
  });

  it("the next free time is free, however often one books", () => {
    const { service } = berlin();
    const starts = Array.from({ length: 20 }, () => service.book({ service: "Cut" }).start);
    expect(new Set(starts).size).toBe(20);
  });

  it("a cancelled or moved appointment frees its time", () => {
    const { service } = berlin();
    const first = service.book({ service: "Cut", start: `${TUESDAY}T10:00` });
    service.reschedule(first, `${TUESDAY}T12:00`);
    const second = service.book({ service: "Cut", start: `${TUESDAY}T10:00` });
    service.cancel(second);
    expect(service.book({ service: "Cut", start: `${TUESDAY}T10:00` }).status).toBe("booked");
  });

  it("staff may book over everything, and so may anybody in a loose world", () => {
    const { service } = berlin();
    service.book({ service: "Cut", start: `${TUESDAY}T10:00` });
    service.book({ service: "Cut", start: `${TUESDAY}T10:00`, bookedBy: "staff" });
    service.world.doubleBookings = "allowed";
    expect(service.book({ service: "Cut", start: `${TUESDAY}T20:00` }).status).toBe("booked");
  });

  it("several options, one option and free text are answered as asked", async () => {
    const { service } = berlin();
    const answers = { "Which days?": ["Mon", "Wed"], "Which size?": "L", "Anything else?": "No." };
    const booked = service.book({ service: "Questions", answers });
    expect(booked.customers[0]?.answers.map(({ selected }) => selected)).toEqual([[0, 2], [1], []]);
    expect(() => service.book({ service: "Questions", answers: { "Which size?": ["S", "L"] } })).toThrow(
      /one answer/,
    );
  });

  it("the customer chooses among the places of the page", () => {
    const { service } = berlin();
    const places = [undefined, "Garden"].map(
      (location) => service.book({ service: "Cut", location }).customers[0],
    );
    expect(places.map((place) => place?.location?.displayName)).toEqual(["Front room", "Garden"]);
    expect(() => service.book({ service: "Cut", location: "Cellar" })).toThrow(/no location "Cellar"/);
  });

  it("a customer may be called Li", () => {
    expect(berlin().service.book({ customer: "Li" }).customers[0]?.email).toBe("li@example.com");
  });
});

describe("A tester breaks the delivery", () => {
  it("a notification that comes twice is one change", async () => {
    const scene = await setUpSubscribed();
    scene.service.faults.inject({ on: "delivery", answer: "twice", times: 1 });
    scene.service.book();
    await scene.service.settled();
    expect(scene.received).toHaveLength(2);
    expect(scene.received[0]).toEqual(scene.received[1]);
  });

  it("a later notification overtakes one that is held back", async () => {
    const scene = setUp();
    await scene.subscribe("Created", { callback: CALLBACK });
    scene.service.faults.inject({ on: "delivery", answer: "out-of-order", times: 1 });
    scene.service.book({ customer: "first@example.com" });
    await scene.service.settled();
    expect(scene.received).toEqual([]);
    scene.service.book({ customer: "second@example.com" });
    await scene.service.settled();
    expect(scene.received.map((body) => body.CustomerEmail)).toEqual([
      "second@example.com",
      "first@example.com",
    ]);
  });

  it("what is held back and never overtaken is sent when asked for", async () => {
    const scene = setUp();
    await scene.subscribe("Created");
    scene.service.faults.inject({ on: "delivery", answer: "out-of-order" });
    scene.service.book();
    await scene.service.settled();
    await scene.service.releaseHeld();
    expect(scene.received).toHaveLength(1);
  });

  it("a notification that comes late comes after its time", async () => {
    const scene = setUp();
    await scene.subscribe("Created");
    scene.service.faults.inject({ on: "delivery", latencyMs: 20_000 });
    scene.service.book();
    await scene.clock.advance(19_000);
    expect(scene.received).toEqual([]);
    await scene.clock.advance(2_000);
    await scene.service.settled();
    expect(scene.received).toHaveLength(1);
  });

  it("what happened while no flow was subscribed can be read afterwards", async () => {
    const scene = setUp();
    const booked = scene.service.book();
    await scene.subscribe("Deleted");
    scene.service.cancel(booked);
    expect(scene.service.changes().map(({ verb, subscribers }) => [verb, subscribers])).toEqual([
      ["booked", 0],
      ["cancelled", 1],
    ]);
    expect(scene.service.changes({ missed: true }).map(({ verb }) => verb)).toEqual(["booked"]);
  });
});
