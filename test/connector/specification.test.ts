import { describe, expect, test } from "vitest";
import {
  definition,
  fieldsOf,
  operation,
  operations,
  properties,
  type Schema,
  schemaAt,
} from "./connector.ts";
import { action, definitions, metadata, triggerParameters, triggers } from "./specification.ts";

const nameOf = (schema: Schema | undefined): string | undefined =>
  Object.entries(definition.definitions).find(([, each]) => each === schema)?.[0];

function typeOf(schema: Schema | undefined): string | undefined {
  if (schema?.type !== "array") return schema?.type;
  return `array of ${nameOf(schema.items) ?? schema.items?.type}`;
}

/** The labels of all fields of a schema as a designer composes them: what a container is called goes before each. */
function labelsIn(schema: Schema, path: string[] = [], before = ""): Map<string, string> {
  const labels = new Map<string, string>();
  const own = schema.title ?? schema["x-ms-summary"];
  const prefix = own ? `${before}${own} ` : before;
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    const here = [...path, key];
    if (property.type === "object") {
      for (const [at, label] of labelsIn(property, here, prefix)) labels.set(at, label);
      continue;
    }
    const label = property.title ?? property["x-ms-summary"] ?? key;
    labels.set(here.join("."), prefix + label);
    if (property.items?.type === "object") {
      const named = property.title ?? property["x-ms-summary"];
      const inside = labelsIn(property.items, [...here, "[*]"], named ? `${prefix}${named} ` : prefix);
      for (const [at, each] of inside) labels.set(at, each);
    }
  }
  return labels;
}

describe("the head of the reference page", () => {
  const entries = new Map(
    definition["x-ms-connector-metadata"].map((each) => [each.propertyName, each.propertyValue]),
  );

  test("names the connector and calls it a preview", () => {
    expect(definition.info.title).toBe(metadata.title);
    expect(definition.info["x-ms-api-annotation"].status).toBe(metadata.status);
  });

  test("names the contact and no one else", () => {
    expect(definition.info.contact).toEqual(metadata.contact);
  });

  test("names publisher, website, privacy policy and categories", () => {
    expect(properties.properties.publisher).toBe(metadata.publisher);
    expect(entries.get("Website")).toBe(metadata.website);
    expect(entries.get("Privacy policy")).toBe(metadata.privacyPolicy);
    expect(entries.get("Categories")).toBe(metadata.categories);
  });

  test("lets users sign in with Microsoft Entra ID", () => {
    const { token } = properties.properties.connectionParameters;
    expect(token).toMatchObject({ type: "oauthSetting", oAuthSettings: { identityProvider: "aad" } });
  });
});

describe("actions and triggers", () => {
  const visible = operations.filter((each) => each.operation["x-ms-visibility"] !== "internal");

  test("are the four of the page; a maker sees no other", () => {
    expect(visible.map((each) => each.operation.operationId).sort()).toEqual(
      [action, ...triggers].map((each) => each.operationId).sort(),
    );
  });

  test("the action lists the mailboxes of the user", () => {
    const { operation: list } = operation(action.operationId);
    expect(list.summary).toBe(action.summary);
    expect(list.description).toMatch(action.means);
    expect(list["x-ms-trigger"]).toBeUndefined();
    expect(nameOf(list.responses["200"]?.schema)).toBe(action.returns);
  });

  test.each(triggers)("$operationId is the trigger “$summary”", ({ operationId, summary }) => {
    const { operation: trigger, item } = operation(operationId);
    expect(trigger.summary).toBe(summary);
    expect(trigger.description).toMatch(/booking page.*SMTP address/);
    expect(trigger["x-ms-trigger"]).toBe("single");
    expect(nameOf(item["x-ms-notification-content"]?.schema)).toBe("AppointmentData");
  });

  test.each(triggers)("$operationId asks for the booking page", ({ operationId }) => {
    const { bookingPage } = triggerParameters;
    const parameter = operation(operationId).operation.parameters.find(
      (each) => each.name === bookingPage.key,
    );
    expect(parameter).toMatchObject({
      in: "path",
      required: bookingPage.required,
      type: bookingPage.type,
      "x-ms-summary": bookingPage.name,
    });
    expect(parameter?.description).toMatch(bookingPage.means);
  });

  test.each(triggers)("$operationId says which changes it listens on", ({ operationId, change }) => {
    const { changeType } = triggerParameters;
    const body = operation(operationId).operation.parameters.find((each) => each.in === "body");
    const webhook = schemaAt(body?.schema, "webhook");
    const parameter = schemaAt(webhook, changeType.key);
    expect(typeOf(parameter)).toBe(changeType.type);
    expect(webhook?.required).toContain(changeType.key);
    expect(parameter?.["x-ms-summary"]).toBe(changeType.name);
    expect(parameter?.description).toMatch(changeType.means);
    expect(parameter?.default).toEqual([change]);
  });
});

describe.each(Object.entries(definitions))("definition %s", (name, rows) => {
  const schema = definition.definitions[name];

  test.each(rows)("$path is “$name”, $type", ({ name: label, path, type, means }) => {
    const field = schemaAt(schema, path);
    expect(typeOf(field)).toBe(type);
    expect(field?.["x-ms-summary"] ?? path.split(".").at(-1)).toBe(label);
    expect(field?.description).toMatch(means);
  });

  test("has these fields, in this order, and no others", () => {
    expect(fieldsOf(schema ?? {})).toEqual(rows.map((each) => each.path));
  });

  test("counts in whole numbers of 32 bits", () => {
    for (const { path, type } of rows) {
      const field = schemaAt(schema, path);
      if (type === "integer") expect(field?.format).toBe("int32");
      if (type === "array of integer") expect(field?.items?.format).toBe("int32");
    }
  });
});

describe("what a designer shows of a notification", () => {
  const root = definition.definitions["AppointmentData"] as Schema;

  test("bears exactly the names of the page, nothing put before them", () => {
    const labels = labelsIn(root);
    const named = (definitionName: string, at: string) =>
      definitions[definitionName]?.map(({ path, name }): [string, string] => [at + path, name]) ?? [];
    expect(labels).toEqual(
      new Map([
        ...named("AppointmentData", ""),
        ...named("CustomQuestion", "CustomQuestionAnswers.[*]."),
        ...named("CustomerData", "Customers.[*]."),
        ...named("CustomQuestion", "Customers.[*].Answers.[*]."),
        ...named("StaffMemberData", "StaffMembers.[*]."),
      ]),
    );
  });

  test("calls the whole of it Body, because the root is not described", () => {
    for (const name of ["AppointmentData", "ListMailboxResponse"]) {
      expect(definition.definitions[name]).not.toHaveProperty("description");
      expect(definition.definitions[name]).not.toHaveProperty("title");
    }
  });
});

describe("the texts", () => {
  const texts: { where: string; label?: string; description: string }[] = [];
  const collect = (value: unknown, where: string): void => {
    if (!value || typeof value !== "object") return;
    const { description, "x-ms-summary": label } = value as Schema;
    if (typeof description === "string") texts.push({ where, label, description });
    for (const [key, each] of Object.entries(value)) collect(each, `${where}/${key}`);
  };
  collect(definition, "");

  test("are sentences in plain characters that say more than the label", () => {
    expect(texts.length).toBeGreaterThan(80);
    for (const { where, label, description } of texts) {
      expect(description, where).toMatch(/^[[A-Z][\x20-\x7e]*\.$/);
      expect(description, where).not.toMatch(/ {2}|\ba (appointment|email|update)\b/i);
      expect(description.replace(/\.$/, ""), where).not.toBe(label);
    }
  });

  test("describe every object and every field, but for the roots whose description would become a label", () => {
    const bare: string[] = [];
    const visit = (schema: Schema, where: string): void => {
      if (!schema.description) bare.push(where);
      if (!schema.type) bare.push(`${where} has no type`);
      for (const [key, each] of Object.entries(schema.properties ?? {})) visit(each, `${where}.${key}`);
    };
    for (const [name, schema] of Object.entries(definition.definitions)) visit(schema, name);
    expect(bare).toEqual(["ListMailboxResponse", "WebhookSubscription", "AppointmentData", "ErrorResponse"]);
  });
});
