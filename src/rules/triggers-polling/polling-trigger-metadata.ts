/** x-ms-trigger-metadata has one value only. */

import { addMember, replaceValue } from "../../json/edits.ts";
import { isObject, type JsonObject, own } from "../../json/values.ts";
import { quote, show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { DEFINITION_SCHEMA } from "../sources.ts";

const METADATA = "x-ms-trigger-metadata";
const WANTED: JsonObject = { kind: "query", mode: "polling" };

/** The base connector's polling trigger with changes. */
const polling = (more: JsonObject) => ({ paths: { "/parcels": { get: more } } });
const GET = "/paths/~1parcels/get";

export default defineRules([
  {
    id: "polling-trigger-metadata",
    group: "triggers-polling",
    statement: `${METADATA} is {"kind": "query", "mode": "polling"}.`,
    why: "The platform knows no other values and refuses them.",
    severity: { import: "error", certification: "error" },
    codes: [],
    sources: [DEFINITION_SCHEMA, "observed: all 69 published uses have this value"],
    fixable: true,
    onlyWith: [METADATA],
    checks: {
      operation(node, context) {
        const value = own(node.value, METADATA);
        // On an action the extension itself is the fault.
        if (value === undefined || own(node.value, "x-ms-trigger") === undefined) return;
        const place = node.at(METADATA);
        if (!isObject(value)) {
          context.report(place, `${METADATA} is ${show(value)}; it must be an object.`, {
            help: 'Write {"kind": "query", "mode": "polling"}.',
            fix: {
              title: "Write the only value there is",
              edits: (document) => replaceValue(document, place.pointer, WANTED),
            },
          });
          return;
        }
        for (const key of Object.keys(WANTED)) {
          const found = own(value, key);
          if (found === WANTED[key]) continue;
          context.report(
            found === undefined ? place : node.at(METADATA, key),
            found === undefined
              ? `${METADATA} lacks "${key}".`
              : `"${key}" of ${METADATA} cannot be ${show(found)}.`,
            {
              help: `Write "${key}": ${show(WANTED[key])}.`,
              fix: {
                title: `Write ${show(WANTED[key])}`,
                edits: (document) => addMember(document, place.pointer, key, WANTED[key] ?? null),
              },
            },
          );
        }
        for (const key of Object.keys(value)) {
          if (Object.hasOwn(WANTED, key) || key.startsWith("x-")) continue;
          context.report(node.at(METADATA, key), `${METADATA} has no property ${quote(key)}.`, {
            help: 'Remove it: it holds "kind" and "mode" only.',
            part: "key",
          });
        }
      },
    },
    bad: [
      { definition: polling({ [METADATA]: { kind: "Query" } }), at: [`${GET}/${METADATA}/kind`] },
      { definition: polling({ [METADATA]: { mode: null } }), at: [`${GET}/${METADATA}`] },
      { definition: polling({ [METADATA]: "polling" }), at: [`${GET}/${METADATA}`] },
      { definition: polling({ [METADATA]: { every: 5 } }), at: [`${GET}/${METADATA}/every`] },
    ],
    good: [{ definition: polling({ [METADATA]: null }) }],
  },
]);
