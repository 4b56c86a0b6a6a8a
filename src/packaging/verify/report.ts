/** What `--verify` prints. */
import { counted } from "../../machine/terminal/counted.ts";
import { type Painter, PLAIN } from "../../machine/terminal/paint.ts";
import { printable } from "../../machine/terminal/printable.ts";
import { formatTable } from "../../machine/terminal/table.ts";
import { wrap } from "../../machine/terminal/wrap.ts";
import type { Verification } from "./verify.ts";

/** The verification as text: what is in the package, the numbered checks, what is wrong. */
export function formatVerification(result: Verification, color: Painter = PLAIN, width = 100): string {
  const lines = [
    `${color.bold(printable(result.label))}: ${result.kind}`,
    ...result.contents.map((line) => `  ${printable(line)}`),
  ];
  if (result.checks.length > 0) {
    const rows = result.checks.map((check) =>
      [check.number, check.outcome, check.title, check.detail].map(printable),
    );
    lines.push("", color.bold("Checks of the certification validator"));
    lines.push(
      ...formatTable(rows)
        .split("\n")
        .map((line) => `  ${line}`),
    );
  }
  if (result.faults.length > 0) {
    lines.push("", color.bold("Wrong with it"));
    for (const fault of result.faults) {
      const severity = fault.severity === "error" ? color.red("error") : color.yellow("warning");
      const text = wrap(
        printable(`${fault.where}: ${fault.message}`),
        width - fault.severity.length - 3,
        "    ",
      );
      lines.push(`  ${severity} ${text}`);
    }
  }
  const errors =
    result.faults.filter((fault) => fault.severity === "error").length +
    result.checks.filter((check) => check.outcome === "failed").length;
  const warnings =
    result.faults.filter((fault) => fault.severity === "warning").length +
    result.checks.filter((check) => check.outcome === "warning").length;
  lines.push(
    "",
    result.ok
      ? `Nothing stops its import; ${counted(warnings, "warning")}.`
      : `${counted(errors, "error")}, ${counted(warnings, "warning")}.`,
  );
  return `${lines.join("\n")}\n`;
}
