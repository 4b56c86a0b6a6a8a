/** The whole story of our connector, through the API alone. */
import { describe, expect, it } from "vitest";
import type {
  DeskView,
  DynamicAnswer,
  EventsAnswer,
  ExchangeRecord,
  ExchangesAnswer,
  FlowView,
  ReplayAnswer,
  RunsAnswer,
  RunView,
  WorkbenchState,
} from "../../src/workbench/api.ts";
import { bookingsFolder, open } from "./support.ts";

const PAGE = { "path.$.SMTPAddress": "design@example.org" };

describe("our connector on the mocked Bookings service", () => {
  it("a maker picks a page, a customer books, the flow runs, and nothing is left behind", async () => {
    const { ask, clock } = await open(bookingsFolder());
    const state = await ask<WorkbenchState>("GET", "/api/state");
    expect(state.backend).toMatchObject({ kind: "bookings", desk: true });
    expect(state.connections).toMatchObject([{ user: "priya.raman@example.org", callsLeft: 100 }]);

    const list = await ask<DynamicAnswer>("POST", "/api/dynamic", {
      operationId: "CreateAppointment",
      key: "path.$.SMTPAddress",
    });
    expect(list).toMatchObject({
      state: "ready",
      rows: [{ title: "Design studio", value: "design@example.org" }],
      exchange: 1,
    });

    const flow = await ask<FlowView>("POST", "/api/flows", {
      operationId: "CreateAppointment",
      values: PAGE,
      on: true,
    });
    expect(flow).toMatchObject({ id: "f1", state: "on", health: "subscribed", runs: 0 });

    const desk = await ask<DeskView>("POST", "/api/desk/book", { page: "design@example.org" });
    expect(desk.waiting).toBe(0);
    expect(desk.appointment).toBeDefined();

    const { runs } = await ask<RunsAnswer>("GET", "/api/flows/f1/runs");
    expect(runs).toMatchObject([{ flow: "f1", status: "succeeded" }]);
    const run = await ask<RunView>("GET", `/api/runs/${runs[0]?.id}`);
    expect(run.trigger.body).toMatchObject({ CustomerEmail: "amara.okafor@example.com" });
    const notified = await ask<ExchangeRecord>("GET", `/api/exchanges/${run.exchanges[0]}`);
    expect(notified).toMatchObject({ phase: "notify", flow: "f1", response: { status: 202 } });

    const gauge = await ask<WorkbenchState>("GET", "/api/state");
    expect(gauge.connections[0]?.callsLeft).toBe(98);
    await clock.advance(61_000);
    expect((await ask<WorkbenchState>("GET", "/api/state")).connections[0]?.callsLeft).toBe(100);

    expect(await ask<FlowView>("POST", "/api/flows/f1/off", {})).toMatchObject({ state: "off" });
    const left = await ask<DeskView>("GET", "/api/desk");
    expect(left.pages.flatMap(({ subscriptions }) => subscriptions)).toEqual([]);

    const { events } = await ask<EventsAnswer>("GET", "/api/events?after=0");
    expect(events.map(({ number }) => number)).toEqual(events.map((_, index) => index + 1));
    const told = events.filter(({ flow }) => flow === "f1").map(({ type }) => type);
    for (const phase of ["subscribed", "delivered", "run-started", "run-ended", "unsubscribed"])
      expect(told).toContain(phase);
    await ask("DELETE", "/api/flows/f1");
    expect((await ask<WorkbenchState>("GET", "/api/state")).flows).toEqual([]);
  });

  it("groups are joined, appointments moved, and cancelled with a reason", async () => {
    const { ask } = await open(bookingsFolder());
    await ask("POST", "/api/connections", { user: "tomas.lindqvist@example.org" });
    for (const operationId of ["UpdateAppointment", "CancelAppointment"])
      await ask("POST", "/api/flows", {
        operationId,
        values: { "path.$.SMTPAddress": "pottery@example.org" },
        on: true,
      });
    const answers = { "How experienced are you?": "Beginner" };
    const { appointment } = await ask<DeskView>("POST", "/api/desk/book", {
      page: "pottery@example.org",
      answers,
    });
    const joined = await ask<DeskView>("POST", "/api/desk/join", {
      appointment,
      customer: "jonas.weber@example.com",
      answers,
    });
    const found = joined.pages.flatMap((page) => page.appointments).find(({ id }) => id === appointment);
    expect(found).toMatchObject({ seatsLeft: 6, status: "booked" });
    await ask("POST", "/api/desk/reschedule", { appointment, start: "2026-03-01T10:00" });
    await ask("POST", "/api/desk/cancel", { appointment, reason: "Kiln broken" });
    const { runs } = await ask<RunsAnswer>("GET", "/api/flows/f1/runs");
    expect(runs).toHaveLength(2);
    expect((await ask<RunsAnswer>("GET", "/api/flows/f2/runs")).runs).toHaveLength(1);
  });

  it("a user who is not an administrator sees the service's refusal, in the maker's words", async () => {
    const { ask } = await open(bookingsFolder());
    const made = await ask<{ id: string }>("POST", "/api/connections", { user: "nadia.haddad@example.org" });
    const flow = await ask<FlowView>("POST", "/api/flows", {
      operationId: "CreateAppointment",
      values: PAGE,
      connection: made.id,
      on: true,
    });
    expect(flow.health).toBe("gave-up");
    expect(flow.reason).toMatchObject({ status: 403 });
    expect(flow.explanation.join(" ")).toContain(
      "Only Bookings administrators can create appointment flows.",
    );
  });

  it("a fault stays active until it is cleared; the platform retries, and the flow recovers in time", async () => {
    const { ask } = await open(bookingsFolder());
    const { settings } = await ask<WorkbenchState>("GET", "/api/state");
    const preset = settings.faultPresets.find(({ id }) => id === "bad-gateway");
    const struck = await ask<WorkbenchState>("POST", "/api/settings", { inject: preset?.fault });
    expect(struck.settings.faults).toMatchObject([{ preset: "bad-gateway", left: null }]);
    const flow = await ask<FlowView>("POST", "/api/flows", {
      operationId: "CreateAppointment",
      values: PAGE,
      on: true,
    });
    expect(flow).toMatchObject({ health: "retrying", reason: { status: 502 } });
    const after = await ask<WorkbenchState>("POST", "/api/settings", {
      clearFaults: "bad-gateway",
      advanceSeconds: 3_600,
    });
    expect(after.settings.faults).toEqual([]);
    expect(after.flows).toMatchObject([{ health: "subscribed" }]);
  });

  it("every preset can be switched on, takes effect, and can be switched off", async () => {
    const { ask } = await open(bookingsFolder());
    const { settings } = await ask<WorkbenchState>("GET", "/api/state");
    expect(settings.faultPresets.map(({ status }) => status)).toEqual(
      expect.arrayContaining([401, 403, 429, 502, undefined]),
    );
    for (const { id, fault, status } of settings.faultPresets) {
      await ask("POST", "/api/settings", { inject: fault });
      if (status !== undefined) {
        const answer = await ask<{ status: number }>("POST", "/api/invoke", {
          operationId: "ListBookingsBusinessUserAsAdmin",
        });
        expect([id, answer.status]).toEqual([id, status]);
      }
      const cleared = await ask<WorkbenchState>("POST", "/api/settings", { clearFaults: id });
      expect(cleared.settings.faults).toEqual([]);
    }
  });

  it("a changed throttle holds for the very next call", async () => {
    const { ask } = await open(bookingsFolder());
    const invoke = () =>
      ask<{ kind: string; status: number }>("POST", "/api/invoke", {
        operationId: "ListBookingsBusinessUserAsAdmin",
      });
    expect(await invoke()).toMatchObject({ status: 200 });
    const state = await ask<WorkbenchState>("POST", "/api/settings", { throttle: { calls: 2 } });
    expect(state.connections[0]).toMatchObject({ callsInWindow: 1, callsLeft: 1 });
    expect(await invoke()).toMatchObject({ status: 200 });
    expect(await invoke()).toMatchObject({ kind: "connection-throttled", status: 429 });
    await ask("POST", "/api/settings", { throttle: { calls: 100 } });
    expect(await invoke()).toMatchObject({ status: 200 });
  });

  it("quirks are switched by name, and another one's name is refused before any is switched", async () => {
    const { ask, send } = await open(bookingsFolder());
    const on = (state: WorkbenchState, id: string) =>
      state.settings.quirks.find((quirk) => quirk.id === id)?.on;
    const state = await ask<WorkbenchState>("POST", "/api/settings", {
      quirks: { "updated-on-create": true },
    });
    expect(on(state, "updated-on-create")).toBe(true);
    const refused = await send("POST", "/api/settings", {
      quirks: { "updated-on-create": false, nope: true },
    });
    expect(refused).toMatchObject({ status: 400, body: { error: { code: "unknown-quirk" } } });
    expect(on(await ask("GET", "/api/state"), "updated-on-create")).toBe(true);
  });

  it("another retry profile restarts the platform: flows keep their name and subscribe again", async () => {
    const { ask } = await open(bookingsFolder());
    await ask("POST", "/api/flows", { operationId: "CreateAppointment", values: PAGE, on: true });
    const state = await ask<WorkbenchState>("POST", "/api/settings", { retryProfile: "none" });
    expect(state.settings.retryProfile).toBe("none");
    expect(state.flows).toMatchObject([{ id: "f1", state: "on", health: "subscribed" }]);
    const desk = await ask<DeskView>("GET", "/api/desk");
    expect(desk.pages.flatMap(({ subscriptions }) => subscriptions)).toHaveLength(1);
    await ask("POST", "/api/desk/book", {});
    expect((await ask<RunsAnswer>("GET", "/api/flows/f1/runs")).runs).toHaveLength(1);
  });

  it("an exchange is sent again as it was; a notification reaches the flow again", async () => {
    const { ask } = await open(bookingsFolder());
    await ask("POST", "/api/flows", { operationId: "CreateAppointment", values: PAGE, on: true });
    await ask("POST", "/api/desk/book", {});
    const { exchanges } = await ask<ExchangesAnswer>("GET", "/api/exchanges");
    expect(exchanges.map(({ phase, replayable }) => [phase, replayable])).toEqual([
      ["subscribe", true],
      ["notify", true],
    ]);
    expect(await ask<ReplayAnswer>("POST", "/api/exchanges/1/replay", {})).toEqual({
      exchange: 3,
      status: 200,
    });
    expect(await ask<ReplayAnswer>("POST", "/api/exchanges/2/replay")).toEqual({ exchange: 4, status: 202 });
    expect((await ask<RunsAnswer>("GET", "/api/flows/f1/runs")).runs).toHaveLength(2);
    const again = await ask<ExchangeRecord>("GET", "/api/exchanges/3");
    expect(again.request.headers["authorization"]).toBe("***");
  });

  it("no answer holds a token, a signature or a credential", async () => {
    const { ask, workbench } = await open(bookingsFolder());
    await ask("POST", "/api/flows", { operationId: "CreateAppointment", values: PAGE, on: true });
    await ask("POST", "/api/desk/book", {});
    await ask("POST", "/api/exchanges/1/replay");
    const url = workbench.session.flows.running("f1").callbackUrl ?? "";
    const signature = new URL(url).searchParams.get("sig") ?? "";
    expect(signature.length).toBeGreaterThan(20);
    const everything = [
      await ask("GET", "/api/state"),
      await ask("GET", "/api/desk"),
      await ask("GET", "/api/events?after=0&limit=2000"),
      ...[1, 2, 3].map((number) => workbench.exchanges.get(number)),
      ...workbench.session.runs.all(String, () => []),
    ];
    const text = JSON.stringify(everything);
    expect(text).not.toContain(signature);
    expect(text).not.toMatch(/Bearer [\w-]|eyJ[\w-]{10}/);
  });

  it("a thousand notifications at once leave a thousand exchanges to look at", async () => {
    const { ask, workbench } = await open(bookingsFolder());
    await ask("POST", "/api/flows", { operationId: "CreateAppointment", values: PAGE, on: true });
    for (let index = 0; index < 1_000; index++) {
      workbench.desk.act("book", {});
      if (index % 100 === 0) await workbench.settle();
    }
    await workbench.settle();
    const { exchanges } = await ask<ExchangesAnswer>("GET", "/api/exchanges?after=0&limit=2000");
    expect(exchanges).toHaveLength(1_001);
    expect(exchanges.at(-1)?.number).toBe(1_001);
    expect((await ask<WorkbenchState>("GET", "/api/state")).flows[0]?.runs).toBe(1_000);
  });
});
