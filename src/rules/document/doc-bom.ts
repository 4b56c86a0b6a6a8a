import { defineRule } from "../language/rule.ts";

export default defineRule("document", {
  id: "doc-bom",
  statement: "Files start with their first character, not with a byte order mark.",
  why: "paconn create and update read the file without expecting the mark, and stop with a JSON error at its first character.",
  severity: { import: "warning", certification: "warning" },
  sources: ["microsoft/PowerPlatformConnectors: tools/paconn-cli/paconn/operations/upsert.py"],
  inferred: true,
  fixable: true,
  checks: {
    connector(context) {
      const { definition, properties } = context.connector;
      for (const document of [definition, properties]) {
        if (!document?.byteOrderMark || document.encoding !== "utf-8") continue;
        context.report(
          { file: document.file, pointer: "" },
          "The file starts with a byte order mark (EF BB BF).",
          {
            help: "Save the file as UTF-8 without a byte order mark.",
            range: { start: 0, end: 1 },
            fix: { title: "Remove the byte order mark", edits: () => [], removeByteOrderMark: true },
          },
        );
      }
    },
  },
  bad: [
    {
      files: { "apiProperties.json": '\ufeff{"properties": {"connectionParameters": {}}}' },
      at: ["apiProperties.json#"],
    },
  ],
});
