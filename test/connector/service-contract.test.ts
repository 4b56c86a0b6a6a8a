import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { definition, jsonOf, operation, operations, properties, textOf, yamlOf } from "./connector.ts";

interface CatalogueEntry {
  id: string;
  when: string;
  kind: "answer" | "payload";
  status?: number;
  code?: string;
  message: string;
  origin: string;
  retryAfter?: boolean;
  clearedBy: string;
  rows: string[];
}

const load = () => yamlOf("connector/service.yaml");
const contract = load();
const errors: CatalogueEntry[] = contract.errors;
const entry = (id: string): CatalogueEntry | undefined => errors.find((each) => each.id === id);

const ajv = new Ajv({ allErrors: true, strict: true, strictTypes: true, strictRequired: true });
const isContract = ajv.compile(jsonOf("connector/service.schema.json"));

const unique = (values: unknown[]) => expect(values).toHaveLength(new Set(values).size);

describe("the schema", () => {
  test("accepts the contract", () => {
    isContract(contract);
    expect(isContract.errors ?? []).toEqual([]);
  });

  test("explains every key", () => {
    const silent: string[] = [];
    const visit = (schema: Record<string, unknown>, where: string): void => {
      for (const [key, each] of Object.entries((schema["properties"] ?? {}) as Record<string, object>)) {
        const property = each as Record<string, unknown>;
        if (!property["description"] && !property["$ref"]) silent.push(`${where}.${key}`);
        visit(property, `${where}.${key}`);
      }
      if (schema["items"]) visit(schema["items"] as Record<string, unknown>, `${where}[]`);
    };
    const schema = jsonOf("connector/service.schema.json");
    visit(schema, "");
    for (const [name, each] of Object.entries(schema.definitions))
      visit(each as Record<string, unknown>, name);
    expect(silent).toEqual([]);
  });

  // biome-ignore lint/suspicious/noExplicitAny: each case breaks the contract in its own way.
  const breakages: [string, (broken: any) => void, string][] = [
    ["throttling without a number of calls", (c) => delete c.throttling.calls, "/throttling"],
    [
      "a period of no seconds",
      (c) => (c.throttling.renewalPeriodSeconds = 0),
      "/throttling/renewalPeriodSeconds",
    ],
    ["a limit that is no number", (c) => (c.subscriptions.limit = "five"), "/subscriptions/limit"],
    [
      "subscriptions released by waiting",
      (c) => (c.subscriptions.releasedBy = "time"),
      "/subscriptions/releasedBy",
    ],
    [
      "a URL on the list of domains",
      (c) => c.notifications.allowedDomains.push("https://example.com/"),
      "/notifications/allowedDomains/4",
    ],
    ["an answer without a status", (c) => delete c.errors[0].status, "/errors/0"],
    ["an error with status 200", (c) => (c.errors[0].status = 200), "/errors/0/status"],
    ["an error that names no remedy", (c) => delete c.errors[1].remedy, "/errors/1"],
    ["an error of unknown origin", (c) => (c.errors[1].origin = "elsewhere"), "/errors/1/origin"],
    [
      "an answer that does not say where its parts come from",
      (c) => delete c.errors[1].source.message,
      "/errors/1/source",
    ],
    ["a missing value with a status", (c) => (c.errors.at(-1).status = 400), `/errors/${errors.length - 1}`],
    ["a misspelt key", (c) => (c.errors[2].remedies = "none"), "/errors/2"],
    ["a row that the specification cannot have", (c) => (c.errors[2].rows = ["faq.1"]), "/errors/2/rows/0"],
    ["a quirk that is neither on nor off", (c) => (c.quirks[0].default = "sometimes"), "/quirks/0/default"],
    ["a source that does not exist", (c) => (c.quirks[0].source = "rumour"), "/quirks/0/source"],
    ["no questions", (c) => (c.faq = []), "/faq"],
    ["a question without an answer", (c) => delete c.faq[0].answer, "/faq/0"],
    ["an identifier with spaces", (c) => (c.knownIssues[0].id = "Admins only"), "/knownIssues/0/id"],
    ["a sample outside the folder", (c) => (c.samples[0].file = "../secret.json"), "/samples/0/file"],
    ["a chapter too many", (c) => (c.extra = {}), ""],
  ];

  test.each(breakages)("refuses %s", (_, breakIt, where) => {
    const broken = load();
    breakIt(broken);
    expect(isContract(broken)).toBe(false);
    expect(isContract.errors?.map((each) => each.instancePath)).toContain(where);
  });
});

describe("the limits", () => {
  test("are those of the specification", () => {
    expect(contract.throttling).toMatchObject({ calls: 100, renewalPeriodSeconds: 60, scope: "connection" });
    expect(contract.subscriptions).toMatchObject({ limit: 5, scope: "mailbox", releasedBy: "delete" });
  });

  test("appear in the texts with the same figures", () => {
    const { calls, renewalPeriodSeconds } = contract.throttling;
    expect(contract.errors.find((each: CatalogueEntry) => each.id === "rate-limit-exceeded").cause).toContain(
      `${calls} calls within ${renewalPeriodSeconds} seconds`,
    );
    expect(textOf("connector/intro.md")).toContain(`${calls} calls within ${renewalPeriodSeconds} seconds`);
  });
});

describe("the catalogue", () => {
  test("names every entry and every condition once", () => {
    unique(errors.map((each) => each.id));
    unique(errors.map((each) => each.when));
    unique(errors.flatMap((each) => each.code ?? []));
  });

  test.each([
    ["errors.1", [401]],
    ["errors.2", [403]],
    ["errors.3", [403]],
    ["errors.4", [429]],
    ["errors.5", [502]],
    ["issues.1", [403]],
    ["issues.2", [429]],
    ["issues.3", [403, 403]],
    ["issues.4", [undefined]],
    ["issues.5", [502]],
  ])("answers row %s of the specification with %j", (row, statuses) => {
    expect(errors.filter((each) => each.rows.includes(row)).map((each) => each.status)).toEqual(statuses);
  });

  test("answers no row that the specification does not have", () => {
    for (const row of errors.flatMap((each) => each.rows)) expect(row).toMatch(/^(errors|issues)\.[1-5]$/);
  });

  test("tells the two refusals with 403 apart", () => {
    expect(entry("not-an-administrator")?.message).toMatch(/only bookings administrators/i);
    expect(entry("notification-domain-not-allowed")?.message).toMatch(/domain.*notification URL/i);
  });

  test("tells the two kinds of 429 apart: one ends by deleting, the other by waiting", () => {
    expect(errors.filter((each) => each.status === 429)).toMatchObject([
      { id: "subscription-limit-reached", origin: "service", clearedBy: "delete" },
      { id: "rate-limit-exceeded", origin: "gateway", clearedBy: "waiting", retryAfter: true },
    ]);
    expect(entry("subscription-limit-reached")).not.toHaveProperty("retryAfter");
  });

  test("knows an unknown page and an unknown subscription", () => {
    expect(errors.filter((each) => each.status === 404).map((each) => each.id)).toEqual([
      "booking-page-unknown",
      "subscription-unknown",
    ]);
  });

  test("has an entry for each error that the definition declares, and the reverse", () => {
    const declared = new Set(
      operations.flatMap(({ operation: each }) =>
        Object.keys(each.responses).filter((status) => status >= "400"),
      ),
    );
    const known = new Set(errors.flatMap((each) => (each.status ? [String(each.status)] : [])));
    expect([...known].sort()).toEqual([...declared].sort());
  });

  test("is what the known issues refer to", () => {
    expect(contract.knownIssues).toHaveLength(5);
    for (const [index, issue] of contract.knownIssues.entries()) {
      const rows = issue.errors.map((id: string) => entry(id)?.rows);
      for (const each of rows) expect(each).toContain(`issues.${index + 1}`);
    }
  });
});

describe("the rest of the reference page", () => {
  test("says where the connector can be used", () => {
    const power = [
      "US Government (GCC)",
      "US Government (GCC High)",
      "China Cloud operated by 21Vianet",
      "US Department of Defense (DoD)",
    ];
    expect(contract.availability).toEqual([
      {
        product: "Logic Apps",
        class: "Standard",
        except: ["Azure Government regions", "Azure China regions", "US Department of Defense (DoD)"],
      },
      { product: "Power Automate", class: "Standard", except: power },
      { product: "Power Apps", class: "Standard", except: power },
    ]);
  });

  test("answers the seven questions, and says that a connection cannot be shared", () => {
    expect(contract.faq).toHaveLength(7);
    unique(contract.faq.map((each: { id: string }) => each.id));
    expect(contract.connection).toMatchObject({
      authentication: "Microsoft Entra ID",
      shareable: false,
      regions: "All regions",
    });
  });

  test("offers four oddities as switches, all of them off", () => {
    expect(contract.quirks.map((each: { id: string; default: boolean }) => [each.id, each.default])).toEqual([
      ["updated-on-create", false],
      ["reschedule-as-new-appointment", false],
      ["choice-answer-missing", false],
      ["zero-appointment-id", false],
    ]);
  });
});

describe("contract and definition agree", () => {
  test("on the addresses", () => {
    const policy = properties.properties.policyTemplateInstances[0];
    expect(contract.endpoints.list.path).toBe(operation("ListBookingsBusinessUserAsAdmin").path);
    expect(contract.endpoints.unsubscribe.path).toBe(operation("DeleteWebhook").path);
    expect(contract.endpoints.subscribe.path).toBe(policy?.parameters["x-ms-apimTemplateParameter.newPath"]);
  });

  test("on the triggers, what they ask for and what they are answered", () => {
    expect(contract.changes).toHaveLength(3);
    for (const { changeType, trigger, answers } of contract.changes) {
      const { operation: found } = operation(trigger);
      const body = found.parameters.find((each) => each.in === "body");
      expect(body?.schema?.properties?.["webhook"]?.properties?.["change_type"]?.default).toEqual([
        changeType,
      ]);
      expect(found.responses).toHaveProperty(String(answers));
    }
  });

  test("on what a notification is", () => {
    expect(definition.definitions).toHaveProperty(contract.notifications.delivery.schema);
  });
});

describe("the introduction", () => {
  const intro = textOf("connector/intro.md");

  test("has the headings that a certification package needs, in their order", () => {
    expect(intro.match(/^## .+$/gm)).toEqual([
      "## Prerequisites",
      "## How to get credentials",
      "## Get started with your connector",
      "## Known issues and limitations",
      "## Common errors and remedies",
      "## FAQ",
    ]);
    expect(intro).toMatch(/^[A-Z]/);
  });

  /** What the reference page tells its readers and no program can do, by where it is there. */
  test.each([
    ["introduction: what the page is for", /appointment is created, updated or cancelled/],
    ["prerequisites: the licence", /## Prerequisites\n\n.*license that includes Microsoft Bookings/],
    ["credentials: an account of Microsoft 365", /Entra ID\..*account of Microsoft 365/],
    ["get started: Stripe", /Stripe.*payments.*customer, order or invoice/],
    ["get started: Zoom", /Zoom.*meeting/],
    ["get started: Dynamics 365 Sales Insights", /Dynamics 365 Sales Insights/],
    ["get started: all connectors", /connectors\/connector-reference/],
    ["issue 1: not the tenant, but the page", /role on the page counts, not the one in the tenant/],
    ["issue 1: the other roles", /team member, scheduler, viewer or guest/],
    [
      "issue 1: ask for the flow, or the role",
      /ask an administrator of the page for the flow or for the role/,
    ],
    ["issue 2: not for each administrator", /limit is that of the mailbox, shared by all its administrators/],
    [
      "issue 2: further actions, other administrators",
      /add them to a flow that exists.*other administrators/,
    ],
    ["issue 3: the Staff tab", /"Staff not part.*"Invalid authority".*Staff tab/],
    ["issue 4: the cancel reason", /stay empty\*\*, such as the cancel reason of a 1:1 booking/],
    ["issue 5: report it", /"Bad Gateway" \(502\).*Microsoft 365 support/],
    ["401: the sign-in", /\| 401 \| The sign-in of the connection/],
    ["403: no administrator", /\| 403 \| You are not an administrator.*first known issue/],
    ["403: the domain", /\| 403 \| The domain of the notification URL/],
    ["429: too many flows", /\| 429 \| The booking mailbox has five flows.*second known issue/],
    ["502: with all details", /\| 502 \|.*Microsoft 365 support, with all details/],
    [
      "question 1: recently, and as an administrator",
      /administer and have opened recently.*Open the page once/,
    ],
    [
      "question 2: a custom value, from the Integrations tab",
      /Integrations tab, choose Power Automate and copy/,
    ],
    [
      "question 3: top-level fields or Customers",
      /1:1 booking in top-level fields.*group booking in the Customers list.*Apply to each/,
    ],
    ["question 4: several hosts", /several hosts.*single entry/],
    [
      "question 5: one identifier for all kinds",
      /SelfServiceAppointmentId\. .*online or in person, booked by staff or by the customer/,
    ],
    ["question 6: no difference", /say what has changed\?\*\* No\./],
    [
      "question 7: the first customer, and every further one",
      /first customer.*created trigger.*further customer.*updated trigger/,
    ],
    ["connection: not shareable", /Connections cannot be shared/],
  ])("says what the reference page says: %s", (_, said) => {
    expect(intro).toMatch(said);
  });

  test("says what ListMailboxes is, as does the readme of the folder", () => {
    for (const text of [intro, textOf("connector/README.md")]) {
      expect(text).toMatch(
        /ListBookingsBusinessUserAsAdmin[\s\S]{0,80}ListMailboxes|ListMailboxes[\s\S]{0,80}ListBookingsBusinessUserAsAdmin/,
      );
    }
  });
});

describe("the settings template", () => {
  test("has the keys that paconn writes, names the files of the package and leaves the rest to be asked for", () => {
    expect(Object.entries(jsonOf("connector/settings.json"))).toEqual([
      ["connectorId", ""],
      ["environment", ""],
      ["apiProperties", "apiProperties.json"],
      ["apiDefinition", "apiDefinition.swagger.json"],
      ["icon", "icon.png"],
      ["powerAppsUrl", "https://api.powerapps.com"],
      ["powerAppsApiVersion", "2016-11-01"],
    ]);
  });
});
