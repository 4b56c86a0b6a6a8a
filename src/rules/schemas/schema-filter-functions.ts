import { describeKey } from "../../definition/grammar/grammar.ts";
import { removeAt } from "../../json/edits.ts";
import { type JsonValue, own, ownArray, ownObject } from "../../json/values.ts";
import { schemaName } from "../facts/schema-name.ts";
import type { Context } from "../language/context.ts";
import { didYouMean } from "../language/nearest.ts";
import { type Node, type Place, USED_AS } from "../language/node.ts";
import { kindName, list, quote, show } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import type { Saying } from "../language/speaker.ts";
import { VALIDATOR_CODES } from "../sources.ts";

const FUNCTIONS = describeKey("tableCapabilities", "filterFunctions")?.each?.values ?? [];

const KEY = "filterFunctions";
const parcel = (capabilities: Record<string, JsonValue>) => ({
  definitions: { Parcel: { properties: { id: { "x-ms-capabilities": capabilities } } } },
});
const AT = `/definitions/Parcel/properties/id/x-ms-capabilities/${KEY}`;

export default defineRule("schemas", {
  id: "schema-filter-functions",
  statement: "The filter functions of a column are known, named once, and are listed in a response schema.",
  why: "The platform refuses the import: Power Apps learns from the list which filters it may leave to the service.",
  severity: { import: "error", certification: "error" },
  codes: [
    "FilterFunctionsPropertyEmpty",
    "FilterFunctionsPropertyHasDuplicates",
    "FilterFunctionsPropertyInvalidValue",
    "FilterFunctionsPropertyInInputSchema",
  ],
  sources: [
    VALIDATOR_CODES,
    "https://github.com/microsoft/Power-Fx/blob/main/src/libraries/Microsoft.PowerFx.Core/Functions/Delegation/OperationCapabilityMetadata.cs",
  ],
  fixable: true,
  removes: "list",
  shape: [
    {
      of: "tableCapabilities",
      faults: ["type", "empty", "value"],
      keys: [KEY],
      say({ value, entry, place, holder, node }) {
        if (isInputOnly(node)) return undefined;
        if (entry === undefined) return ofList(value, place, schemaName(node));
        // A second one is reported as such.
        const first = ownArray(holder, KEY)?.indexOf(value as JsonValue);
        return first === entry ? unknownFunction(value) : undefined;
      },
    },
  ],
  onlyWith: ["x-ms-capabilities", KEY],
  checks: {
    schema(schema, context) {
      const capabilities = ownObject(schema.value, "x-ms-capabilities");
      checkPlace(schema, own(capabilities, KEY), ["x-ms-capabilities", KEY], context);
      // Nothing reads it there, which is said as well; what it holds would be as wrong in its right place.
      const here = own(schema.value, KEY);
      if (!checkPlace(schema, here, [KEY], context)) return;
      const place = schema.at(KEY);
      if (!Array.isArray(here) || here.length === 0) {
        const said = ofList(here, place, schemaName(schema));
        context.report(place, said.message, said);
        return;
      }
      for (const [index, name] of here.entries()) {
        if (here.indexOf(name) < index || (typeof name === "string" && FUNCTIONS.includes(name))) continue;
        const said = unknownFunction(name);
        context.report(schema.at(KEY, index), said.message, said);
      }
    },
  },
  bad: [
    { definition: parcel({ [KEY]: [] }), at: [AT] },
    { definition: parcel({ [KEY]: ["eq", "eq"] }), at: [`${AT}/1`] },
    { definition: parcel({ [KEY]: ["eq", "equals"] }), at: [`${AT}/1`] },
    {
      definition: {
        parameters: {
          Order: {
            name: "body",
            in: "body",
            schema: {
              type: "object",
              properties: { id: { type: "string", "x-ms-capabilities": { [KEY]: ["eq"] } } },
            },
          },
        },
      },
      at: [`/parameters/Order/schema/properties/id/x-ms-capabilities/${KEY}`],
    },
  ],
  good: [{ definition: parcel({ [KEY]: ["eq", "startswith"] }) }],
});

function isInputOnly(schema: Node): boolean {
  // A definition that is also returned by an operation may carry the list.
  return schema.usage === USED_AS.input;
}

function ofList(functions: JsonValue | undefined, place: Place, name: string): Saying {
  const empty = Array.isArray(functions);
  return {
    message: empty
      ? `The list of filter functions of ${name} is empty.`
      : `The filter functions of ${name} are ${kindName(functions)}, not an array.`,
    help: 'List what the service can filter by, such as ["eq", "ne"]. If it filters nothing, remove the list.',
    codes: [empty ? "FilterFunctionsPropertyEmpty" : "FilterFunctionsPropertyInvalidValue"],
    fix: empty
      ? { title: "Remove the empty list", edits: (document) => removeAt(document, place.pointer) }
      : undefined,
  };
}

function unknownFunction(name: JsonValue | undefined): Saying {
  const text = typeof name === "string" ? name : undefined;
  return {
    message: `There is no filter function ${text === undefined ? show(name) : quote(text)}.`,
    help: `${text === undefined ? "" : didYouMean(text, FUNCTIONS)}Write functions such as ${list(FUNCTIONS.slice(0, 6))}.`,
    codes: ["FilterFunctionsPropertyInvalidValue"],
    fix: undefined,
  };
}

/** Reports a list in an input and functions that are listed twice; gives whether there is more to look at. */
function checkPlace(
  schema: Node,
  functions: JsonValue | undefined,
  path: readonly string[],
  context: Context,
): boolean {
  if (functions === undefined) return false;
  if (isInputOnly(schema)) {
    const place = schema.at(...path);
    context.report(
      place,
      `${schemaName(schema).replace(/^t/, "T")} is an input and lists filter functions.`,
      {
        help: "Remove them: only columns that an operation returns can be filtered.",
        part: "key",
        codes: ["FilterFunctionsPropertyInInputSchema"],
        fix: { title: "Remove the filter functions", edits: (document) => removeAt(document, place.pointer) },
      },
    );
    return false;
  }
  if (!Array.isArray(functions)) return true;
  for (const [index, name] of functions.entries()) {
    const first = functions.indexOf(name);
    if (first === index) continue;
    const place = schema.at(...path, index);
    context.report(
      place,
      `The filter function ${show(name)} occurs twice in the list of ${schemaName(schema)}.`,
      {
        help: "Remove one of the two.",
        related: [{ place: schema.at(...path, first), label: "first here" }],
        codes: ["FilterFunctionsPropertyHasDuplicates"],
        fix: { title: "Remove the second one", edits: (document) => removeAt(document, place.pointer) },
      },
    );
  }
  return true;
}
