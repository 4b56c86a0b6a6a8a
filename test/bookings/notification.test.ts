import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readServiceContract } from "../../src/bookings/index.ts";
import type { JsonObject } from "../../src/json/values.ts";
import { CLASSES, type Scene, setUpSubscribed } from "./support.ts";

const samples = new URL("../../connector/samples/", import.meta.url);
const read = (file: string) => JSON.parse(readFileSync(new URL(file, samples), "utf8")) as JsonObject;

/** What is made up again each time. */
function withoutMadeUp(body: JsonObject | undefined): JsonObject {
  const { Id: _id, SelfServiceAppointmentId: _common, JoinWebURL, ...rest } = body ?? {};
  return { ...rest, ...(JoinWebURL === undefined ? {} : { JoinWebURL: "(a meeting)" }) };
}

const bookAmara = ({ service }: Scene) =>
  service.book({
    service: "Design consultation",
    customer: "Amara Okafor",
    start: "2026-06-24T16:30",
    notes: "I would like to talk about the new kitchen.",
    trackingData: "summer-newsletter",
  });

const bookMei = ({ service }: Scene) =>
  service.book({
    page: CLASSES,
    customer: "Mei Tanaka",
    start: "2026-07-10T18:00",
    notes: "I have never thrown a pot before.",
    answers: { "How experienced are you?": "Beginner" },
  });

const joinLuca = ({ service }: Scene, id: string) =>
  service.join(id, {
    customer: "Luca Moretti",
    answers: { "How experienced are you?": "Advanced" },
  });

const bookJonas = ({ service }: Scene) =>
  service.book({
    service: "Survey on site",
    customer: "Jonas Weber",
    start: "2026-07-02T10:00",
    notes: "The bell does not work, please knock.",
    answers: { "What kind of room is it?": "Apartment", "How large is it?": "About 40 square metres" },
  });

const STORIES: Record<string, (scene: Scene) => void> = {
  "one-to-one-online-created.json": (scene) => bookAmara(scene),
  "one-to-one-in-person-created.json": (scene) => bookJonas(scene),
  "group-first-customer-created.json": (scene) => bookMei(scene),
  "group-second-customer-updated.json": (scene) => joinLuca(scene, bookMei(scene).id),
  "one-to-one-rescheduled-updated.json": (scene) =>
    scene.service.reschedule(bookAmara(scene), "2026-06-26T10:00"),
  "one-to-one-edited-updated.json": (scene) =>
    scene.service.edit(bookJonas(scene), {
      staff: ["tomas.lindqvist@example.org"],
      serviceNotes: "Bring the laser measure and the spare battery.",
    }),
  "group-customer-left-updated.json": (scene) =>
    scene.service.leave(joinLuca(scene, bookMei(scene).id), "Mei Tanaka"),
  "one-to-one-cancelled.json": (scene) =>
    scene.service.cancel(scene.service.reschedule(bookAmara(scene), "2026-06-26T10:00"), "No longer needed"),
  "group-cancelled.json": (scene) =>
    scene.service.cancel(joinLuca(scene, bookMei(scene).id), "The kiln is broken; we will offer a new date."),
};

describe("Notifications", () => {
  it.each(readServiceContract().samples)(
    "the sample $file is what the service sends: $title",
    async ({ file }) => {
      const scene = await setUpSubscribed();
      STORIES[file]?.(scene);
      await scene.service.settled();
      expect(withoutMadeUp(scene.received.at(-1))).toEqual(withoutMadeUp(read(file)));
    },
  );

  it("fields stand in the order of the specification", async () => {
    const scene = await setUpSubscribed();
    bookAmara(scene);
    await scene.service.settled();
    expect(Object.keys(scene.received[0] ?? {})).toEqual(Object.keys(read("one-to-one-online-created.json")));
  });

  it("the answer to a choice of several options names them all", async () => {
    const scene = await setUpSubscribed();
    scene.service.book({
      service: "Survey on site",
      answers: { "What kind of room is it?": ["Office", "House"] },
    });
    await scene.service.settled();
    expect(scene.received[0]?.CustomQuestionAnswers).toMatchObject([
      { Answer: "Office, House", SelectedOptions: [2, 0] },
    ]);
  });
});

describe("Reported deviations, each a switch", () => {
  const bodies = async (quirk: string, act: (scene: Scene) => void) => {
    const scene = await setUpSubscribed({ quirks: { [quirk]: true } });
    act(scene);
    await scene.service.settled();
    return {
      bodies: scene.received,
      types: scene.called.map((url) => url.slice(url.lastIndexOf("-") + 1)),
    };
  };

  it("updated-on-create: a new appointment fires updated as well", async () => {
    const { types } = await bodies("updated-on-create", ({ service }) => service.book());
    expect(types).toEqual(["Created", "Updated"]);
  });

  it("reschedule-as-new-appointment: a moved appointment arrives with another identifier, and nothing ends the old one", async () => {
    const { bodies: sent, types } = await bodies("reschedule-as-new-appointment", ({ service }) =>
      service.reschedule(service.book(), "2026-06-26T10:00"),
    );
    expect(types).toEqual(["Created", "Updated"]);
    expect(sent[1]?.SelfServiceAppointmentId).not.toBe(sent[0]?.SelfServiceAppointmentId);
  });

  it("reschedule-as-new-appointment: the appointment can still be cancelled, under its new identifier", async () => {
    const { bodies: sent } = await bodies("reschedule-as-new-appointment", ({ service }) =>
      service.cancel(service.reschedule(service.book(), "2026-06-26T10:00")),
    );
    expect(sent[2]?.SelfServiceAppointmentId).toBe(sent[1]?.SelfServiceAppointmentId);
  });

  it("choice-answer-missing: a choice comes without Answer, a free text with it", async () => {
    const { bodies: sent } = await bodies("choice-answer-missing", ({ service }) =>
      service.book({
        service: "Survey on site",
        answers: { "What kind of room is it?": "House", "How large is it?": "Huge" },
      }),
    );
    const [choice, text] = (sent[0]?.CustomQuestionAnswers ?? []) as JsonObject[];
    expect(choice).not.toHaveProperty("Answer");
    expect(choice).toMatchObject({ SelectedOptions: [0] });
    expect(text).toMatchObject({ Answer: "Huge" });
  });

  it("zero-appointment-id: bookings made by staff have no identifier, others do", async () => {
    const { bodies: sent } = await bodies("zero-appointment-id", ({ service }) => {
      service.book({ bookedBy: "staff" });
      service.book({ bookedBy: "customer" });
    });
    expect(sent[0]?.SelfServiceAppointmentId).toBe("00000000-0000-0000-0000-000000000000");
    expect(sent[1]?.SelfServiceAppointmentId).not.toBe(sent[0]?.SelfServiceAppointmentId);
  });

  it("all are off by default, and every one in the contract exists", () => {
    for (const quirk of readServiceContract().quirks) expect(quirk.default).toBe(false);
  });

  it("a switch that does not exist is refused with the list of those that do", async () => {
    await expect(setUpSubscribed({ quirks: { "no-such-quirk": true } })).rejects.toMatchObject({
      code: "unknown-quirk",
      help: expect.stringContaining("updated-on-create"),
    });
  });
});
