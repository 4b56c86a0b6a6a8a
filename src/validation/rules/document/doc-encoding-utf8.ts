import { readProblems } from "../../facts/read-problems.ts";
import { issue, PACONN_UPSERT } from "../../facts/sources.ts";
import { defineRule } from "../../rule.ts";

export default defineRule({
  id: "doc-encoding-utf8",
  group: "document",
  statement: "Text files are UTF-8.",
  why: "In any other encoding, letters beyond English arrive garbled, or the upload stops at the first of them.",
  severity: { import: "error", certification: "error" },
  codes: [],
  sources: [PACONN_UPSERT, issue(117)],
  checks: {
    connector(context) {
      for (const { part, problem } of context.fact(readProblems)) {
        if (problem.code !== "not-utf8") continue;
        // What people read only is no reason to refuse a connector.
        const prose = part === "readme" || part === "intro" || part === "settings";
        context.report({ file: problem.file, pointer: "" }, problem.message, {
          help: problem.help,
          range: { start: problem.start ?? 0, end: problem.end ?? 0 },
          ...(prose && { severity: "warning" as const }),
        });
      }
    },
  },
  bad: [
    {
      files: { "apiProperties.json": Buffer.from('{"properties": {"publisher": "Caf\u00e9"}}', "latin1") },
      at: ["apiProperties.json#"],
    },
    {
      files: { "apiDefinition.swagger.json": Buffer.from('{"swagger": "2.0"}', "utf16le") },
      at: [""],
    },
    {
      files: { "readme.md": Buffer.from("\ufeff# Parcels", "utf16le") },
      at: ["readme.md#"],
    },
  ],
  good: [{ files: { "readme.md": "# Caf\u00e9" } }],
});
