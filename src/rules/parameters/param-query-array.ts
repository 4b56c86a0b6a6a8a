import { type JsonObject, own, ownString } from "../../json/values.ts";
import { DEPOTS, depotsWith } from "../examples/small-changes.ts";
import { RETYPED } from "../facts/parameter-kinds.ts";
import { quote } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { issuesOf, POWER_FX_PARSER } from "../sources.ts";

const ids = (more: JsonObject) =>
  depotsWith({ parameters: [{ name: "ids", type: "array", items: { type: "string" }, ...more }] });

export default defineRule("parameters", {
  id: "param-query-array",
  statement: "A query parameter or header is not an array where canvas apps are to use the connector.",
  why: "The portal saves it, but is reported to say that the connector could not be converted for Power Apps: canvas apps do not offer the operation.",
  severity: { import: "info", certification: "info" },
  sources: [
    `reported: ${issuesOf("MicrosoftDocs/BusinessApplicationPlatform-Connectors-public", 344)}`,
    POWER_FX_PARSER,
  ],
  checks: {
    parameter(node, context) {
      const place = ownString(node.value, "in");
      if (ownString(node.value, "type") !== "array" || (place !== "query" && place !== "header")) return;
      const name = ownString(node.value, "name") ?? "";
      const format = own(node.value, "collectionFormat");
      context.report(
        node.at("type"),
        `The ${place === "query" ? "query parameter" : "header"} ${quote(name)} is an array.`,
        {
          help: `If apps are to use it, write "type": "string", delete "items" and say in the description how values are separated${format === "multi" ? "; a script can make several parameters of them" : ", such as by commas"}. ${RETYPED} Otherwise leave it.`,
        },
      );
    },
  },
  bad: [{ definition: ids({ in: "query" }), at: [`${DEPOTS}/parameters/0/type`] }],
  good: [{ definition: ids({ in: "query", type: "string", items: null }) }],
});
