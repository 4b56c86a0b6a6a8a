/**
 * Why `Location` must be declared: the published definition does not, and then nobody can end a subscription, while a mailbox
 * has room for five.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import "../../src/testing/matchers.ts";
import { connectorFolder, PAGE, tell } from "./support.ts";

const connector = mkdtempSync(path.join(tmpdir(), "no-location-"));
afterAll(() => rmSync(connector, { recursive: true }));
const definition = JSON.parse(
  readFileSync(path.join(connectorFolder, "apiDefinition.swagger.json"), "utf8"),
  (key, value) => (key === "headers" ? undefined : value),
);
writeFileSync(path.join(connector, "apiDefinition.swagger.json"), JSON.stringify(definition));
cpSync(path.join(connectorFolder, "apiProperties.json"), path.join(connector, "apiProperties.json"));

test("for a definition without Location, the harness names the operations whose subscriptions may be impossible to end", async () => {
  const { platform } = await tell({ connector });
  expect(platform.faults()).toContainEqual(
    expect.objectContaining({
      id: "webhook-location-header",
      // The service may send it all the same, as that of many published connectors does.
      certain: false,
      operations: expect.arrayContaining(["CreateAppointment"]),
    }),
  );
});

test("five times off and on, and the mailbox is full for everybody, for ever", async () => {
  const { flow, service, advance } = await tell({
    connector,
    service: { sendLocation: false },
    platform: { faults: "report" },
  });
  const created = flow("CreateAppointment", { SMTPAddress: PAGE });
  for (let toggle = 0; toggle < 5; toggle++) {
    await created.turnOn();
    expect(created.health).toBe("no-location");
    await created.turnOff();
  }
  expect(service.context.subscriptions.count(PAGE)).toBe(5);
  await advance({ days: 30 });
  const another = await flow("CancelAppointment", { SMTPAddress: PAGE }).turnOn();
  expect(another.reason).toMatchObject({ status: 429, kind: "service-rejected" });
});
