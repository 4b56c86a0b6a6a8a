/** The archive of a certification package, where the version before is one. */
import type { PreviousPackageFault } from "../language/previous.ts";
import { defineRules, type StatedRule } from "../language/rule.ts";
import { CERTIFICATION } from "../sources.ts";

function packageRule(
  id: PreviousPackageFault["rule"],
  statement: string,
  why: string,
  example: string,
): StatedRule {
  const fault = { rule: id, message: example, help: "Build the package again." };
  return {
    id,
    statement,
    why: `${why} Asked for with \`--previous PACKAGE.zip\`; \`package --verify\` lists every check.`,
    severity: { import: "warning", certification: "error" },
    sources: [CERTIFICATION],
    checks: {
      connector(context) {
        const file = context.connector.definition?.file ?? "apiDefinition.swagger.json";
        for (const { rule, message, help } of context.previous?.packageFaults ?? [])
          if (rule === id) context.report({ file, pointer: "" }, message, { help });
      },
    },
    bad: [{ previous: { changes: [], packageFaults: [fault] }, at: [""] }],
    good: [{ previous: { changes: [], packageFaults: [] } }],
  };
}

export default defineRules("package-files", [
  packageRule(
    "pkg-zip-structure",
    "A certification archive holds exactly one introduction and one package, and the package one folder with its solutions.",
    "The certification script refuses any other structure.",
    "old.zip: there is one .md file (check 8): none.",
  ),
  packageRule(
    "pkg-zip-solutions",
    "One solution of a certification package holds only the connector, another the connector and flows.",
    "The certification script refuses packages without either.",
    "old.zip: there is a connector and a flow solution (check 14): connector solutions: 1, flow solutions: 0.",
  ),
]);
