import { ownString } from "../../json/values.ts";
import { PARCEL, parcelWith } from "../examples/small-changes.ts";
import { dotNetRegexFault } from "../facts/dotnet-regex.ts";
import { schemaName } from "../facts/schema-name.ts";
import { onTyped, TYPED } from "../facts/value-types.ts";
import { quote } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { VALIDATOR_CODES } from "../sources.ts";

export default defineRule("schemas", {
  id: "schema-pattern-regex",
  statement: "A pattern is a regular expression that .NET compiles.",
  why: "The service compiles patterns with .NET and refuses the import if it cannot.",
  severity: { import: "error", certification: "error" },
  codes: ["PatternShouldBeValidRegularExpression", "JsonTypeIncorrect"],
  sources: [
    VALIDATOR_CODES,
    "https://learn.microsoft.com/dotnet/standard/base-types/regular-expression-language-quick-reference",
  ],
  onlyWith: ["pattern"],
  shape: [{ of: TYPED, faults: ["type"], keys: ["pattern"] }],
  checks: onTyped((node, context) => {
    const pattern = ownString(node.value, "pattern");
    const fault = pattern === undefined ? undefined : dotNetRegexFault(pattern);
    if (pattern === undefined || !fault) return;
    context.report(
      node.at("pattern"),
      `The pattern ${quote(pattern)} of ${schemaName(node)} ${fault.message}.`,
      {
        help: `Correct it from character ${fault.at + 1} on, ${quote(pattern.slice(fault.at, fault.at + 12))}; in JSON a backslash is written twice. If the service checks the value itself, remove the pattern.`,
        codes: ["PatternShouldBeValidRegularExpression"],
      },
    );
  }),
  bad: [
    { definition: parcelWith({ id: { pattern: "^[A-Z{2}" } }), at: [`${PARCEL}/id/pattern`] },
    {
      definition: { parameters: { Id: { name: "id", in: "query", type: "string", pattern: "(\\d+" } } },
      at: ["/parameters/Id/pattern"],
    },
  ],
  good: [{ definition: parcelWith({ id: { pattern: "^(?<c>[A-Z-[IO]]{2})\\d+$" } }) }],
});
