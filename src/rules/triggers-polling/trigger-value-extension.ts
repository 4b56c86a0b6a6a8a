import { defineRule } from "../language/rule.ts";
import { DEFINITION_SCHEMA } from "../sources.ts";

const KEY = "x-ms-trigger-value";

const given = (value: unknown) =>
  ({
    paths: {
      "/depots": { get: { parameters: [{ name: "since", in: "query", type: "string", [KEY]: value }] } },
    },
  }) as never;
const AT = `/paths/~1depots/get/parameters/0/${KEY}`;

export default defineRule({
  id: "trigger-value-extension",
  group: "triggers-polling",
  statement: `${KEY} on a parameter is an object with value-collection and value-path.`,
  why: "It tells the platform where in the last answer to find the value for the next call; what it cannot read is ignored.",
  severity: { import: "info", certification: "info" },
  codes: [],
  sources: [DEFINITION_SCHEMA],
  fixable: true,
  shape: [
    { of: "parameter", faults: ["type"], keys: [KEY] },
    { of: "triggerValue", faults: ["unknown", "type", "missing"] },
  ],
  bad: [
    { definition: given("since"), at: [AT] },
    { definition: given({ "value-collection": "items" }), at: [AT] },
    { definition: given({ value_path: "since" }), at: [`${AT}/value_path`] },
    { definition: given({ "value-path": 7 }), at: [`${AT}/value-path`] },
  ],
  good: [{ definition: given({ "value-collection": "items", "value-path": "since" }) }],
});
