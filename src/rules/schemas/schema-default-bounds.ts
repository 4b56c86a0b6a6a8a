import { type JsonObject, type JsonValue, own } from "../../json/values.ts";
import { counted } from "../../machine/terminal/counted.ts";
import { DEPOTS, depotsWith, PARCEL, parcelWith } from "../examples/small-changes.ts";
import { schemaName } from "../facts/schema-name.ts";
import { onTyped } from "../facts/value-types.ts";
import { quote, show } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { SWAGGER_2 } from "../sources.ts";

const size = (schema: JsonObject) => parcelWith({ size: schema });
const AT = `${PARCEL}/size/default`;

/** The bound that a default breaks, with its words; undefined if it breaks none. */
function broken(schema: JsonObject, value: JsonValue): { key: string; says: string } | undefined {
  const number = (key: string) => {
    const bound = own(schema, key);
    return typeof bound === "number" ? bound : undefined;
  };
  const low = number("minimum");
  const high = number("maximum");
  if (typeof value === "number") {
    if (low !== undefined && (value < low || (value === low && own(schema, "exclusiveMinimum") === true)))
      return {
        key: "minimum",
        says:
          value < low ? `is below the minimum ${low}` : `is not above the minimum ${low}, which is exclusive`,
      };
    if (high !== undefined && (value > high || (value === high && own(schema, "exclusiveMaximum") === true)))
      return {
        key: "maximum",
        says:
          value > high
            ? `is above the maximum ${high}`
            : `is not below the maximum ${high}, which is exclusive`,
      };
    const step = number("multipleOf");
    if (step !== undefined && step >= 1 && Number.isInteger(step) && value % step !== 0)
      return { key: "multipleOf", says: `is not a multiple of ${step}` };
    return undefined;
  }
  const count =
    typeof value === "string" ? [...value].length : Array.isArray(value) ? value.length : undefined;
  if (count === undefined) return undefined;
  const unit = typeof value === "string" ? "Length" : "Items";
  const what = typeof value === "string" ? "character" : "item";
  const least = number(`min${unit}`);
  const most = number(`max${unit}`);
  if (least !== undefined && count < least)
    return { key: `min${unit}`, says: `has ${counted(count, what)}; min${unit} asks for ${least}` };
  if (most !== undefined && count > most)
    return { key: `max${unit}`, says: `has ${counted(count, what)}; max${unit} allows ${most}` };
  const pattern = own(schema, "pattern");
  if (typeof value === "string" && typeof pattern === "string" && matches(pattern, value) === false)
    return { key: "pattern", says: `does not match the pattern ${quote(pattern)}` };
  return undefined;
}

/** What .NET and JavaScript read alike, and cannot take long on a short text: a few simple repetitions, no groups repeated. */
const SIMPLE_PATTERN = /^(?!.*\)[*+{?])(?!.*\(\?)(?!.*\\[^dwsDWSnrt./\-+*?()[\]{}^$|@#:])[\x20-\x7e]{1,100}$/;

/** Whether a text matches; undefined where the pattern is not simple enough to tell. */
function matches(pattern: string, text: string): boolean | undefined {
  const repeated = pattern.match(/[*+]|\{\d+,\d*\}/g)?.length ?? 0;
  if (text.length > 40 || repeated > 3 || !SIMPLE_PATTERN.test(pattern)) return undefined;
  try {
    return new RegExp(pattern).test(text);
  } catch {
    return undefined;
  }
}

export default defineRule("schemas", {
  id: "schema-default-bounds",
  statement: "A default is within the limits set beside it.",
  why: "Makers who leave the default as it is send a value that the service, by these very bounds, refuses.",
  severity: { import: "warning", certification: "warning" },
  sources: [SWAGGER_2, "https://json-schema.org/draft-04/draft-fge-json-schema-validation-00"],
  yieldsTo: ["schema-default-type", "schema-numeric-bounds"],
  onlyWith: ["default"],
  checks: onTyped((node, context) => {
    const value = own(node.value, "default");
    if (value === undefined) return;
    const fault = broken(node.value, value);
    if (!fault) return;
    context.report(
      node.at("default"),
      `The default${Array.isArray(value) ? "" : ` ${show(value)}`} of ${schemaName(node)} ${fault.says}.`,
      {
        help: `Write a default that fits "${fault.key}". If the service takes this one, correct "${fault.key}" instead.`,
        related: [{ place: node.at(fault.key), label: "the bound" }],
      },
    );
  }),
  bad: [
    { definition: size({ type: "integer", minimum: 1, maximum: 100, default: 250 }), at: [AT] },
    { definition: size({ type: "integer", minimum: 1, default: 0 }), at: [AT] },
    { definition: size({ type: "number", maximum: 5, exclusiveMaximum: true, default: 5 }), at: [AT] },
    { definition: size({ type: "string", maxLength: 2, default: "abc" }), at: [AT] },
    { definition: size({ type: "string", pattern: "^[0-9]+$", default: "abc" }), at: [AT] },
    {
      definition: depotsWith({
        parameters: [
          { name: "kinds", in: "query", type: "array", items: { type: "string" }, minItems: 1, default: [] },
        ],
      }),
      at: [`${DEPOTS}/parameters/0/default`],
    },
  ],
  good: [{ definition: size({ type: "integer", minimum: 1, maximum: 100, default: 100 }) }],
});
