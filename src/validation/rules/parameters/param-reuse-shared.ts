import { type JsonValue, own } from "../../../definition/json.ts";
import { refOf } from "../../../definition/reference.ts";
import { quote } from "../../quote.ts";
import { defineRule } from "../../rule.ts";
import { CODING_STANDARDS } from "../../sources.ts";

/** Chosen: twice may be chance, three times is a pattern. */
const MIN_REPEATED = 3;

const Q = {
  name: "region",
  in: "query",
  type: "string",
  "x-ms-summary": "Region",
  description: "Region to look in.",
};
const listedIn = (...paths: string[]) =>
  Object.fromEntries(
    paths.map((path) => [path, { get: { operationId: path.slice(1), parameters: [{ ...Q }] } }]),
  ) as never;

export default defineRule({
  id: "param-reuse-shared",
  group: "parameters",
  statement: `A parameter that ${MIN_REPEATED} or more operations repeat stands under #/parameters.`,
  why: "One definition is changed in one place, and makers see the same label everywhere.",
  severity: { import: "info", certification: "info" },
  codes: [],
  sources: [CODING_STANDARDS],
  checks: {
    connector(context) {
      const groups = new Map<string, { name: string; pointer: string; count: number }>();
      for (const operation of context.model.operations) {
        for (const parameter of operation.parameters) {
          // Shared already, or written once for the whole path.
          if (parameter.source !== "operation" || parameter.pointer !== parameter.usedAt) continue;
          if (parameter.in === "body" || refOf(own(parameter.value, "schema")) !== undefined) continue;
          const key = JSON.stringify(parameter.value, sorted);
          const group = groups.get(key);
          if (group) group.count++;
          else groups.set(key, { name: parameter.name, pointer: parameter.pointer, count: 1 });
        }
      }
      for (const { name, pointer, count } of groups.values()) {
        if (count < MIN_REPEATED) continue;
        context.report(
          { file: context.connector.definition?.file ?? "", pointer },
          `${count} operations repeat the parameter ${quote(name)} word for word.`,
          {
            help: `Move it to "parameters" at the root and refer to it by {"$ref": "#/parameters/${name}"}.`,
            label: "the first of them",
          },
        );
      }
    },
  },
  bad: [{ definition: { paths: listedIn("/a", "/b", "/c") }, at: ["/paths/~1a/get/parameters/0"] }],
  good: [{ definition: { paths: listedIn("/a", "/b") } }],
});

/** Objects with their keys in one order, so that equal ones are written alike. */
function sorted(_: string, value: JsonValue): JsonValue {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
