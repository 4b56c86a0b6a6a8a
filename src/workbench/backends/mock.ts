/**
 * A service made of a definition: every operation answers an example of what it declares, webhook triggers take subscriptions,
 * polling triggers find what was put there for them. Chosen throughout: no service behaves like this; it lets any connector run.
 */

import { isSuccess, outputResponse } from "../../definition/answers.ts";
import { type DynamicTargets, dynamicTargets } from "../../definition/dynamic-sources.ts";
import {
  buildModel,
  type ConnectorModel,
  type Response as Declared,
  type Operation,
} from "../../definition/model.ts";
import { beginning } from "../../json/cut.ts";
import { stringifyExact } from "../../json/exact-numbers.ts";
import {
  isObject,
  type JsonObject,
  type JsonValue,
  own,
  ownObject,
  ownString,
  setOwn,
} from "../../json/values.ts";
import type { Clock } from "../../platform/index.ts";
import type { WorkbenchBackend } from "./backend.ts";
import { exampleOf } from "./example.ts";
import { FaultBox } from "./faulty.ts";
import { basePathOf, createFinder } from "./find-operation.ts";

/** Rows of a drop-down: enough to see that they differ. */
const ROWS = 3;

/** Polls that wait to be found; the oldest go first. */
const MAX_QUEUED = 100;
const MAX_QUEUED_LENGTH = 8 * 1024 * 1024;

/** Where subscriptions end whose definition has no operation for it. */
const SUBSCRIPTIONS = "/mocked-subscriptions";

export function createMockBackend(clock: Clock, why: string): WorkbenchBackend {
  const faults = new FaultBox(clock);
  const mock = new Mock(clock);
  return {
    info: { kind: "mock", name: "Mock service from the definition", why, desk: false },
    handle: faults.before((request) => mock.answer(request)),
    use(model) {
      mock.use(model);
      faults.use(model);
    },
    faults: faults.control,
    quirks: noQuirks,
    queue: (operationId, body) => mock.queue(operationId, body),
    settled: async () => {},
    close() {},
  };
}

export const noQuirks: WorkbenchBackend["quirks"] = { list: () => [], set: () => {} };

class Mock {
  #basePath = "";
  readonly #clock: Clock;
  #model: ConnectorModel = buildModel(undefined);
  #find: ReturnType<typeof createFinder> = () => undefined;
  /** As text: values of the same length can take many times as much memory. */
  readonly #queues = new Map<string, string[]>();
  readonly #subscriptions = new Set<string>();
  /** Operations that others ask for rows or schemas, and where in their answer a schema belongs. */
  #targets: DynamicTargets = { rows: new Set(), schemas: new Map() };
  #count = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  use(model: ConnectorModel): void {
    this.#model = model;
    this.#find = createFinder(model);
    this.#basePath = basePathOf(model);
    this.#targets = dynamicTargets(model.root);
  }

  queue(operationId: string, body: JsonValue): boolean {
    const waiting = this.#queues.get(operationId) ?? [];
    waiting.push(stringifyExact(body));
    const length = () => waiting.reduce((sum, text) => sum + text.length, 0);
    while (waiting.length > MAX_QUEUED || (waiting.length > 1 && length() > MAX_QUEUED_LENGTH))
      waiting.shift();
    this.#queues.set(operationId, waiting);
    return true;
  }

  async answer(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const path = url.pathname.startsWith(this.#basePath)
      ? url.pathname.slice(this.#basePath.length)
      : url.pathname;
    const operation = this.#find(request.method, url.pathname);
    if (request.method === "DELETE" && this.#subscriptions.delete(path))
      return operation ? this.#declared(operation) : new Response(null, { status: 204 });
    if (!operation)
      return Response.json(
        {
          error: {
            code: "NotFound",
            message: `The definition has no ${request.method} ${beginning(path, 200)}.`,
          },
        },
        { status: 404 },
      );
    if (operation.trigger !== undefined)
      return operation.kind === "webhook"
        ? this.#subscribe(operation, url, path)
        : this.#poll(operation, url);
    return this.#declared(operation);
  }

  #subscribe(operation: Operation, url: URL, path: string): Response {
    const ends = this.#model.operations.some(
      ({ method, path: other }) =>
        method === "delete" && other.replace(/\/?\{[^{}]*\}\/?$/, "") === operation.path.replace(/\/$/, ""),
    );
    const below = `${ends ? path.replace(/\/$/, "") : SUBSCRIPTIONS}/${++this.#count}`;
    this.#subscriptions.add(below);
    const declared = this.#success(operation);
    const status = Number(declared?.status) || 201;
    const headers = { location: `${url.origin}${this.#basePath}${below}` };
    const body = this.#example(declared);
    return body === undefined || status === 204
      ? new Response(null, { status, headers })
      : Response.json(body, { status, headers });
  }

  #poll(operation: Operation, url: URL): Response {
    const next = this.#queues.get(operation.id ?? "")?.shift();
    // No Retry-After: it would take precedence over the recurrence that the maker chose.
    const headers = { location: url.href };
    if (next === undefined) {
      const lists =
        operation.trigger === "batch" && !operation.responses.some(({ status }) => status === "202");
      // Who declares no 202 asks services that answer with a list, which may be empty.
      if (lists) return Response.json(this.#example(this.#success(operation), 0) ?? [], { headers });
      return new Response(null, { status: 202, headers });
    }
    return new Response(next, { status: 200, headers: { ...headers, "content-type": "application/json" } });
  }

  #declared(operation: Operation): Response {
    const declared = this.#success(operation);
    const status = Number(declared?.status) || 200;
    if (declared && ownString(ownObject(declared.value, "schema"), "type") === "file")
      return new Response("example", { status, headers: { "content-type": "application/octet-stream" } });
    const items = this.#targets.rows.has(operation.id ?? "") ? ROWS : 1;
    let body = this.#example(declared, items);
    const schemaPath = this.#targets.schemas.get(operation.id ?? "");
    if (schemaPath !== undefined) body = withSchema(body, schemaPath);
    const headers: Record<string, string> = {};
    // What says how the body is to be read stays true of the body.
    for (const name of Object.keys(ownObject(declared?.value, "headers") ?? {}))
      if (/^[\w-]+$/.test(name) && !/^content-(type|length|encoding)$|^transfer-encoding$/i.test(name))
        headers[name] = "example";
    return body === undefined || status === 204 || status === 205
      ? new Response(null, { status: status === 200 && declared === undefined ? 204 : status, headers })
      : Response.json(body, { status, headers });
  }

  #success(operation: Operation): Declared | undefined {
    const read = outputResponse(operation);
    if (read && isSuccess(read.status)) return read;
    return operation.responses.find(({ status }) => isSuccess(status)) ?? read;
  }

  #example(declared: Declared | undefined, items = 1): JsonValue | undefined {
    const given = own(ownObject(declared?.value, "examples"), "application/json");
    if (given !== undefined) return given;
    return exampleOf(this.#model.root, own(declared?.value, "schema"), { items, now: this.#clock.now() });
  }
}

/** A small schema, at the place where the extension looks for one. */
function withSchema(body: JsonValue | undefined, path: string): JsonValue {
  const schema: JsonObject = {
    type: "object",
    properties: {
      id: { type: "string", title: "Identifier" },
      name: { type: "string", title: "Name" },
      created: { type: "string", format: "date-time", title: "Created" },
    },
  };
  const names = path.split("/").filter((name) => name !== "");
  const last = names.pop();
  if (last === undefined) return schema;
  const result: JsonObject = isObject(body) ? body : {};
  let place = result;
  for (const name of names) {
    const inner = ownObject(place, name) ?? {};
    setOwn(place, name, inner);
    place = inner;
  }
  setOwn(place, last, schema);
  return result;
}
