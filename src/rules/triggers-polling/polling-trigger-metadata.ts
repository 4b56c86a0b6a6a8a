/** x-ms-trigger-metadata has one value only. */

import { addMember, replaceValue } from "../../json/edits.ts";
import { type JsonObject, own } from "../../json/values.ts";
import type { Node } from "../language/node.ts";
import { show } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { DEFINITION_SCHEMA } from "../sources.ts";

const METADATA = "x-ms-trigger-metadata";
const WANTED: JsonObject = { kind: "query", mode: "polling" };

/** The base connector's polling trigger with changes. */
const polling = (more: JsonObject) => ({ paths: { "/parcels": { get: more } } });
const GET = "/paths/~1parcels/get";

export default defineRules("triggers-polling", [
  {
    id: "polling-trigger-metadata",
    statement: `${METADATA} is {"kind": "query", "mode": "polling"}.`,
    why: 'The schema with which Microsoft checks definitions allows only "kind": "query" and "mode": "polling", and the import refuses anything else.',
    severity: { import: "error", certification: "error" },
    sources: [DEFINITION_SCHEMA, "observed: all 69 published uses have this value"],
    fixable: true,
    shape: [
      {
        of: "operation",
        faults: ["type"],
        keys: [METADATA],
        say: ({ node, value, place }) =>
          isTrigger(node)
            ? {
                message: `${METADATA} is ${show(value)}; it must be an object.`,
                fix: {
                  title: "Write the only value there is",
                  edits: (document) => replaceValue(document, place.pointer, WANTED),
                },
              }
            : undefined,
      },
      {
        of: "triggerMetadata",
        faults: ["unknown"],
        say: ({ node }) =>
          isTrigger(node)
            ? { help: 'Remove it: it holds "kind" and "mode" only.', fix: undefined }
            : undefined,
      },
      {
        of: "triggerMetadata",
        faults: ["missing", "type", "value"],
        say: ({ node, key }) =>
          isTrigger(node)
            ? {
                help: `Write "${key}": ${show(WANTED[key])}.`,
                fix: {
                  title: `Write ${show(WANTED[key])}`,
                  edits: (document) =>
                    addMember(document, node.at(METADATA).pointer, key, WANTED[key] ?? null),
                },
              }
            : undefined,
      },
    ],
    bad: [
      { definition: polling({ [METADATA]: { kind: "Query" } }), at: [`${GET}/${METADATA}/kind`] },
      { definition: polling({ [METADATA]: { mode: null } }), at: [`${GET}/${METADATA}`] },
      { definition: polling({ [METADATA]: "polling" }), at: [`${GET}/${METADATA}`] },
      { definition: polling({ [METADATA]: { every: 5 } }), at: [`${GET}/${METADATA}/every`] },
    ],
    good: [{ definition: polling({ [METADATA]: null }) }],
  },
]);

/** On an action the extension itself is the fault. */
function isTrigger(operation: Node): boolean {
  return own(operation.value, "x-ms-trigger") !== undefined;
}
