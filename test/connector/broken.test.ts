/**
 * Our own connector, broken in the ways that break connectors. Each time the validator names the right rule at the right
 * line: the line of a marker text in the broken file.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { connectorFromFiles } from "../../src/definition/connector-folder.ts";
import { loadRules } from "../../src/rules/load-rules.ts";
import { validateWith } from "../../src/validation/validate.ts";
import { ROOT } from "../support/run-script.ts";

const DEFINITION = "apiDefinition.swagger.json";
const PROPERTIES = "apiProperties.json";
const FILES = [
  DEFINITION,
  PROPERTIES,
  "README.md",
  "connector/icon.png",
  "connector/intro.md",
  "connector/settings.json",
];
const rules = await loadRules();

const original = new Map(FILES.map((file) => [file, readFileSync(path.join(ROOT, file))]));

interface Break {
  /** What was done to it. */
  what: string;
  file?: string;
  /** The first occurrence after `after` (default: from the start) is replaced. */
  from: string;
  to: string;
  after?: string;
  rule: string;
  /** A text on the line where the finding must stand; looked for after `after` as well. */
  at: string;
}

const BREAKS: Break[] = [
  {
    what: "a trailing comma",
    from: '"https"\n  ],',
    to: '"https",\n  ],',
    rule: "doc-json-valid",
    at: '"https",',
  },
  {
    what: "OpenAPI 3 in place of Swagger 2.0",
    from: '"swagger": "2.0"',
    to: '"openapi": "3.0.1"',
    rule: "doc-openapi3",
    at: '"openapi"',
  },
  {
    what: "a host with a scheme",
    from: '"host": "outlook',
    to: '"host": "https://outlook',
    rule: "doc-host-format",
    at: '"host"',
  },
  {
    what: "a reference to nothing",
    from: '"#/responses/BadRequest"',
    to: '"#/responses/BadRequests"',
    rule: "doc-ref-resolves",
    at: "BadRequests",
  },
  {
    what: "a reference to a file",
    from: '"#/definitions/ListMailboxResponse"',
    to: '"other.json#/definitions/ListMailboxResponse"',
    rule: "doc-ref-local-only",
    at: "other.json",
  },
  {
    what: "a misspelt extension",
    from: '"x-ms-visibility": "important"',
    to: '"x-ms-visibilty": "important"',
    rule: "ext-unknown-xms-name",
    at: "x-ms-visibilty",
  },
  {
    what: "an operation id used twice",
    from: '"operationId": "UpdateAppointment"',
    to: '"operationId": "CreateAppointment"',
    rule: "op-id-unique",
    after: "AppointmentUpdated",
    at: '"operationId": "CreateAppointment"',
  },
  {
    what: "notification content on the operation",
    from: '"x-ms-trigger": "single"',
    to: '"x-ms-trigger": "single",\n        "x-ms-notification-content": { "schema": { "type": "object" } }',
    rule: "webhook-content-on-path-item",
    at: '"x-ms-notification-content": { ',
  },
  {
    what: "a trigger without notification content",
    from: '"x-ms-notification-content"',
    to: '"x-note"',
    rule: "webhook-content-required",
    after: "AppointmentCreated",
    at: '"post": {',
  },
  {
    what: "a notification URL that makers see",
    from: '"x-ms-visibility": "internal",\n                      "x-ms-notification-url": true',
    to: '"x-ms-notification-url": true',
    rule: "webhook-url-internal",
    at: '"notification_url": {',
  },
  {
    what: "no property for the notification URL",
    from: ',\n                      "x-ms-notification-url": true',
    to: "",
    rule: "webhook-url-required",
    at: '"schema": {',
    after: '"name": "body"',
  },
  {
    what: "no way to unsubscribe",
    from: '"delete": {',
    to: '"head": {',
    rule: "webhook-delete-operation",
    after: "AppointmentCreated",
    at: '"post": {',
  },
  {
    what: "no Location header on the 201",
    from: '"Location": {',
    to: '"Place": {',
    rule: "webhook-location-header",
    after: "AppointmentUpdated",
    at: '"201"',
  },
  {
    what: "a drop-down filled by an operation that does not exist",
    from: '"operationId": "ListBookingsBusinessUserAsAdmin",\n        "parameters"',
    to: '"operationId": "ListMailboxes",\n        "parameters"',
    rule: "dynamic-operation-exists",
    at: '"ListMailboxes"',
  },
  {
    what: "a drop-down that reads a property the answer lacks",
    from: '"value-path": "email"',
    to: '"value-path": "address"',
    rule: "dynamic-item-paths",
    at: '"value-path": "address"',
  },
  {
    what: "a path parameter without required",
    from: '"in": "path",\n      "required": true',
    to: '"in": "path",\n      "required": false',
    rule: "param-path-required-true",
    at: '"required": false',
  },
  {
    what: "a path variable without a parameter",
    from: "/webhook/AppointmentCreated",
    to: "/webhook/{Kind}/AppointmentCreated",
    rule: "param-path-defined",
    at: '"post": {',
  },
  {
    what: "a policy for an operation that does not exist",
    file: PROPERTIES,
    from: '"UpdateAppointment"',
    to: '"UpdateAppointments"',
    rule: "policy-operation-exists",
    at: "UpdateAppointments",
  },
  {
    what: "an unknown policy template",
    file: PROPERTIES,
    from: '"routerequesttoendpoint"',
    to: '"routerequestoendpoint"',
    rule: "policy-template-known",
    at: "routerequestoendpoint",
  },
  {
    what: "OAuth security without its connection parameter",
    file: PROPERTIES,
    from: '"token": {',
    to: '"signin": {',
    rule: "cp-oauth-parameter-name",
    at: '"signin"',
  },
  {
    what: "a secret committed with the properties",
    file: PROPERTIES,
    from: '"redirectMode"',
    to: '"clientSecret": "uD18Q~mK2.x7RtVbN4yPzL0wEhJcS3aFgTqXoMi9",\n          "redirectMode"',
    rule: "sec-client-secret-real",
    at: '"clientSecret"',
  },
  {
    what: "a brand colour that is none",
    file: PROPERTIES,
    from: '"#0b6a6d"',
    to: '"teal"',
    rule: "brand-color-hex",
    at: '"teal"',
  },
  {
    what: "a title beyond thirty characters",
    from: '"title": "Microsoft Bookings"',
    to: '"title": "Microsoft Bookings for Appointments"',
    rule: "info-title-length",
    at: '"title"',
  },
  {
    what: "an object without a type",
    from: '"type": "object",\n                  "description": "Where to send',
    to: '"description": "Where to send',
    rule: "schema-type-missing",
    at: '"webhook": {',
  },
];

function replaceAfter(text: string, { from, to, after }: Break): string {
  const start = after ? text.indexOf(after) : 0;
  const at = text.indexOf(from, start);
  if (start < 0 || at < 0) throw new Error(`The file does not contain ${from}`);
  return text.slice(0, at) + to + text.slice(at + from.length);
}

describe("the connector, broken on purpose", () => {
  it("is without any finding before it is broken", () => {
    expect(validateWith(rules, connectorFromFiles("bookings", original))).toEqual([]);
  });

  it.each(BREAKS.map((one) => [one.what, one] as const))("with %s", (_, one) => {
    const file = one.file ?? DEFINITION;
    const text = replaceAfter(original.get(file)?.toString("utf8") ?? "", one);
    const findings = validateWith(
      rules,
      connectorFromFiles("bookings", new Map([...original, [file, Buffer.from(text)]])),
    );
    const start = one.after ? text.indexOf(one.after) : 0;
    const line = text.slice(0, text.indexOf(one.at, start)).split("\n").length;
    const places = findings.map((finding) => `${finding.rule} ${finding.file}:${finding.line}`);
    expect(places, places.join("\n")).toContain(`${one.rule} ${file}:${line}`);
    for (const finding of findings) {
      expect(finding.help).not.toBe("");
      expect(finding.message).not.toContain("uD18Q");
    }
  });
});
