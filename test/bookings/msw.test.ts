/** The service inside a test, the way Mock Service Worker is used everywhere: any client, no server. */
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterEach, describe, expect, it } from "vitest";
import { createBookingsService } from "../../src/bookings/index.ts";

let stop = () => {};
afterEach(() => stop());

describe("Within setupServer", () => {
  it("fetch reaches the service at the address of the definition, and notifications reach other handlers", async () => {
    const service = createBookingsService({
      deliver: (request, signal) => fetch(request, { signal: signal ?? null }),
    });
    const runs: unknown[] = [];
    const server = setupServer(
      ...service.handlers,
      http.post("https://prod-01.westeurope.logic.azure.com/flow", async ({ request }) => {
        runs.push(await request.json());
        return new HttpResponse(null, { status: 202 });
      }),
    );
    server.listen({ onUnhandledFrame: "error" });
    stop = () => server.close();
    const headers = {
      authorization: `Bearer ${await service.token("priya.raman@example.org")}`,
      "content-type": "application/json",
    };
    const subscribed = await fetch(
      "https://outlook.office.com/BookingsService/api/V1/bookingBusinesses/design@example.org/webhook/AppointmentCreated",
      {
        method: "POST",
        headers,
        body: JSON.stringify({
          webhook: {
            notification_url: "https://prod-01.westeurope.logic.azure.com/flow?sig=x",
            resource: "Appointments",
            change_type: ["Created"],
          },
        }),
      },
    );
    expect(subscribed.status).toBe(200);
    service.book();
    await service.settled();
    expect(runs).toMatchObject([{ CustomerName: "Amara Okafor" }]);
    const deleted = await fetch(subscribed.headers.get("location") ?? "", { method: "DELETE", headers });
    expect(deleted.status).toBe(200);
  });

  it("a broken connection reaches the client as one", async () => {
    const service = createBookingsService({ faults: [{ answer: "disconnect" }] });
    const server = setupServer(...service.handlers);
    server.listen();
    stop = () => server.close();
    await expect(
      fetch("https://outlook.office.com/BookingsService/api/V1/bookingBusinessesUserAsAdmin"),
    ).rejects.toThrow(TypeError);
  });
});
