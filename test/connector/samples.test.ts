import { Ajv, type ErrorObject } from "ajv";
import { describe, expect, test } from "vitest";
import { definition, jsonOf, namesIn, type Schema, textOf, yamlOf } from "./connector.ts";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

interface Appointment {
  [field: string]: Json | undefined;
  Customers: { Name: string; Email: string }[];
  StaffMembers: { EmailAddress: string }[];
  CustomQuestionAnswers: { Answer: string; AnswerOptions: string[]; SelectedOptions: number[] }[];
  Duration: number;
  StartTime: string;
  EndTime: string;
  Id: string;
  SelfServiceAppointmentId: string;
  FilledAttendeesCount: number;
  MaxAttendeesCount: number;
}

interface Entry {
  file: string;
  changeType: string;
  booking: "one-to-one" | "group";
}

const schema = definition.definitions["AppointmentData"] as Schema;
// The extensions of the platform mean nothing to ajv, and int32 is the one format that the schema uses.
const ajv = new Ajv({
  strict: false,
  formats: { int32: { type: "number", validate: (n) => n === (n | 0) } },
});
const isNotification = ajv.compile(schema);

function faults(notification: unknown): string[] {
  return isNotification(notification)
    ? []
    : (isNotification.errors ?? []).map((each: ErrorObject) => `${each.instancePath} ${each.message}`);
}

const listed: Entry[] = yamlOf("connector/service.yaml").samples;
const sample = (file: string): Appointment => jsonOf(`connector/samples/${file}`);
const named = (start: string): Appointment => sample(`${start}.json`);

/** Every value in a notification that holds no further values, with its path. */
function leavesOf(value: Json, path: (string | number)[] = []): (string | number)[][] {
  if (value === null || typeof value !== "object") return [path];
  if (Array.isArray(value)) return value.flatMap((each, index) => leavesOf(each, [...path, index]));
  return Object.entries(value).flatMap(([key, each]) => leavesOf(each, [...path, key]));
}

function replaced(value: Json, [key, ...rest]: (string | number)[], by: Json): Json {
  if (key === undefined) return by;
  const copy = structuredClone(value) as Record<string | number, Json>;
  copy[key] = replaced(copy[key] as Json, rest, by);
  return copy as Json;
}

function unknownKeys(value: unknown, at: Schema | undefined, path = ""): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => unknownKeys(each, at?.items, `${path}[]`));
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, each]) => {
    const property = at?.properties?.[key];
    return property ? unknownKeys(each, property, `${path}.${key}`) : [`${path}.${key}`];
  });
}

test("the folder holds the nine samples that the contract lists", () => {
  expect(listed).toHaveLength(9);
  expect(namesIn("connector/samples").filter((each) => each.endsWith(".json"))).toEqual(
    listed.map((each) => each.file).sort(),
  );
});

test("the readme explains each of them and says that they were not recorded", () => {
  const readme = textOf("connector/samples/README.md");
  expect(readme).toMatch(/derived from the schema, not recorded/i);
  for (const { file } of listed) expect(readme).toContain(`\`${file}\``);
});

describe.each(listed)("$file", ({ file, changeType, booking }) => {
  const notification = sample(file);

  test("is what the schema describes, without a field that the schema does not know", () => {
    expect(faults(notification)).toEqual([]);
    expect(unknownKeys(notification, schema)).toEqual([]);
  });

  test("is no longer valid once any of its values has another type", () => {
    const paths = leavesOf(notification as Json);
    expect(paths.length).toBeGreaterThan(15);
    for (const path of paths) {
      expect(faults(replaced(notification as Json, path, { not: "expected" })), path.join(".")).not.toEqual(
        [],
      );
      expect(faults(replaced(notification as Json, path, null)), path.join(".")).not.toEqual([]);
    }
  });

  test("leaves out a text without a value, as the readme says", () => {
    const empty = leavesOf(notification as Json).filter(
      (path) =>
        path.reduce<unknown>((value, key) => (value as Record<string | number, Json>)[key], notification) ===
        "",
    );
    expect(empty).toEqual([]);
  });

  test("fills the fields of its kind of booking", () => {
    const atTop = Object.keys(notification).filter((key) => /^Customer[A-Z]/.test(key));
    if (booking === "one-to-one") {
      expect(notification.Customers).toEqual([]);
      expect(atTop).toEqual(expect.arrayContaining(["CustomerEmail", "CustomerId", "CustomerName"]));
      expect(notification.MaxAttendeesCount).toBe(1);
    } else {
      expect(atTop).toEqual([]);
      expect(notification.Customers).toHaveLength(notification.FilledAttendeesCount);
      expect(notification.MaxAttendeesCount).toBeGreaterThan(1);
    }
  });

  test("gives a reason only for a cancelled group booking", () => {
    const expected = changeType === "Deleted" && booking === "group";
    expect("CancelReason" in notification).toBe(expected);
  });

  test("lasts as long as it says", () => {
    const minutes =
      (Date.parse(`${notification.EndTime}Z`) - Date.parse(`${notification.StartTime}Z`)) / 60_000;
    expect(minutes).toBe(notification.Duration);
  });

  test("is about made-up people at example domains", () => {
    const addresses = JSON.stringify(notification).match(/[\w.]+@[\w.]+/g) ?? [];
    expect(addresses.length).toBeGreaterThan(1);
    for (const address of addresses) expect(address).toMatch(/@example\.(com|org|net)$/);
  });
});

describe("the stories", () => {
  test("a booking in person has a place, several hosts and answers to its questions, but nothing to join online", () => {
    const survey = named("one-to-one-in-person-created");
    expect(survey["CustomerLocation"]).toBeDefined();
    expect(survey["JoinWebURL"]).toBeUndefined();
    expect(survey.StaffMembers.length).toBeGreaterThan(1);
    const [choice, text] = survey.CustomQuestionAnswers;
    expect(choice?.SelectedOptions.map((at) => choice.AnswerOptions[at])).toEqual([choice?.Answer]);
    expect(text).toMatchObject({ AnswerOptions: [], SelectedOptions: [] });
  });

  test("a second customer joins the appointment that the first one brought into being", () => {
    const first = named("group-first-customer-created");
    const second = named("group-second-customer-updated");
    expect(first.Customers).toHaveLength(1);
    expect(second.Customers).toHaveLength(2);
    expect(second.Customers[0]).toEqual(first.Customers[0]);
    expect(second.SelfServiceAppointmentId).toBe(first.SelfServiceAppointmentId);
    expect(second.Id).not.toBe(first.Id);
  });

  test("a moved appointment keeps its identifier, and is cancelled under it", () => {
    const booked = named("one-to-one-online-created");
    const moved = named("one-to-one-rescheduled-updated");
    const cancelled = named("one-to-one-cancelled");
    expect(moved.StartTime).not.toBe(booked.StartTime);
    expect(moved.SelfServiceAppointmentId).toBe(booked.SelfServiceAppointmentId);
    expect(cancelled.SelfServiceAppointmentId).toBe(booked.SelfServiceAppointmentId);
    expect(new Set([booked.Id, moved.Id, cancelled.Id]).size).toBe(3);
  });
});
