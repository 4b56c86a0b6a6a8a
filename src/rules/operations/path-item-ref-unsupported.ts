import { own } from "../../json/values.ts";
import { quote, show } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { VALIDATOR_CODES } from "../sources.ts";

export default defineRule("operations", {
  id: "path-item-ref-unsupported",
  statement: "A path holds its operations itself instead of referring to them.",
  why: "The platform does not follow a reference in place of a path, and the import refuses the definition.",
  severity: { import: "error", certification: "error" },
  codes: ["PathItemRefNotSuppored"],
  sources: [VALIDATOR_CODES],
  onlyWith: ["$ref"],
  checks: {
    pathItem(node, context) {
      const ref = own(node.value, "$ref");
      if (ref === undefined) return;
      context.report(
        node.at("$ref"),
        `The path ${quote(String(node.key))} refers to ${show(ref)} by "$ref".`,
        {
          help: "Copy the operations of that path here, with operationIds of their own; their parameters, responses and schemas may be shared by reference.",
          part: "key",
        },
      );
    },
  },
  bad: [{ definition: { paths: { "/stamps": { $ref: "#/paths/~1depots" } } }, at: ["/paths/~1stamps/$ref"] }],
  good: [{ definition: { paths: { "/depots": { parameters: [{ $ref: "#/parameters/q" }] } } } }],
});
