/** What the control API does besides booking, over a real socket: editing, people, rules, what was missed. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createRealClock } from "../../src/bookings/index.ts";
import { type Backend, startBackend } from "../../src/bookings/server/backend.ts";
import { ADMIN, CLASSES, OTHER_ADMIN, PAGE } from "./support.ts";

let backend: Backend;

beforeEach(async () => {
  backend = await startBackend({ clock: createRealClock({ start: Date.UTC(2026, 5, 1, 8) }) });
});
afterEach(() => backend.close());

// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes, each looked into by its own test.
async function call(method: string, path: string, body?: unknown): Promise<{ status: number; body: any }> {
  const response = await fetch(`${backend.control}${path}`, {
    method,
    headers: { "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

describe("The control API", () => {
  it("edits an appointment, and refuses a host who is not on the staff with the names of those who are", async () => {
    const { body } = await call("POST", "/appointments", { service: "Survey on site" });
    expect((await call("POST", `/appointments/${body.id}/edit`, { staff: [OTHER_ADMIN] })).status).toBe(200);
    const wrong = await call("POST", `/appointments/${body.id}/edit`, { staff: ["nobody@example.org"] });
    expect(wrong.status).toBe(400);
    expect(JSON.stringify(wrong.body)).toContain(ADMIN);
  });

  it("lets a customer leave a group, and cancels it with the last one", async () => {
    const { body } = await call("POST", "/appointments", { page: CLASSES, customer: "Mei Tanaka" });
    const left = await call("POST", `/appointments/${body.id}/leave`, { customer: "Mei Tanaka" });
    expect(left.body.status).toBe("cancelled");
  });

  it("books a customer with a name of two letters", async () => {
    await backend.close();
    backend = await startBackend({
      world: {
        pages: [{ smtp: "p@example.org", name: "P", admins: ["a@example.org"] }],
        customers: [{ name: "Li", email: "li@example.com" }],
      },
    });
    expect((await call("POST", "/appointments", { customer: "Li" })).status).toBe(201);
  });

  it("refuses a busy host with the way out, and books after the rules were loosened", async () => {
    const start = { start: "2026-06-24T16:30" };
    await call("POST", "/appointments", start);
    const refused = await call("POST", "/appointments", start);
    expect(refused.status).toBe(400);
    expect(JSON.stringify(refused.body)).toContain("doubleBookings");
    await call("PUT", "/rules", { doubleBookings: "allowed" });
    expect((await call("POST", "/appointments", start)).status).toBe(201);
  });

  it("adds a page, a user and a member, changes a role, takes a licence, and removes them again", async () => {
    const page = { smtp: "new@example.org", name: "New", admins: [ADMIN], timeZone: "Europe/Berlin" };
    expect((await call("POST", "/pages", page)).status).toBe(201);
    expect((await call("POST", "/users", { upn: "zoe@example.org" })).status).toBe(201);
    await call("PUT", "/pages/new@example.org/members", { email: "zoe@example.org", role: "scheduler" });
    await call("PUT", "/licences", { user: "zoe@example.org", licensed: false });
    const { body } = await call("GET", "/state");
    expect(body.pages.at(-1)).toMatchObject({ smtp: "new@example.org", timeZone: "Europe/Berlin" });
    expect(body.users.at(-1)).toMatchObject({ upn: "zoe@example.org", licensed: false });
    for (const path of [
      "/pages/new@example.org/members/zoe@example.org",
      "/users/zoe@example.org",
      "/pages/new@example.org",
    ])
      expect((await call("DELETE", path)).status).toBe(200);
    expect((await call("DELETE", "/pages/new@example.org")).status).toBe(404);
  });

  it.each([
    ["a page without a name", "POST", "/pages", { smtp: "x@example.org" }],
    [
      "hours that end before they begin",
      "POST",
      "/pages",
      {
        smtp: "x@example.org",
        name: "X",
        openingHours: [{ days: ["monday"], from: "17:00", to: "09:00" }],
      },
    ],
    [
      "a zone that does not exist",
      "POST",
      "/pages",
      { smtp: "x@example.org", name: "X", timeZone: "Mars/Olympus" },
    ],
    ["a role that does not exist", "PUT", `/pages/${PAGE}/members`, { email: ADMIN, role: "king" }],
    ["a fault of deliveries on a call", "POST", "/faults", { on: "any", answer: "twice" }],
  ])("refuses %s with 400, and nothing is changed", async (_what, method, path, body) => {
    const before = (await call("GET", "/state")).body.pages;
    const { status, body: answer } = await call(method, path, body);
    expect(status).toBe(400);
    expect(answer.error.message).not.toBe("");
    expect((await call("GET", "/state")).body.pages).toEqual(before);
  });

  it("lists what happened while there were no subscribers", async () => {
    const { body } = await call("POST", "/appointments", {});
    await call("POST", `/appointments/${body.id}/cancel`, {});
    const missed = (await call("GET", "/changes?missed=true")).body.changes;
    expect(missed.map(({ verb }: { verb: string }) => verb)).toEqual(["booked", "cancelled"]);
    expect((await call("GET", `/changes?after=${missed[0].sequence}`)).body.changes).toHaveLength(1);
  });

  it("sends what an out-of-order fault holds back when asked to", async () => {
    expect((await call("POST", "/release")).body).toEqual({ done: true });
  });
});
