/** Texts on rules, fixing several findings, and suppressing. */
import { plural } from "./counts.ts";

export const ruleTexts = {
  about: "About this rule",
  why: "Why it matters",
  inProfile: { import: "For import", certification: "For certification" },
  severities: { error: "error", warning: "warning", info: "information", off: "off" },
  codes: "Codes of Microsoft's validator",
  sources: "Sources",
  inferred: "Inferred from connectors and tools; no document says so.",
  wrong: (file: string) => `Breaks the rule (${file})`,
  right: (file: string) => `Keeps the rule (${file})`,
  failed: "The rule cannot be explained",
  fixGroups: "Rules to fix",
  fixOne: (rule: string, count: number) => `${rule} (${count})`,
  fixLines: (lines: number, files: number) =>
    `Changes ${plural(lines, "place")} in ${plural(files, "file")}. One finding may need changes in several places.`,
  suppress: "Suppress…",
  suppressTitle: "Suppress findings",
  suppressHint:
    "Suppressed findings are no longer reported. The reason is saved in connector-rules.yaml beside the definition, for whoever reads it later.",
  where: "Where",
  here: (place: string) => `Only at ${place}`,
  inFile: (file: string, count: number) => `Everywhere in ${file} (${plural(count, "finding")})`,
  everywhere: (count: number) => `Everywhere in the connector (${plural(count, "finding")})`,
  reason: "Reason",
  reasonHint: "Why this is not a fault in this connector.",
  doSuppress: "Suppress",
  suppressions: (count: number) => `${count} suppressed`,
  suppressionList: "Suppressions",
  suppressionOf: (count: number, file: string | undefined, at: string | undefined) =>
    [
      plural(count, "finding"),
      at === undefined
        ? file === undefined
          ? "everywhere"
          : `in ${file}`
        : `at ${file ?? ""}${at === "" ? "" : `#${at}`}`,
    ].join(", "),
  unsuppress: "Report again",
  unsuppressNamed: (rule: string) => `Report again: ${rule}`,
  unsuppressed: (rule: string) => `${rule} is reported again.`,
  suppressRule: (rule: string) => `Suppress ${rule}`,
  suppressed: (rule: string) => `${rule} was suppressed.`,
  unchanged: (count: number) => plural(count, "unchanged line"),
};
