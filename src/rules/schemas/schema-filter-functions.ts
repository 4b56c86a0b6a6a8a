import { removeAt } from "../../json/edits.ts";
import { type JsonValue, own, ownObject } from "../../json/values.ts";
import type { Context } from "../language/context.ts";
import { didYouMean } from "../language/nearest.ts";
import { type Node, type Place, USED_AS } from "../language/node.ts";
import { kindName, list, quote, show } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { VALIDATOR_CODES } from "../sources.ts";

/** The operators that Power Apps reads from the capabilities of a table's columns. */
const FUNCTIONS =
  `eq ne lt le gt ge and or not contains indexof substringof startswith endswith length tolower toupper
trim null date year month day hour minute second sum min max average count countdistinct add sub mul div top cdsin
astype arraylookup`.split(/\s+/);

const KEY = "filterFunctions";
const parcel = (capabilities: Record<string, JsonValue>) => ({
  definitions: { Parcel: { properties: { id: { "x-ms-capabilities": capabilities } } } },
});
const AT = `/definitions/Parcel/properties/id/x-ms-capabilities/${KEY}`;

export default defineRule({
  id: "schema-filter-functions",
  group: "schemas",
  statement: "The filter functions of a column are known, named once, and are listed in a response schema.",
  why: "The service refuses the import: Power Apps learns from the list which filters it may leave to the service.",
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
  onlyWith: ["x-ms-capabilities", KEY],
  checks: {
    schema(schema, context) {
      const capabilities = ownObject(schema.value, "x-ms-capabilities");
      if (capabilities && own(capabilities, KEY) !== undefined)
        checkList(
          schema,
          own(capabilities, KEY),
          (...tokens) => schema.at("x-ms-capabilities", KEY, ...tokens),
          context,
        );
      if (own(schema.value, KEY) !== undefined)
        checkList(schema, own(schema.value, KEY), (...tokens) => schema.at(KEY, ...tokens), context);
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

function checkList(
  schema: Node,
  functions: JsonValue | undefined,
  at: (...tokens: number[]) => Place,
  context: Context,
): void {
  // A definition that is also returned by an operation may carry the list.
  if (schema.usage === USED_AS.input) {
    context.report(at(), "Filter functions are listed in an input schema.", {
      help: "Remove them: only columns that an operation returns can be filtered.",
      part: "key",
      codes: ["FilterFunctionsPropertyInInputSchema"],
      fix: { title: "Remove the filter functions", edits: (document) => removeAt(document, at().pointer) },
    });
    return;
  }
  if (!Array.isArray(functions) || functions.length === 0) {
    const empty = Array.isArray(functions);
    context.report(
      at(),
      empty
        ? "The list of filter functions is empty."
        : `The filter functions are ${kindName(functions)}, not an array.`,
      {
        help: 'List the functions, such as ["eq", "ne"], or remove the list.',
        codes: [empty ? "FilterFunctionsPropertyEmpty" : "FilterFunctionsPropertyInvalidValue"],
        fix: empty
          ? { title: "Remove the empty list", edits: (document) => removeAt(document, at().pointer) }
          : undefined,
      },
    );
    return;
  }
  const seen = new Map<JsonValue, number>();
  for (const [index, name] of functions.entries()) {
    const first = seen.get(name);
    if (first !== undefined) {
      context.report(at(index), `The filter function ${show(name)} occurs twice in the list.`, {
        help: "Remove one of the two.",
        related: [{ place: at(first), label: "first here" }],
        codes: ["FilterFunctionsPropertyHasDuplicates"],
        fix: { title: "Remove the second one", edits: (document) => removeAt(document, at(index).pointer) },
      });
      continue;
    }
    seen.set(name, index);
    if (typeof name === "string" && FUNCTIONS.includes(name)) continue;
    const shown = typeof name === "string" ? quote(name) : show(name);
    context.report(at(index), `There is no filter function ${shown}.`, {
      help: `${typeof name === "string" ? didYouMean(name, FUNCTIONS) : ""}Write functions such as ${list(FUNCTIONS.slice(0, 6))}.`,
      codes: ["FilterFunctionsPropertyInvalidValue"],
    });
  }
}
