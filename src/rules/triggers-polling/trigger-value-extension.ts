import { renameKey } from "../../json/edits.ts";
import { isObject, own } from "../../json/values.ts";
import { didYouMean } from "../language/nearest.ts";
import { kindName, quote } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { DEFINITION_SCHEMA } from "../sources.ts";

const KEY = "x-ms-trigger-value";
const KEYS = ["value-collection", "value-path"];

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
  onlyWith: [KEY],
  checks: {
    parameter(node, context) {
      const value = own(node.value, KEY);
      if (value === undefined) return;
      const place = node.at(KEY);
      if (!isObject(value)) {
        context.report(place, `${KEY} must be an object, but is ${kindName(value)}.`, {
          help: 'Write {"value-collection": "…", "value-path": "…"}.',
        });
        return;
      }
      const keys = Object.keys(value).filter((key) => !key.startsWith("x-"));
      const unknown = keys.filter((key) => !KEYS.includes(key));
      for (const key of unknown) {
        const meant = KEYS.find((known) => known === key.toLowerCase().replaceAll("_", "-"));
        context.report(node.at(KEY, key), `${KEY} has no property ${quote(key)}.`, {
          help: `${didYouMean(key, KEYS)}It holds "value-collection" and "value-path".`,
          part: "key",
          fix:
            meant !== undefined && own(value, meant) === undefined
              ? {
                  title: `Rename it to "${meant}"`,
                  edits: (document) => renameKey(document, node.at(KEY, key).pointer, meant),
                }
              : undefined,
        });
      }
      for (const key of keys) {
        if (unknown.includes(key) || typeof value[key] === "string") continue;
        context.report(
          node.at(KEY, key),
          `"${key}" of ${KEY} must be a string, but is ${kindName(value[key])}.`,
          {
            help: "Write a path of property names in quotes.",
          },
        );
      }
      if (own(value, "value-path") !== undefined || unknown.length > 0) return;
      context.report(place, `${KEY} lacks "value-path".`, {
        help: 'Add "value-path": the property of an item that holds the value.',
      });
    },
  },
  bad: [
    { definition: given("since"), at: [AT] },
    { definition: given({ "value-collection": "items" }), at: [AT] },
    { definition: given({ value_path: "since" }), at: [`${AT}/value_path`] },
    { definition: given({ "value-path": 7 }), at: [`${AT}/value-path`] },
  ],
  good: [{ definition: given({ "value-collection": "items", "value-path": "since" }) }],
});
