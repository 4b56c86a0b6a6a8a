/** What `package` says of findings that stop nothing. */
import { counted } from "../../machine/terminal/counted.ts";
import { commandLine } from "../../machine/terminal/invocation.ts";
import { writeErr } from "../../machine/terminal/out.ts";
import { paint } from "../../machine/terminal/paint.ts";
import { shellWord } from "../../machine/terminal/shell-word.ts";
import type { Finding } from "../../rules/language/finding.ts";

/** Findings that stop nothing: those of another host as lines, of the others how many and how to see them. */
export function sayFindings(findings: readonly Finding[], folder: string, otherHost: boolean): void {
  const color = paint(process.stderr);
  // The folder itself does not have them, so no other command would show them.
  const ofHost = findings.filter(
    ({ severity, pointer }) =>
      otherHost && severity !== "error" && /^\/(?:host|basePath|schemes)\b/.test(pointer),
  );
  for (const { severity, message, rule } of ofHost)
    writeErr(`${severity === "info" ? "hint" : severity} --host: ${message} (${rule})\n`);
  const rest = countFindings(findings.filter((finding) => !ofHost.includes(finding)));
  if (rest === "") return;
  const target = folder === "." ? "" : `${shellWord(folder)} `;
  writeErr(color.dim(`${rest}: ${commandLine("validate", `${target}--profile import`)}\n`));
}

/** What stops nothing, in words such as `1 warning and 2 hints`; empty if there is nothing. */
function countFindings(findings: readonly Finding[]): string {
  return (["warning", "info"] as const)
    .map((severity) => ({
      word: severity === "info" ? "hint" : severity,
      count: findings.filter((finding) => finding.severity === severity).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ word, count }) => counted(count, word))
    .join(" and ");
}

/** What the review for certification will refuse, in words. */
export function refusalsOf(errors: readonly Finding[] | undefined): string[] {
  return (errors ?? []).map(({ file, line, message }) => `${file}:${line}: ${message}`);
}
