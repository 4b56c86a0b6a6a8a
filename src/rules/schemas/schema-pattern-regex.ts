import { own } from "../../json/values.ts";
import { dotNetRegexFault } from "../facts/dotnet-regex.ts";
import { onTyped } from "../facts/value-types.ts";
import { kindName, quote } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { VALIDATOR_CODES } from "../sources.ts";

export default defineRule({
  id: "schema-pattern-regex",
  group: "schemas",
  statement: "A pattern is a regular expression that .NET compiles.",
  why: "The service compiles patterns with .NET and refuses the import if it cannot.",
  severity: { import: "error", certification: "error" },
  codes: ["PatternShouldBeValidRegularExpression", "JsonTypeIncorrect"],
  sources: [
    VALIDATOR_CODES,
    "https://learn.microsoft.com/dotnet/standard/base-types/regular-expression-language-quick-reference",
  ],
  onlyWith: ["pattern"],
  checks: onTyped((node, context) => {
    const pattern = own(node.value, "pattern");
    if (pattern === undefined) return;
    const place = node.at("pattern");
    if (typeof pattern !== "string") {
      context.report(place, `The pattern is ${kindName(pattern)}, not a text.`, {
        help: "Write the regular expression as a text, or remove it.",
        codes: ["JsonTypeIncorrect"],
      });
      return;
    }
    const fault = dotNetRegexFault(pattern);
    if (!fault) return;
    context.report(place, `The pattern ${quote(pattern)} ${fault.message}.`, {
      help: `Look at character ${fault.at + 1} of the pattern; remember that a backslash is written twice in JSON.`,
      codes: ["PatternShouldBeValidRegularExpression"],
    });
  }),
  bad: [
    {
      definition: { definitions: { Parcel: { properties: { id: { pattern: "^[A-Z{2}" } } } } },
      at: ["/definitions/Parcel/properties/id/pattern"],
    },
    {
      definition: { parameters: { Id: { name: "id", in: "query", type: "string", pattern: "(\\d+" } } },
      at: ["/parameters/Id/pattern"],
    },
  ],
  good: [
    {
      definition: {
        definitions: { Parcel: { properties: { id: { pattern: "^(?<c>[A-Z-[IO]]{2})\\d+$" } } } },
      },
    },
  ],
});
