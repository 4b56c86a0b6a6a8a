/** Workflow commands of GitHub Actions: each change becomes an annotation in the new version. */
import { escapeData, escapeProperty } from "../../machine/terminal/workflow-command.ts";
import type { ChangeClass } from "../change.ts";
import { type Format, pathOf, titleOf } from "../report.ts";

const COMMAND: Record<ChangeClass, string> = { breaking: "error", risky: "warning", safe: "notice" };

const github: Format = (report) =>
  report.changes
    .map((change) => {
      const { anchor } = change;
      const properties = [
        `file=${escapeProperty(pathOf(report, anchor.file))}`,
        `line=${anchor.line}`,
        `title=${escapeProperty(`${change.class}: ${titleOf(change.id)}`)}`,
      ];
      const text = `${change.message}\n${change.why}\n${change.help}`;
      return `::${COMMAND[change.class]} ${properties.join(",")}::${escapeData(text)}\n`;
    })
    .join("");

export default github;
