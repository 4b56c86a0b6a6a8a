/** Texts that a booking brings along go the whole way, whichever there are. */
import { expect, it } from "vitest";
import { BOOKED_TEXTS, eachBookedText } from "../../src/bookings/world/booked-texts.ts";
import { readConnector } from "../../src/definition/connector-folder.ts";
import { own, ownObject } from "../../src/json/values.ts";
import { setUp } from "./support.ts";

const texts = eachBookedText((name) => `the ${name}`);

it("each booked text arrives in the notification, under a name that the definition declares", async () => {
  const { service, subscribe, received } = setUp();
  await subscribe();
  service.book(texts);
  await service.settled();
  const definitions = ownObject(readConnector(".").definition?.value, "definitions");
  const declared = ownObject(ownObject(definitions, "AppointmentData"), "properties");
  for (const [name, { notified }] of Object.entries(BOOKED_TEXTS)) {
    expect(received[0]?.[notified]).toBe(`the ${name}`);
    expect(own(declared, notified), notified).toBeDefined();
  }
});
