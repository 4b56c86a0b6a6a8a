import type { ConnectorFolder } from "../../definition/connector-folder.ts";
import { documentNamed } from "../../definition/document-named.ts";
import { readProblems } from "../facts/read-problems.ts";
import { defineRule } from "../language/rule.ts";
import { issue, PACONN_UPSERT } from "../sources.ts";

export default defineRule("document", {
  id: "doc-encoding-utf8",
  statement: "Text files are UTF-8.",
  why: "paconn, pac and the portal read the file as UTF-8: in another encoding, letters beyond English arrive garbled, or the upload stops at the first of them.",
  severity: { import: "error", certification: "error" },
  sources: [PACONN_UPSERT, issue(117)],
  fixable: true,
  checks: {
    connector(context) {
      for (const { part, problem } of context.fact(readProblems)) {
        if (problem.code !== "not-utf8") continue;
        // What people read only is no reason to refuse a connector.
        // A script is uploaded as it is, and a sign of a comment does no harm: no source says that it is refused.
        const lenient = part === "readme" || part === "intro" || part === "settings" || part === "script";
        context.report({ file: problem.file, pointer: "" }, problem.message, {
          help: problem.help,
          range: { start: problem.start ?? 0, end: problem.end ?? 0 },
          ...(lenient && { severity: "warning" as const }),
          // UTF-16 says so in its first bytes; any other encoding is a guess.
          ...(isUtf16(context.connector, problem.file) && {
            fix: { title: "Write the file as UTF-8", edits: () => [], removeByteOrderMark: true },
          }),
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
    {
      files: {
        "apiProperties.json": Buffer.from(
          '\ufeff{"properties": {"connectionParameters": {}, "iconBrandColor": "#0B6A0B"}}',
          "utf16le",
        ),
      },
      at: ["apiProperties.json#"],
    },
    {
      files: {
        "script.csx": Buffer.from("// \u00a9 Fabrikam\npublic class Script : ScriptBase { }\n", "latin1"),
      },
      at: ["script.csx#"],
    },
  ],
  good: [{ files: { "readme.md": "# Caf\u00e9" } }],
});

function isUtf16(connector: ConnectorFolder, file: string): boolean {
  return documentNamed(connector, file)?.encoding.startsWith("utf-16") === true;
}
