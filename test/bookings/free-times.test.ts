/** The next free time is the earliest, whatever was booked, moved, left and cancelled before somebody looks. */
import { expect, test } from "vitest";
import { createVirtualClock, createWorld, DEFAULT_START, type WorldSpec } from "../../src/bookings/index.ts";
import { createRandom } from "../../src/bookings/random.ts";

const hours = [{ days: ["monday", "tuesday", "wednesday", "thursday"], from: "09:00", to: "13:00" }];

const spec = {
  pages: [
    {
      smtp: "salon@example.org",
      name: "Salon",
      timeZone: "W. Europe Standard Time",
      openingHours: hours,
      admins: ["me@example.org"],
      staff: [{ email: "bo@example.org" }, { email: "cy@example.org", openingHours: hours.slice(0, 1) }],
      services: [
        { name: "Cut", staff: ["bo@example.org"], durationMinutes: 90, bufferAfterMinutes: 15 },
        { name: "Class", staff: ["cy@example.org"], maximumAttendees: 2, bufferBeforeMinutes: 30 },
      ],
    },
    {
      smtp: "barber@example.org",
      name: "Barber",
      admins: ["me@example.org"],
      staff: [{ email: "bo@example.org" }],
      services: [
        { name: "Beard", staff: ["bo@example.org"], durationMinutes: 30 },
        { name: "Day", staff: ["bo@example.org"], allDay: true, durationMinutes: 1440 },
      ],
    },
  ],
} as WorldSpec;

const WISHES = [
  { page: "salon@example.org", service: "Cut" },
  { page: "salon@example.org", service: "Class" },
  { page: "barber@example.org", service: "Day" },
  { page: "barber@example.org", service: "Beard" },
];

test.each([1, 2, 3])(
  "a search that remembers finds what one that remembers nothing finds (seed %i)",
  (seed) => {
    const random = createRandom(seed);
    const clock = createVirtualClock(DEFAULT_START);
    const world = createWorld(spec, { clock });
    const below = (count: number) => Math.floor(random.next() * count);
    for (let turn = 0; turn < 120; turn++) {
      const open = [...world.appointments.values()].filter(({ status }) => status === "booked");
      const one = open[below(open.length)];
      const deed = below(8);
      try {
        if (one && deed === 0) world.cancel(one);
        else if (one && deed === 1) world.reschedule(one, "2026-06-16T09:00");
        else if (one && deed === 2 && one.customers.length > 1)
          world.leave(one, one.customers[0]?.email ?? "");
        else if (deed === 3) world.doubleBookings = below(2) === 0 ? "allowed" : "refused";
        else if (deed === 4) world.people.removeMember("salon@example.org", "nobody@example.org");
      } catch {
        // What cannot be had is refused, and changes nothing.
      }
      const wish = WISHES[below(WISHES.length)] ?? {};
      const fresh = createWorld(spec, { clock });
      fresh.doubleBookings = world.doubleBookings;
      fresh.takeOver(world.appointments.values(), world.sequence);
      const customer = `c${turn}@example.org`;
      const expected = fresh.book({ ...wish, customer }).start;
      expect(world.book({ ...wish, customer }).start).toBe(expected);
    }
  },
);

test("changed opening hours are read again", () => {
  const world = createWorld({
    pages: [
      {
        smtp: "s@example.org",
        name: "S",
        admins: ["me@example.org"],
        staff: [
          { email: "bo@example.org", openingHours: [{ days: ["friday"], from: "09:00", to: "10:00" }] },
        ],
        services: [{ name: "Cut", staff: ["bo@example.org"] }],
      },
    ],
  } as WorldSpec);
  expect(world.book({ customer: "a@example.org" }).start).toBe("2026-06-05T09:00");
  world.people.setMember("s@example.org", {
    email: "bo@example.org",
    openingHours: [{ days: ["wednesday"], from: "09:00", to: "10:00" }],
  });
  expect(world.book({ customer: "b@example.org" }).start).toBe("2026-06-03T09:00");
});
