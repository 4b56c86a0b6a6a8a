import { type JsonValue, own } from "../../json/values.ts";
import { schemaName } from "../facts/schema-name.ts";
import { onTyped, TYPED } from "../facts/value-types.ts";
import type { Context } from "../language/context.ts";
import type { Node } from "../language/node.ts";
import { defineRule } from "../language/rule.ts";
import { VALIDATOR_CODES } from "../sources.ts";

/** Pairs of a lower and an upper bound, with the codes of the service. */
const PAIRS = [
  ["minimum", "maximum", "MinimumShouldBeLessThanOrEqualToMaximum"],
  ["minLength", "maxLength", "MinLengthShouldBeLessThanOrEqualToMaxLength"],
  ["minItems", "maxItems", "MinItemsShouldBeLessThanOrEqualToMaxItems"],
  ["minProperties", "maxProperties", undefined],
] as const;

/** Bounds that count something. */
const COUNTS = ["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"] as const;
const NUMBERS = ["minimum", "maximum", "multipleOf", ...COUNTS] as const;
const EXCLUSIVE = [
  ["exclusiveMinimum", "minimum", "ExclusiveMinimumRequiresMinimum"],
  ["exclusiveMaximum", "maximum", "ExclusiveMaximumRequiresMaximum"],
] as const;

const negativeCode = (key: string) => `${key[0]?.toUpperCase()}${key.slice(1)}MustBeGreaterThanOrEqualToZero`;

const size = (schema: Record<string, JsonValue>) => ({
  definitions: { Parcel: { properties: { size: schema } } },
});
const AT = "/definitions/Parcel/properties/size";

export default defineRule("schemas", {
  id: "schema-numeric-bounds",
  statement:
    "Bounds are numbers that make sense: lower ones not above upper ones, lengths and counts not negative.",
  why: "Microsoft's validator refuses the import over bounds that contradict each other, cannot be counted, or lack their other half.",
  severity: { import: "error", certification: "error" },
  codes: [
    ...PAIRS.flatMap(([, , code]) => code ?? []),
    ...EXCLUSIVE.map(([, , code]) => code),
    ...COUNTS.map(negativeCode),
    "MultipleOfMustBeGreaterThanZero",
    "JsonTypeIncorrect",
  ],
  sources: [VALIDATOR_CODES, "observed: none but one sample"],
  fixable: true,
  shape: [
    {
      of: TYPED,
      faults: ["type"],
      keys: EXCLUSIVE.map(([key]) => key),
      say: ({ key }) => ({
        help: `Write the bound as ${key === "exclusiveMinimum" ? "minimum" : "maximum"}, and ${key}: true beside it.`,
      }),
    },
    {
      of: TYPED,
      faults: ["type"],
      keys: NUMBERS,
      say({ key, value, node }) {
        if (typeof value !== "number") return {};
        if (value > 0 && key !== "multipleOf")
          return {
            message: `${key} of ${schemaName(node)} is ${value}; what is counted has to be whole.`,
            help: `Write ${Math.floor(value)} or ${Math.ceil(value)}.`,
          };
        return key === "multipleOf"
          ? {
              message: `multipleOf of ${schemaName(node)} is ${value}; it has to be greater than zero.`,
              help: "Write the step between allowed values, such as 1 or 0.01.",
              codes: ["MultipleOfMustBeGreaterThanZero"],
            }
          : {
              message: `${key} of ${schemaName(node)} is ${value}; it cannot be negative.`,
              help: "Write 0 or more, or remove it.",
              codes: [negativeCode(key)],
            };
      },
    },
  ],
  onlyWith: [...NUMBERS, ...EXCLUSIVE.map(([key]) => key)],
  checks: onTyped((node, context) => {
    const { value } = node;
    for (const [key, needed, code] of EXCLUSIVE) {
      if (typeof own(value, key) === "boolean" && own(value, needed) === undefined) {
        context.report(node.at(key), `${key} of ${schemaName(node)} has no ${needed} beside it.`, {
          help:
            own(node.value, key) === false
              ? `Remove it: without ${needed} it says nothing.`
              : `Add "${needed}" with the bound, or remove it.`,
          part: "key",
          codes: [code],
        });
      }
    }
    for (const [low, high, code] of PAIRS) {
      const least = own(value, low);
      const most = own(value, high);
      if (typeof least !== "number" || typeof most !== "number" || least <= most) continue;
      context.report(
        node.at(low),
        `The ${low} ${least} of ${schemaName(node)} is greater than its ${high} ${most}.`,
        {
          help: `Write a ${low} of at most ${most}, or a ${high} of at least ${least}.`,
          related: [{ place: node.at(high), label: "the upper bound" }],
          codes: code ? [code] : [],
        },
      );
    }
    checkRoom(node, context);
  }),
  bad: [
    { definition: size({ type: "integer", minimum: 5, maximum: 2 }), at: [`${AT}/minimum`] },
    { definition: size({ type: "integer", exclusiveMinimum: true }), at: [`${AT}/exclusiveMinimum`] },
    { definition: size({ type: "integer", exclusiveMaximum: true }), at: [`${AT}/exclusiveMaximum`] },
    {
      definition: size({ type: "integer", minimum: 1, exclusiveMinimum: 1 }),
      at: [`${AT}/exclusiveMinimum`],
    },
    {
      definition: size({ type: "number", minimum: 5, maximum: 5, exclusiveMaximum: true }),
      at: [`${AT}/minimum`],
    },
    {
      definition: size({
        type: "integer",
        minimum: 5,
        exclusiveMinimum: true,
        maximum: 6,
        exclusiveMaximum: true,
      }),
      at: [`${AT}/minimum`],
    },
    { definition: size({ type: "string", minLength: 9, maxLength: 3 }), at: [`${AT}/minLength`] },
    { definition: size({ type: "string", minLength: -1 }), at: [`${AT}/minLength`] },
    { definition: size({ type: "string", maxLength: -1 }), at: [`${AT}/maxLength`] },
    { definition: size({ type: "string", maxLength: "20" }), at: [`${AT}/maxLength`] },
    { definition: size({ type: "string", maxLength: 2.5 }), at: [`${AT}/maxLength`] },
    {
      definition: size({ type: "array", items: { type: "string" }, minItems: 9, maxItems: 3 }),
      at: [`${AT}/minItems`],
    },
    {
      definition: size({ type: "array", items: { type: "string" }, minItems: -2, maxItems: -1 }),
      at: [`${AT}/minItems`, `${AT}/maxItems`],
    },
    { definition: size({ type: "object", minProperties: 9, maxProperties: 3 }), at: [`${AT}/minProperties`] },
    {
      definition: size({ type: "object", minProperties: -2, maxProperties: -1 }),
      at: [`${AT}/minProperties`, `${AT}/maxProperties`],
    },
    {
      definition: { parameters: { Step: { name: "step", in: "query", type: "number", multipleOf: 0 } } },
      at: ["/parameters/Step/multipleOf"],
    },
  ],
  good: [
    {
      definition: size({ type: "integer", minimum: 2, maximum: 2, exclusiveMinimum: false, multipleOf: 0.5 }),
    },
    { definition: size({ type: "string", minLength: 0, maxLength: 3 }) },
  ],
});

/** Bounds in the right order can still have nothing between them. The service only compares the two. */
function checkRoom(node: Node, context: Context): void {
  const least = own(node.value, "minimum");
  const most = own(node.value, "maximum");
  if (typeof least !== "number" || typeof most !== "number" || least > most) return;
  const withoutLeast = own(node.value, "exclusiveMinimum") === true;
  const withoutMost = own(node.value, "exclusiveMaximum") === true;
  const first = withoutLeast ? Math.floor(least) + 1 : Math.ceil(least);
  const last = withoutMost ? Math.ceil(most) - 1 : Math.floor(most);
  const isInteger = own(node.value, "type") === "integer";
  if (isInteger ? first <= last : least < most || (!withoutLeast && !withoutMost)) return;
  context.report(
    node.at("minimum"),
    `No ${isInteger ? "integer" : "number"} fits ${schemaName(node)}: none is ${withoutLeast ? "greater than" : "at least"} ${least} and ${withoutMost ? "less than" : "at most"} ${most}.`,
    {
      help: `Remove ${withoutLeast ? "exclusiveMinimum" : withoutMost ? "exclusiveMaximum" : "one of the bounds"} if the bound itself is allowed; otherwise correct the bounds.`,
      related: [{ place: node.at("maximum"), label: "the upper bound" }],
      severity: "warning",
      codes: [],
    },
  );
}
