import { expect, test } from "vitest";
import { createWebhookService, testConnector } from "../../src/testing/index.ts";
import "../../src/testing/matchers.ts";

/** The connector of this repository, against a service that knows nothing of Bookings but the shape of a subscription. */
const folder = `${import.meta.dirname}/../..`;
const options = { connection: { token: "token-of-an-administrator" } };

test.each([
  ["CreateAppointment", "Created", 200],
  ["UpdateAppointment", "Updated", 201],
  ["CancelAppointment", "Deleted", 201],
])(
  "%s subscribes to %s at the one endpoint of the service, runs, and unsubscribes",
  async (operation, change, status) => {
    const service = createWebhookService({ urlAt: ["webhook", "notification_url"], status });
    const bodies: unknown[] = [];
    const bench = await testConnector(folder, {
      ...options,
      async backend(request) {
        if (request.method === "POST")
          bodies.push([new URL(request.url).pathname, await request.clone().json()]);
        const response = await service.backend(request);
        return request.method === "DELETE" ? Response.json("deleted") : response;
      },
    });
    const flow = await bench.flow(operation, { SMTPAddress: "salon@contoso.example" }).turnOn();

    expect(flow).toBeSubscribed();
    expect(bodies).toEqual([
      [
        "/BookingsService/api/V1/bookingBusinesses/salon%40contoso.example/webhook/",
        { webhook: { notification_url: flow.callbackUrl, resource: "Appointments", change_type: [change] } },
      ],
    ]);
    await bench.notify(flow, { CustomerName: "Ann", Customers: [], SelfServiceAppointmentId: "s-1" });
    expect(flow).toHaveRun({ CustomerName: "Ann" });
    expect(flow.runs()[0]?.evaluate("triggerOutputs()?['body/SelfServiceAppointmentId']")).toBe("s-1");
    await flow.turnOff();
    expect(service.subscriptions.size).toBe(0);
  },
);

test("the throttling that service.yaml states holds for its connections", async () => {
  const bench = await testConnector(folder, {
    ...options,
    backend: () => Response.json({ mailboxes: [{ displayName: "Salon", email: "salon@contoso.example" }] }),
  });
  expect(bench.platform.throttle).toEqual({ calls: 100, renewalPeriodSeconds: 60, mode: "sliding" });
  for (let call = 0; call < 100; call++) await bench.invoke("ListBookingsBusinessUserAsAdmin");
  const list = await bench.list("CreateAppointment", "SMTPAddress");
  expect(list.error).toBe(
    "Error code: 'TooManyRequests', Message: 'Rate limit is exceeded. Try again in 60 seconds.'.",
  );
});
