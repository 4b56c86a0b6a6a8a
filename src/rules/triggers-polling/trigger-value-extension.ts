import { own } from "../../json/values.ts";
import { quote } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { DEFINITION_SCHEMA, issue } from "../sources.ts";

const KEY = "x-ms-trigger-value";

const given = (value: unknown) =>
  ({
    paths: {
      "/depots": { get: { parameters: [{ name: "since", in: "query", type: "string", [KEY]: value }] } },
    },
  }) as never;
const AT = `/paths/~1depots/get/parameters/0/${KEY}`;

export default defineRules("triggers-polling", [
  {
    id: "trigger-value-extension",
    statement: `${KEY} on a parameter is an object with value-collection and value-path.`,
    why: "x-ms-trigger-value is to tell the platform where in the last answer to find the value for the next call; what it cannot read is ignored.",
    severity: { import: "info", certification: "info" },
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
  },
  {
    id: "trigger-value-unsupported",
    statement: `A polling trigger does not rely on ${KEY}.`,
    why: "x-ms-trigger-value is reported not to work for custom connectors: the value is never sent, so that each poll starts from the beginning.",
    severity: { import: "warning", certification: "warning" },
    sources: [issue(3181)],
    inferred: true,
    onlyWith: [KEY],
    checks: {
      parameter(parameter, context) {
        if (own(parameter.value, KEY) === undefined) return;
        context.report(
          parameter.at(KEY),
          `${KEY} on ${quote(String(own(parameter.value, "name") ?? parameter.key))} is reported not to work for custom connectors.`,
          {
            help: 'Keep the state by a Location header that the service answers with (its address names the next poll), or by a "pollingtrigger" policy.',
            part: "key",
          },
        );
      },
    },
    bad: [{ definition: given({ "value-collection": "items", "value-path": "since" }), at: [AT] }],
  },
]);
