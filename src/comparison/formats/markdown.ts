/** For release notes and comments on pull requests. */
import type { Change, ChangeClass } from "../change.ts";
import { CLASSES } from "../change.ts";
import { type Format, placeText } from "../report.ts";

const TITLES: Record<ChangeClass, string> = {
  breaking: "Breaking changes",
  risky: "Risky changes",
  safe: "Safe changes",
};

const markdown: Format = (report) => {
  const { breaking, risky, safe } = report.summary;
  const parts = [
    `# Changes from ${inline(report.old)} to ${inline(report.new)}`,
    `${breaking} breaking, ${risky} risky, ${safe} safe. ${inline(report.advice)}`,
  ];
  for (const grade of CLASSES) {
    const changes = report.changes.filter((change) => change.class === grade);
    if (changes.length === 0) continue;
    parts.push(`## ${TITLES[grade]}`);
    parts.push(changes.map((change) => entry(change, grade !== "safe")).join("\n"));
  }
  if (report.notes.length > 0) parts.push(report.notes.map((note) => `*${inline(note)}*`).join("\n\n"));
  return `${parts.join("\n\n")}\n`;
};

export default markdown;

function entry(change: Change, explained: boolean): string {
  const place = change.new ?? change.old;
  const lines = [
    `- ${inline(change.message)} \`${change.id}\`${place ? `, ${inline(placeText(place))}` : ""}`,
  ];
  if (explained) lines.push(`  - ${inline(change.why)}`, `  - *Way out:* ${inline(change.help)}`);
  return lines.join("\n");
}

/** Text of a connector in Markdown: nothing of it becomes markup, a mention or a link. */
function inline(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .replace(/&/g, "&amp;")
    .replace(/[\\`*_{}[\]<>|#~]/g, "\\$&")
    .replace(/@(?=\w)/g, "@\u200b")
    .replace(/:\/\//g, ":\u200b//");
}
