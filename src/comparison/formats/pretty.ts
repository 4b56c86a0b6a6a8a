/** For people at a terminal: what breaks first, with why and the way out; what is safe in a line each. */
import { counted } from "../../machine/terminal/counted.ts";
import type { Painter } from "../../machine/terminal/paint.ts";
import { printable } from "../../machine/terminal/printable.ts";
import { wrap } from "../../machine/terminal/wrap.ts";
import { type Change, type ChangeClass, CLASSES } from "../change.ts";
import { type Format, placeText } from "../report.ts";

/** Safe changes that are shown unless all are asked for. */
const SHOWN = 20;

const TITLES: Record<ChangeClass, string> = { breaking: "Breaking", risky: "Risky", safe: "Safe" };

const pretty: Format = (report, { paint, all, width = Number.POSITIVE_INFINITY }) => {
  const out = [paint.bold(`${printable(report.old)} → ${printable(report.new)}`), ""];
  for (const grade of CLASSES) {
    const changes = report.changes.filter((change) => change.class === grade);
    if (changes.length === 0) continue;
    out.push(paint.bold(color(paint, grade)(`${TITLES[grade]} (${changes.length})`)), "");
    if (grade === "safe") {
      const shown = all ? changes : changes.slice(0, SHOWN);
      for (const change of shown) out.push(`  ${wrap(headline(change), width, "    ")}`);
      if (shown.length < changes.length)
        out.push(paint.dim(`  and ${changes.length - shown.length} more (--all shows them)`));
      out.push("");
      continue;
    }
    for (const change of changes) {
      out.push(`  ${wrap(headline(change), width, "    ")}`);
      out.push(paint.dim(`    ${places(change)} ${change.id}`));
      out.push(`    ${wrap(change.why, width, "    ")}`);
      out.push(`    ${paint.green("way out:")} ${wrap(change.help, width, "      ")}`, "");
    }
  }
  for (const note of report.notes) out.push(paint.dim(wrap(note, width, "  ")));
  const { breaking, risky, safe } = report.summary;
  out.push(
    report.changes.length === 0
      ? paint.green("No change.")
      : `${counted(report.changes.length, "change")}: ${breaking} breaking, ${risky} risky, ${safe} safe.`,
  );
  out.push(wrap(report.advice, width, ""));
  return `${out.join("\n")}\n`;
};

export default pretty;

function headline(change: Change): string {
  return change.message;
}

function color(paint: Painter, grade: ChangeClass): (text: string) => string {
  return grade === "breaking" ? paint.red : grade === "risky" ? paint.yellow : paint.green;
}

function places({ old, new: now }: Change): string {
  if (!old) return now ? `new ${placeText(now)}` : "";
  return now ? `${placeText(old)} → ${placeText(now)}` : `old ${placeText(old)}`;
}
