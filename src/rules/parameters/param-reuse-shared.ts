import type { Parameter } from "../../definition/model.ts";
import { addTo } from "../language/add-to.ts";
import { quote } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { CODING_STANDARDS } from "../sources.ts";

/** Chosen: twice may be chance, three times is a pattern. */
const MIN_REPEATED = 3;

const Q = {
  name: "region",
  in: "query",
  type: "string",
  "x-ms-summary": "Region",
  description: "Region to look in.",
};
const listedIn = (...paths: string[]) =>
  Object.fromEntries(
    paths.map((path) => [path, { get: { operationId: path.slice(1), parameters: [{ ...Q }] } }]),
  ) as never;

export default defineRule("parameters", {
  id: "param-reuse-shared",
  statement: `A parameter that ${MIN_REPEATED} or more operations repeat is defined under #/parameters.`,
  why: "Nothing breaks, but whoever changes its label or default has to find every copy, and makers see two labels where one is missed.",
  severity: { import: "info", certification: "info" },
  sources: [CODING_STANDARDS],
  checks: {
    connector(context) {
      // By name first: comparing texts of parameters is worth it only for those that can be alike.
      const byName = new Map<string, Parameter[]>();
      for (const operation of context.model.operations) {
        for (const parameter of operation.parameters) {
          // Shared already, or written once for the whole path.
          if (parameter.source !== "operation" || parameter.pointer !== parameter.usedAt) continue;
          if (parameter.in === "body") continue;
          addTo(byName, `${parameter.in} ${parameter.name}`, parameter);
        }
      }
      for (const candidates of byName.values()) {
        if (candidates.length < MIN_REPEATED) continue;
        for (const [first, count] of repeated(candidates)) {
          context.report(
            context.inDefinition(first.pointer),
            `${count} operations repeat the parameter ${quote(first.name)} word for word; this is the first.`,
            {
              help: `Move it to "parameters" at the root and refer to it by {"$ref": "#/parameters/${first.name}"}.`,
              label: "the first of them",
            },
          );
        }
      }
    },
  },
  bad: [{ definition: { paths: listedIn("/a", "/b", "/c") }, at: ["/paths/~1a/get/parameters/0"] }],
  good: [{ definition: { paths: listedIn("/a", "/b") } }],
});

/** The first of each set of parameters that are written alike, with their number. */
function repeated(parameters: readonly Parameter[]): [Parameter, number][] {
  const counts = new Map<string, [Parameter, number]>();
  for (const parameter of parameters) {
    const text = JSON.stringify(parameter.value);
    const found = counts.get(text);
    if (found) found[1]++;
    else counts.set(text, [parameter, 1]);
  }
  return [...counts.values()].filter(([, count]) => count >= MIN_REPEATED);
}
