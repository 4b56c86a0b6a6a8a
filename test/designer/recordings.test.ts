import { describe, expect, it } from "vitest";
import { compareConnectors } from "../../bench/designer/compare.ts";
import { recordConnector } from "../../src/designer/index.ts";
import { draft, type Loose, view } from "./build.ts";

const definition = draft({
  pathItem: {
    "x-ms-notification-content": {
      schema: { type: "object", properties: { a: { type: "string", description: "A." } } },
    },
  },
  operation: { "x-ms-trigger": "single", "x-ms-visibility": "important" },
  parameters: [
    { name: "p", in: "query", type: "boolean", required: true, default: false, description: "P." },
  ],
});
const record = (value: Loose = definition) =>
  JSON.parse(JSON.stringify(recordConnector(view(value), "group/name")));

describe("the shape of the recordings", () => {
  it("has every member of an operation, and of inputs and tokens only what says something", () => {
    expect(record()).toEqual({
      connector: "group/name",
      operations: [
        {
          operationId: "Op",
          kind: "trigger",
          nodeType: "ApiConnectionWebhook",
          triggerType: "single",
          title: "Operate",
          description: null,
          visibility: "important",
          annotationStatus: null,
          inputs: [
            {
              key: "query.$.p",
              name: "p",
              title: "p",
              type: "boolean",
              in: "query",
              required: true,
              shown: true,
              shownInitially: true,
              editor: "combobox",
              options: [
                { displayName: "Yes", value: true },
                { displayName: "No", value: false },
              ],
              placeholder: "P.",
            },
          ],
          outputs: [
            { key: "body.$", path: "body", title: "Body", type: "object", expression: "triggerBody()" },
            {
              key: "body.$.a",
              path: "body/a",
              title: "a",
              type: "string",
              expression: "triggerBody()?['a']",
            },
          ],
          dynamicOutputs: null,
          splitOn: { supported: false, enabled: false, options: [] },
          recurrence: null,
        },
      ],
    });
  });

  it("has a polling trigger's recurrence as the designer keeps it, and an internal operation's id alone", () => {
    const polling = draft({ operation: { "x-ms-trigger": "batch" } });
    expect(record(polling).operations[0].recurrence).toEqual({
      description: "How often do you want to check for items?",
      parameters: [{ key: "recurrence.$.recurrence", editor: "recurrence" }],
    });
    const hidden = draft({ operation: { "x-ms-visibility": "internal" } });
    expect(record(hidden).operations).toEqual([{ operationId: "Op", internal: true }]);
  });
});

describe("the comparison with a recording", () => {
  it("counts all as equal when nothing differs, whatever the order of members", () => {
    const recorded = record();
    recorded.operations[0] = Object.fromEntries(Object.entries(recorded.operations[0]).reverse());
    expect(compareConnectors(recorded, record())).toEqual({
      operations: { equal: 1, total: 1 },
      inputs: { equal: 1, total: 1 },
      tokens: { equal: 2, total: 2 },
      differences: [],
    });
  });

  it("names each difference, a changed order included", () => {
    const recorded = record();
    recorded.operations[0].outputs.reverse();
    recorded.operations[0].outputs[0].title = "other";
    recorded.operations[0].title = "other";
    const { operations, tokens, differences } = compareConnectors(recorded, record());
    expect(operations).toEqual({ equal: 0, total: 1 });
    expect(tokens).toEqual({ equal: 1, total: 2 });
    expect(differences.map((difference) => difference.where)).toEqual([
      "title",
      "outputs body.$.a",
      "order of outputs",
    ]);
  });
});
