/** A workbench without sockets: the app is called with requests as a browser or a script would send them. */
import { cpSync } from "node:fs";
import path from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import { onTestFinished } from "vitest";
import { type Clock, createVirtualClock } from "../../src/platform/index.ts";
import { loadRules } from "../../src/rules/load-rules.ts";
import { type App, createApp } from "../../src/workbench/server/app.ts";
import { Guard } from "../../src/workbench/server/guard.ts";
import type { BuiltPage } from "../../src/workbench/server/page-files.ts";
import { routes } from "../../src/workbench/server/routes.ts";
import { answerSchemas } from "../../src/workbench/server/schemas.ts";
import { Workbench, type WorkbenchOptions } from "../../src/workbench/workbench.ts";
import { temporaryFolder, writeFiles } from "../support/connector-copy.ts";
import { ROOT } from "../support/run-script.ts";

export const TOKEN = "the-token-of-the-test";
export const PORT = 4000;
export const ORIGIN = `http://127.0.0.1:${PORT}`;

/** Stands for the page that Vite builds. */
export const PAGE: BuiltPage = {
  html: '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>t</title><script type="module" src="./assets/main-1.js"></script><link rel="stylesheet" href="./assets/main-1.css"></head><body><div id="root"></div></body></html>',
  assets: new Map([
    ["assets/main-1.js", Buffer.from("document.title = '</script><!-- $& ';")],
    ["assets/main-1.css", Buffer.from("body { color: red }")],
  ]),
};

export interface Bench {
  workbench: Workbench;
  app: App;
  guard: Guard;
  clock: Clock;
  folder: string;
  /** Sends with the token. The body of the answer, whatever its status. */
  send(method: string, address: string, body?: unknown): Promise<{ status: number; body: never }>;
  /** Sends and expects success; the answer is held against the schema that /openapi.json promises. */
  ask<T>(method: string, address: string, body?: unknown): Promise<T>;
}

const ajv = new Ajv({ strict: false });
const compiled = new Map<string, ValidateFunction>();

export async function open(
  folder: string,
  options: Partial<WorkbenchOptions> & { page?: BuiltPage } = {},
): Promise<Bench> {
  const { page = PAGE, ...rest } = options;
  const clock = rest.clock ?? createVirtualClock();
  const workbench = new Workbench({ folder, rules: await loadRules(), seed: "test", ...rest, clock });
  await workbench.start();
  onTestFinished(() => workbench.close());
  const guard = new Guard(TOKEN, PORT);
  const app = createApp({ workbench, guard, port: PORT, page: async () => page });
  const send: Bench["send"] = async (method, address, body) => {
    const response = await app.fetch(request(method, address, body));
    return { status: response.status, body: (await response.json()) as never };
  };
  return {
    workbench,
    app,
    guard,
    clock,
    folder,
    send,
    async ask<T>(method: string, address: string, body?: unknown) {
      const answer = await send(method, address, body);
      if (answer.status !== 200)
        throw new Error(`${method} ${address}: ${answer.status} ${JSON.stringify(answer.body)}`);
      checkPromise(method, address, answer.body);
      return answer.body as T;
    },
  };
}

export function request(
  method: string,
  address: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Request {
  return new Request(`${ORIGIN}${address}`, {
    method,
    headers: {
      host: `127.0.0.1:${PORT}`,
      authorization: `Bearer ${TOKEN}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

function checkPromise(method: string, address: string, body: unknown): void {
  const path = address.split("?")[0] ?? "";
  const route = routes.find(
    (one) => one.method === method && new RegExp(`^${one.path.replace(/\{\w+\}/g, "[^/]+")}$`).test(path),
  );
  if (!route) throw new Error(`${method} ${path} is not in /openapi.json`);
  let validate = compiled.get(route.answer);
  if (!validate) {
    validate = ajv.compile((answerSchemas as Record<string, object>)[route.answer] ?? false);
    compiled.set(route.answer, validate);
  }
  if (!validate(body)) throw new Error(`${route.id} breaks its promise: ${ajv.errorsText(validate.errors)}`);
}

/** A copy of our own connector, to be changed. */
export function bookingsFolder(): string {
  const folder = temporaryFolder();
  for (const file of ["apiDefinition.swagger.json", "apiProperties.json", "README.md"])
    cpSync(path.join(ROOT, file), path.join(folder, file));
  cpSync(path.join(ROOT, "connector"), path.join(folder, "connector"), { recursive: true });
  return folder;
}

export function folderOf(definition: unknown, properties: unknown = NO_SIGN_IN): string {
  const folder = temporaryFolder();
  writeFiles(folder, {
    "apiDefinition.swagger.json": JSON.stringify(definition, null, 2),
    "apiProperties.json": JSON.stringify(properties, null, 2),
  });
  return folder;
}

const NO_SIGN_IN = { properties: { connectionParameters: {}, iconBrandColor: "#123456", capabilities: [] } };

/** Parcels: a webhook, a polled list, a list for a drop-down, a schema known at design time only. */
export function parcels(): Record<string, unknown> & { paths: Record<string, Record<string, unknown>> } {
  const text = (summary: string) => ({ type: "string", "x-ms-summary": summary });
  return {
    swagger: "2.0",
    info: { title: "Parcels", description: "Made-up parcel service.", version: "1.0" },
    host: "api.parcels.example",
    basePath: "/v1",
    schemes: ["https"],
    consumes: ["application/json"],
    produces: ["application/json"],
    paths: {
      "/depots": {
        get: {
          operationId: "ListDepots",
          summary: "List depots",
          responses: {
            "200": {
              description: "The depots.",
              schema: {
                type: "array",
                items: { type: "object", properties: { code: text("Code"), name: text("Name") } },
              },
            },
          },
        },
      },
      "/fields": {
        get: {
          operationId: "GetFields",
          summary: "Get fields",
          responses: { "200": { description: "A schema.", schema: { type: "object", properties: {} } } },
        },
      },
      "/depots/{depot}/hooks": {
        "x-ms-notification-content": {
          description: "The parcel.",
          schema: { $ref: "#/definitions/Parcel" },
        },
        post: {
          operationId: "ParcelArrives",
          summary: "When a parcel arrives",
          "x-ms-trigger": "single",
          parameters: [
            {
              name: "depot",
              in: "path",
              required: true,
              type: "string",
              "x-ms-summary": "Depot",
              "x-ms-dynamic-values": {
                operationId: "ListDepots",
                "value-path": "code",
                "value-title": "name",
              },
            },
            {
              name: "body",
              in: "body",
              required: true,
              schema: {
                type: "object",
                required: ["url"],
                properties: {
                  url: {
                    type: "string",
                    "x-ms-summary": "Callback",
                    "x-ms-visibility": "internal",
                    "x-ms-notification-url": true,
                  },
                },
              },
            },
          ],
          responses: {
            "201": {
              description: "Subscribed.",
              schema: { type: "object", properties: { id: { type: "string" } } },
              headers: { Location: { type: "string" } },
            },
          },
        },
      },
      "/depots/{depot}/hooks/{id}": {
        delete: {
          operationId: "EndSubscription",
          summary: "End a subscription",
          "x-ms-visibility": "internal",
          parameters: [
            { name: "depot", in: "path", required: true, type: "string" },
            { name: "id", in: "path", required: true, type: "string" },
          ],
          responses: { "204": { description: "Ended." } },
        },
      },
      "/parcels/new": {
        get: {
          operationId: "NewParcels",
          summary: "When there are new parcels",
          "x-ms-trigger": "batch",
          responses: {
            "200": {
              description: "New parcels.",
              schema: { type: "array", items: { $ref: "#/definitions/Parcel" } },
            },
            "202": { description: "Nothing new." },
          },
        },
      },
      "/parcels": {
        post: {
          operationId: "SendParcel",
          summary: "Send a parcel",
          parameters: [
            {
              name: "body",
              in: "body",
              required: true,
              schema: {
                type: "object",
                "x-ms-dynamic-schema": { operationId: "GetFields", "value-path": "schema" },
              },
            },
          ],
          responses: { "200": { description: "Sent.", schema: { $ref: "#/definitions/Parcel" } } },
        },
      },
    },
    definitions: {
      Parcel: {
        type: "object",
        required: ["number"],
        properties: {
          number: text("Number"),
          weight: { type: "number", minimum: 0.5, "x-ms-summary": "Weight in kg" },
          due: { type: "string", format: "date-time", "x-ms-summary": "Due" },
          inside: { $ref: "#/definitions/Parcel" },
        },
      },
    },
  };
}
