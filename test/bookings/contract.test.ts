/** The definition and the service hold each other to what they say: break one, and it is said by name. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createBookingsService, readServiceContract } from "../../src/bookings/index.ts";
import { readConnector } from "../../src/definition/connector-folder.ts";
import { buildModel } from "../../src/definition/model.ts";
import type { JsonObject, JsonValue } from "../../src/json/values.ts";
import { setUp } from "./support.ts";

const root = path.resolve(import.meta.dirname, "../..");
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

type Path = (string | number)[];

/** A copy of our connector with one value of its definition changed, or removed. */
function broken(place: Path, value?: JsonValue): string {
  const folder = mkdtempSync(path.join(tmpdir(), "bookings-"));
  folders.push(folder);
  for (const file of ["apiDefinition.swagger.json", "apiProperties.json"])
    cpSync(path.join(root, file), path.join(folder, file));
  const file = path.join(folder, "apiDefinition.swagger.json");
  const definition = JSON.parse(readFileSync(file, "utf8")) as JsonObject;
  let holder = definition;
  for (const key of place.slice(0, -1)) holder = holder[key] as JsonObject;
  const last = String(place.at(-1));
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  writeFileSync(file, JSON.stringify(definition, null, 2));
  return folder;
}

const CREATED = "/BookingsService/api/V1/bookingBusinesses/{SMTPAddress}/webhook/AppointmentCreated";
const LIST = "/BookingsService/api/V1/bookingBusinessesUserAsAdmin";

describe("An answer that the definition does not allow becomes a 500 that names the place", () => {
  it.each([
    {
      what: "a status that is not declared",
      place: ["paths", CREATED, "post", "responses", "200"],
      says: /apiDefinition\.swagger\.json:\d+:\d+ CreateAppointment does not declare the status 200/,
    },
    {
      what: "a status without a schema",
      place: ["paths", LIST, "get", "responses", "200", "schema"],
      says: /ListBookingsBusinessUserAsAdmin declares no schema for the status 200/,
    },
    {
      what: "a property that the definition calls otherwise",
      place: ["definitions", "MailboxEntity", "properties"],
      value: { displayName: { type: "string" }, mail: { type: "string" } },
      says: /has an unknown key "email"/,
    },
    {
      what: "a type that is another",
      place: ["definitions", "WebhookSubscription", "properties", "webhookId", "type"],
      value: "integer",
      says: / webhookId must be integer/,
    },
    {
      what: "an operation that is missing",
      place: ["paths", LIST, "get", "operationId"],
      value: "ListMailboxes",
      says: /There is no operation ListBookingsBusinessUserAsAdmin/,
    },
    {
      what: "a header that the service does not send",
      place: ["paths", CREATED, "post", "responses", "200", "headers", "ETag"],
      value: { type: "string" },
      says: /declares a header "ETag" that the answer lacks/,
    },
  ] as { what: string; place: Path; value?: JsonValue; says: RegExp }[])(
    "$what",
    async ({ place, value, says }) => {
      const { list, subscribe, service } = setUp({ connector: broken(place, value) });
      const answers = [await list(), await subscribe()];
      const drifted = answers.find((answer) => answer.status === 500);
      expect(drifted?.body.error?.code).toBe("ContractDrift");
      expect(drifted?.body.error?.message).toMatch(says);
      expect(service.events.recent().some((event) => event.name === "drift")).toBe(true);
    },
  );

  it("a misspelt path is answered 404 with a hint", async () => {
    const { send } = setUp();
    const answer = await send("GET", "/BookingsService/api/V1/bookingBusinessUserAsAdmin");
    expect(answer.status).toBe(404);
    expect(answer.body.error?.message).toContain("connector/service.yaml");
  });

  it("set to report only, the service answers all the same", async () => {
    const connector = broken(["paths", CREATED, "post", "responses", "200"]);
    const { subscribe, service } = setUp({ connector, onDrift: "report" });
    expect((await subscribe()).status).toBe(200);
    expect(service.events.recent().filter((event) => event.name === "drift")).toHaveLength(1);
  });

  it("a header that the service leaves out on purpose is not reported as drift", async () => {
    const { subscribe } = setUp({ sendLocation: false });
    const answer = await subscribe();
    expect([answer.status, answer.headers.has("location")]).toEqual([200, false]);
  });

  it("refusals also conform to the definition: each is declared, with its schema", async () => {
    const { list, subscribe, unsubscribe, send, service } = setUp();
    for (let flow = 0; flow < 5; flow++) await subscribe("Updated");
    const answers = [
      await list(null),
      await send("GET", LIST),
      await subscribe("Created", { as: null }),
      await subscribe("Created", { callback: 7 }),
      await subscribe("Updated", { as: "nadia.haddad@example.org" }),
      await subscribe("Deleted", { callback: "https://x.example" }),
      await subscribe("Created", { page: "nobody@example.org" }),
      await subscribe("Updated"),
      await unsubscribe("nothing"),
      await unsubscribe("nothing", null),
      await unsubscribe("nothing", "nadia.haddad@example.org"),
    ];
    expect(answers.map((answer) => answer.status)).toEqual([
      401, 400, 401, 400, 403, 403, 404, 429, 404, 401, 403,
    ]);
    expect(service.events.recent().filter((event) => event.name === "drift")).toEqual([]);
  });
});

describe("A notification that the definition does not allow stops the booking that raised it", () => {
  it.each([
    {
      what: "a field that is not declared",
      place: ["definitions", "AppointmentData", "properties", "ServiceName"],
      says: /unknown key "ServiceName"/,
    },
    {
      what: "a field of a nested object that is not declared",
      place: ["definitions", "StaffMemberData", "properties", "EmailAddress"],
      says: /StaffMembers\.0 has an unknown key "EmailAddress"/,
    },
    {
      what: "a type that is another",
      place: ["definitions", "AppointmentData", "properties", "Duration", "type"],
      value: "string",
      says: / Duration must be string/,
    },
    {
      what: "no content on the path at all",
      place: ["paths", CREATED, "x-ms-notification-content"],
      says: /The path of CreateAppointment has no x-ms-notification-content/,
    },
  ] as { what: string; place: Path; value?: JsonValue; says: RegExp }[])(
    "$what",
    ({ place, value, says }) => {
      const { service } = setUp({ connector: broken(place, value) });
      expect(() => service.book()).toThrow(says);
    },
  );
});

describe("What the service is built from", () => {
  it("limit, allow list and texts come from the contract, not from the code", async () => {
    const folder = broken(["info", "title"], "Other");
    const contract = readFileSync(path.join(root, "connector/service.yaml"), "utf8")
      .replace("limit: 5", "limit: 2")
      .replace('"*.flow.microsoft.com"', '"*.flows.example"')
      .replace(
        "message: More than expected number of appointment flows created for a business",
        "message: Enough",
      );
    cpSync(path.join(root, "connector"), path.join(folder, "connector"), { recursive: true });
    writeFileSync(path.join(folder, "connector/service.yaml"), contract);
    const { subscribe } = setUp({ connector: folder });
    const callback = "https://eu.flows.example/x";
    const answers = [await subscribe("Created", { callback }), await subscribe(), await subscribe()];
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 429]);
    expect(answers[2]?.body.error?.message).toBe("Enough");
  });

  it("every address of the contract is one of the definition, but for the endpoint behind the policy", () => {
    const { endpoints } = readServiceContract();
    const paths = buildModel(readConnector(root).definition?.value).operations.map(
      (operation) => operation.path,
    );
    expect(paths).toContain(endpoints.list.path);
    expect(paths).toContain(endpoints.unsubscribe.path);
    expect(paths).not.toContain(endpoints.subscribe.path);
  });

  it.each([
    ["a folder that does not exist", "/no/such/folder", "no-such-folder"],
    ["a folder without a definition", path.join(root, "scripts"), "definition-missing"],
  ])("%s is refused", (_what, connector, code) => {
    expect(() => createBookingsService({ connector })).toThrow(expect.objectContaining({ code }));
  });

  it.each([
    ["broken YAML", (text: string) => text.replace("endpoints:", "endpoints: ["), "contract-unreadable"],
    ["an unknown key", (text: string) => `${text}\nunknown: 1\n`, "contract-unreadable"],
    [
      "a limit that is no number",
      (text: string) => text.replace("limit: 5", "limit: five"),
      "contract-unreadable",
    ],
    [
      "no entry for a refusal",
      (text: string) => text.replace("when: subscription-limit-reached", "when: service-fails"),
      "contract-incomplete",
    ],
  ])("a contract with %s is refused with file and line", (_what, change, code) => {
    const folder = broken(["info", "title"], "Other");
    cpSync(path.join(root, "connector"), path.join(folder, "connector"), { recursive: true });
    const file = path.join(folder, "connector/service.yaml");
    writeFileSync(file, change(readFileSync(file, "utf8")));
    expect(() => createBookingsService({ connector: folder })).toThrow(
      expect.objectContaining({
        code,
        message: expect.stringMatching(/connector\/service\.yaml(:\d+:\d+| has no)/),
      }),
    );
  });
});
