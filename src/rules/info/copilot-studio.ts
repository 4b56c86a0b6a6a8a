/** Names of the products that connectors are used in have no place in texts. */

import { ownString } from "../../json/values.ts";
import { DEPOTS, depotsWith } from "../examples/small-changes.ts";
import type { Context } from "../language/context.ts";
import type { Node } from "../language/node.ts";
import { quote } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { STRING_GUIDANCE } from "../sources.ts";

const PRODUCT = /\b(?:Microsoft\s+)?(?:Copilot\s+Studio|Power\s+Virtual\s+Agents?)\b/i;

function check(node: Node, key: string, context: Context): void {
  const text = ownString(node.value, key);
  const found = text === undefined ? undefined : PRODUCT.exec(text.slice(0, 10_000))?.[0];
  if (found === undefined) return;
  const subject = node.kind === "info" ? "connector" : node.kind === "operation" ? "operation" : "parameter";
  context.report(node.at(key), `The ${key} names the product ${quote(found)}.`, {
    help: `Write "agents" in its place, or leave the name out. If the ${subject} is about ${found} itself, leave it.`,
    label: "the name of a product",
  });
}

export default defineRule("info", {
  id: "text-copilot-studio",
  statement: "Titles and descriptions do not name Copilot Studio.",
  why: "A connector works in all products of the Power Platform, and the guide on texts allows none of their names; reviewers are reported to return connectors that name Copilot Studio.",
  severity: { import: "info", certification: "warning" },
  sources: [STRING_GUIDANCE],
  inferred: true,
  yieldsTo: ["info-title-product-names", "info-description-restricted-words", "op-summary-product-names"],
  checks: {
    info(node, context) {
      check(node, "title", context);
      check(node, "description", context);
    },
    operation(node, context) {
      check(node, "summary", context);
      check(node, "description", context);
    },
    parameter(node, context) {
      check(node, "description", context);
    },
  },
  bad: [
    {
      definition: { info: { description: "Fabrikam Parcels sends parcels from agents of Copilot Studio." } },
      at: ["/info/description"],
    },
    {
      definition: depotsWith({ description: "Lists depots for Power Virtual Agents." }),
      at: [`${DEPOTS}/description`],
    },
  ],
  good: [{ definition: { info: { description: "Fabrikam Parcels sends parcels for agents and flows." } } }],
});
