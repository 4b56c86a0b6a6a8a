/** What several rooms say of one connector, side by side: they read one model. */
import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import type { JsonObject, JsonValue } from "../src/json/values.ts";
import { createPlatform, createVirtualClock } from "../src/platform/index.ts";
import { op } from "./designer/build.ts";
import { builtFiles, connectorFolder } from "./packaging/folders.ts";

const list: JsonObject = {
  type: "array",
  items: { type: "object", properties: { id: { type: "integer" } } },
};
const text: JsonObject = { type: "string" };
const hidden: JsonObject = { type: "string", "x-ms-visibility": "Internal" };
const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: "object",
  properties,
  ...more,
});
const items: JsonValue = [{ id: 1 }, { id: 2 }];

interface Case {
  schema: JsonObject;
  status?: string;
  answer: JsonValue;
  /** What Power Automate writes into the flow. */
  splitOn?: string;
  runs: number;
  /** Runs in Logic Apps, where they differ. */
  logicApps?: number;
}

const BATCHES: [string, Case][] = [
  ["a list", { schema: list, answer: items, splitOn: "@triggerOutputs()['body']", runs: 2 }],
  [
    "a list and a link to more",
    {
      schema: object({ value: list, next: text }),
      answer: { value: items, next: "" },
      splitOn: "@triggerOutputs()?['body/value']",
      runs: 2,
      logicApps: 1,
    },
  ],
  [
    "a list under 201",
    {
      schema: object({ value: list }),
      status: "201",
      answer: { value: items },
      splitOn: "@triggerOutputs()?['body/value']",
      runs: 2,
    },
  ],
  [
    "a list that is there in every answer",
    {
      schema: object({ value: list }, { required: ["value"] }),
      answer: { value: items },
      splitOn: "@triggerOutputs()['body/value']",
      runs: 2,
    },
  ],
  [
    "a list below another object, behind something that makers do not see",
    {
      schema: object({ id: hidden, data: object({ rows: list }) }),
      answer: { id: "a", data: { rows: items } },
      splitOn: "@triggerOutputs()?['body/data/rows']",
      runs: 2,
    },
  ],
  [
    "something else in front of the list",
    { schema: object({ count: text, value: list }), answer: { count: "2", value: items }, runs: 1 },
  ],
  ["an object of no type", { schema: { properties: { value: list } }, answer: { value: items }, runs: 1 }],
  ["no list", { schema: object({ id: text }), answer: { id: "a" }, runs: 1 }],
];

describe("a batch trigger that answers with", () => {
  it.each(BATCHES)(
    "%s",
    async (_name, { schema, status = "200", answer, splitOn, runs, logicApps = runs }) => {
      const operation = {
        operationId: "Op",
        summary: "When news",
        "x-ms-trigger": "batch",
        parameters: [],
        responses: { [status]: { description: "News.", schema } },
      };
      const definition: JsonObject = {
        swagger: "2.0",
        info: { title: "News", description: "News of the town.", version: "1.0" },
        host: "news.example",
        basePath: "/",
        schemes: ["https"],
        paths: { "/op": { get: operation } },
      };
      const designer = op(definition);
      expect(designer.powerAutomate.splitOn).toBe(splitOn);
      expect(designer.splitOn.enabled).toBe(logicApps === 2);

      const files = builtFiles(connectorFolder({ "apiDefinition.swagger.json": definition }), {
        only: ["flow"],
      });
      const [zip = Buffer.alloc(0)] = files.values();
      const workflow = Object.entries(unzipSync(zip)).find(([name]) => name.startsWith("Workflows/"))?.[1];
      const { triggers } = JSON.parse(strFromU8(workflow ?? new Uint8Array())).properties.definition;
      expect(Object.values(triggers)).toHaveLength(1);
      expect((Object.values(triggers)[0] as JsonObject)["splitOn"]).toBe(splitOn);

      for (const [product, count] of [
        ["power-automate", runs],
        ["logic-apps", logicApps],
      ] as const) {
        const platform = createPlatform({
          connector: { definition },
          product,
          clock: createVirtualClock(),
          // Whatever status declares the list: only a 200 brings news (documented).
          backend: () => Response.json(answer),
        });
        const flow = await platform.createFlow("Op").turnOn();
        expect([product, flow.runs().length]).toEqual([product, count]);
        platform.close();
      }
    },
  );
});
