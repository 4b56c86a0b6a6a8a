// A flow that was saved with the published connector must run with this one after nothing but its apiId was
// changed. So whatever goes over the wire, or into a saved flow, is pinned here.

import SwaggerParser from "@apidevtools/swagger-parser";
import { describe, expect, test } from "vitest";
import {
  bytesOf,
  definition,
  jsonOf,
  operation,
  operations,
  properties,
  schemaAt,
  textOf,
} from "./connector.ts";

const service = "/BookingsService/api/V1";
const page = `${service}/bookingBusinesses/{SMTPAddress}/webhook`;

const subscriptions = [
  {
    operationId: "CreateAppointment",
    path: `${page}/AppointmentCreated`,
    change: "Created",
    success: ["200", "201"],
  },
  {
    operationId: "UpdateAppointment",
    path: `${page}/AppointmentUpdated`,
    change: "Updated",
    success: ["201"],
  },
  {
    operationId: "CancelAppointment",
    path: `${page}/AppointmentDeleted`,
    change: "Deleted",
    success: ["201"],
  },
];

describe("the wire", () => {
  test("leads to the service over https", () => {
    expect(definition).toMatchObject({ host: "outlook.office.com", basePath: "/", schemes: ["https"] });
    expect(definition).toMatchObject({ consumes: ["application/json"], produces: ["application/json"] });
  });

  test("knows five operations", () => {
    expect(
      operations.map(({ method, path, operation: each }) => `${method} ${path} ${each.operationId}`),
    ).toEqual([
      `get ${service}/bookingBusinessesUserAsAdmin ListBookingsBusinessUserAsAdmin`,
      `post ${page}/AppointmentCreated CreateAppointment`,
      `post ${page}/AppointmentUpdated UpdateAppointment`,
      `post ${page}/AppointmentDeleted CancelAppointment`,
      `delete ${page}/{WebhookId} DeleteWebhook`,
    ]);
  });

  test("carries the header that the list needs, unseen by makers", () => {
    const { operation: list } = operation("ListBookingsBusinessUserAsAdmin");
    expect(list.parameters).toHaveLength(1);
    expect(list.parameters[0]).toMatchObject({
      name: "X-Prefer-OWAUserConfig",
      in: "header",
      type: "string",
      required: true,
      default: "true",
      "x-ms-visibility": "internal",
    });
  });

  test("sends a DELETE for a subscription, unseen by makers", () => {
    const { operation: remove } = operation("DeleteWebhook");
    expect(remove["x-ms-visibility"]).toBe("internal");
    expect(remove.parameters.map(({ name, in: place }) => `${place} ${name}`)).toEqual([
      "path SMTPAddress",
      "path WebhookId",
    ]);
    expect(remove.responses["200"]?.schema?.type).toBe("string");
  });
});

describe.each(subscriptions)("$operationId", ({ operationId, path, change, success }) => {
  const found = operation(operationId);
  const [address, body] = found.operation.parameters;

  test("has a path of its own and just the two parameters", () => {
    expect(found).toMatchObject({ path, method: "post" });
    expect(found.operation.parameters).toHaveLength(2);
    expect(address).toMatchObject({ name: "SMTPAddress", in: "path" });
    // Saved flows and manifests spell the fields of the body with the name of the parameter in front.
    expect(body).toMatchObject({ name: "body", in: "body", required: true });
  });

  test("offers the booking pages to old readers and new ones, and encodes the address once", () => {
    expect(address).toMatchObject({
      "x-ms-url-encoding": "single",
      "x-ms-dynamic-values": {
        operationId: "ListBookingsBusinessUserAsAdmin",
        "value-collection": "mailboxes",
        "value-path": "email",
        "value-title": "displayName",
      },
      "x-ms-dynamic-list": {
        operationId: "ListBookingsBusinessUserAsAdmin",
        itemsPath: "mailboxes",
        itemValuePath: "email",
        itemTitlePath: "displayName",
      },
    });
  });

  test("sends the callback address, the resource and the change, all wrapped in webhook", () => {
    const webhook = schemaAt(body?.schema, "webhook");
    expect(body?.schema?.required).toEqual(["webhook"]);
    expect(Object.keys(body?.schema?.properties ?? {})).toEqual(["webhook"]);
    expect(webhook?.required).toEqual(["notification_url", "resource", "change_type"]);
    expect(schemaAt(webhook, "notification_url")).toMatchObject({
      type: "string",
      "x-ms-notification-url": true,
    });
    expect(schemaAt(webhook, "resource")).toMatchObject({ type: "string", default: "Appointments" });
    expect(schemaAt(webhook, "change_type")).toMatchObject({ type: "array", default: [change] });
  });

  test("hides the leaves of the body and only them, because a hidden object would lose its children", () => {
    const webhook = schemaAt(body?.schema, "webhook");
    for (const each of [body, body?.schema, webhook]) expect(each).not.toHaveProperty("x-ms-visibility");
    for (const leaf of Object.values(webhook?.properties ?? {}))
      expect(leaf["x-ms-visibility"]).toBe("internal");
  });

  test("announces a subscription and where to end it", () => {
    const answers = Object.keys(found.operation.responses).filter((status) => status.startsWith("2"));
    expect(answers).toEqual(success);
    for (const status of answers) {
      const answer = found.operation.responses[status];
      expect(schemaAt(answer?.schema, "webhookId")?.type).toBe("string");
      expect(answer?.headers?.["Location"]).toMatchObject({
        type: "string",
        description: expect.any(String),
      });
    }
  });

  test("puts the notification beside the operation, where alone it counts", () => {
    expect(found.item["x-ms-notification-content"]?.schema).toBe(definition.definitions["AppointmentData"]);
    expect(found.operation).not.toHaveProperty("x-ms-notification-content");
  });
});

describe("every operation", () => {
  test.each(operations)("$operation.operationId describes its errors", ({ operation: each }) => {
    for (const status of ["400", "401", "403", "404", "429", "500", "502"]) {
      const answer = each.responses[status];
      expect(answer?.description, status).toMatch(/\.$/);
      expect(schemaAt(answer?.schema, "error.message")?.type, status).toBe("string");
    }
  });

  test.each(operations)(
    "$operation.operationId has a list of parameters, be it empty",
    ({ operation: each }) => {
      expect(each.parameters).toBeInstanceOf(Array);
    },
  );
});

describe("sign-in and routing", () => {
  const { token } = properties.properties.connectionParameters;
  const settings = token.oAuthSettings;
  const [scheme] = Object.values(definition.securityDefinitions);

  test("asks Entra ID for the resource and the scopes of the service", () => {
    expect(settings.identityProvider).toBe("aad");
    expect(settings.scopes).toEqual(["Bookings.Read.All", "Bookings.ReadWrite.All"]);
    expect(settings.customParameters).toEqual({
      loginUri: { value: "https://login.microsoftonline.com" },
      tenantId: { value: "common" },
      resourceUri: { value: "https://outlook.office.com/" },
    });
  });

  test("is reported the same way in both files", () => {
    const login = `${settings.customParameters["loginUri"]?.value}/${settings.customParameters["tenantId"]?.value}`;
    expect(scheme).toMatchObject({
      type: "oauth2",
      flow: "accessCode",
      authorizationUrl: `${login}/oauth2/authorize`,
      tokenUrl: `${login}/oauth2/token`,
    });
    expect(Object.keys(scheme?.scopes ?? {})).toEqual(settings.scopes);
    expect(definition.security).toEqual([{ oauth2_auth: settings.scopes }]);
  });

  test("carries no secret and no redirect address, and a client id that nobody takes for one", () => {
    expect(textOf("apiProperties.json")).not.toMatch(/clientSecret|redirectUrl/);
    expect(settings.redirectMode).toBe("GlobalPerConnector");
    expect(settings.clientId).toMatch(/^<<.+>>$/);
  });

  test("routes the three triggers to the one endpoint of the service", () => {
    expect(properties.properties.policyTemplateInstances).toEqual([
      {
        templateId: "routerequesttoendpoint",
        title: expect.any(String),
        parameters: {
          "x-ms-apimTemplateParameter.newPath": `${page}/`,
          "x-ms-apimTemplateParameter.httpMethod": "@Request.OriginalHTTPMethod",
          "x-ms-apimTemplate-operationName": subscriptions.map((each) => each.operationId),
        },
      },
    ]);
  });
});

describe("the files", () => {
  test("are valid to swagger-parser", async () => {
    await expect(SwaggerParser.validate(jsonOf("apiDefinition.swagger.json"))).resolves.toBeDefined();
  });

  test.each(["apiDefinition.swagger.json", "apiProperties.json"])(
    "%s is plain text: no byte order mark, line feeds, two spaces",
    (file) => {
      const text = textOf(file);
      expect(bytesOf(file)[0]).toBe("{".charCodeAt(0));
      expect(text).toMatch(/^[\x20-\x7e\n]+$/);
      expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
    },
  );

  test("use every definition, and leave the document by no reference", () => {
    const text = textOf("apiDefinition.swagger.json");
    const document = jsonOf("apiDefinition.swagger.json");
    const references = new Set([...text.matchAll(/"\$ref": "([^"]+)"/g)].map((each) => each[1]));
    for (const kind of ["definitions", "parameters", "responses"]) {
      for (const name of Object.keys(document[kind])) expect(references).toContain(`#/${kind}/${name}`);
    }
    for (const reference of references)
      expect(reference).toMatch(/^#\/(definitions|parameters|responses)\/\w+$/);
  });

  test("keep within the limits for title, description and summaries", () => {
    expect(definition.info.title.length).toBeLessThanOrEqual(30);
    expect(definition.info.description.length).toBeGreaterThanOrEqual(30);
    expect(definition.info.description.length).toBeLessThanOrEqual(500);
    expect(definition.info.description).not.toMatch(/power|logic apps|\bapi\b|connector|https?:/i);
    for (const { operation: each } of operations)
      expect(each.summary).toMatch(/^[A-Z][A-Za-z0-9 ]{1,78}[a-z]$/);
  });
});
