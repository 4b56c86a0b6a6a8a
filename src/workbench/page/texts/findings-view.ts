/** Texts of the view of findings. */
import { plural } from "./counts.ts";

export const findings = {
  severity: { error: "Error", warning: "Warning", info: "Info" },
  severities: {
    error: (count: number) => plural(count, "error"),
    warning: (count: number) => plural(count, "warning"),
    info: (count: number) => plural(count, "info"),
  },
  countLabel: (errors: number, warnings: number) =>
    `${plural(errors, "error")}, ${plural(warnings, "warning")}`,
  search: "Search findings",
  filter: "Filter by severity",
  profile: (profile: string, took: string) =>
    `Checked for ${profile === "import" ? "import" : "certification"} in ${took}. Files are checked again whenever you save.`,
  none: "No findings",
  noneText: "The connector follows every rule.",
  noneNext: "Build its packages",
  noneHere: "No findings here",
  noneHereText: "This operation follows every rule.",
  nothingFound: "No matching findings",
  nothingFoundText: "Show more severities or search for something else.",
  failed: "The findings cannot be shown",
  here: (count: number) => `${plural(count, "finding")} about this`,
  open: "Open in findings",
  place: (file: string, line: number, column: number) => `${file}:${line}:${column}`,
  frame: (line: number) => `The file around line ${line}`,
  moreOperations: (count: number) => `and ${plural(count, "more operation")}`,
  fix: "Fix…",
  fixAll: (count: number) => `Fix ${plural(count, "finding")}…`,
  fixTitle: (count: number) => (count === 0 ? "Fix" : `Fix ${plural(count, "finding")}`),
  lookingAtFix: "Preparing the changes…",
  nothingToFix: "Nothing is left to change.",
  skipped: (count: number) =>
    `${plural(count, "finding")} cannot be fixed together with these. Run the fix again afterwards.`,
  apply: "Apply changes",
  fixed: (count: number) => `${plural(count, "finding")} fixed.`,
  diff: (file: string) => `Changes to ${file}`,
  list: "Findings by rule",
  group: (rule: string, count: number) => `${rule}, ${plural(count, "finding")}`,
  places: (count: number) => plural(count, "place"),
  notFixable: "Nothing here can be fixed automatically.",
  morePlaces: (next: number, left: number) => `Show ${next} more of ${left.toLocaleString("en")} places`,
  allPlaces: (count: number) => `Show all ${count.toLocaleString("en")} places`,
  line: (line: number) => `line ${line.toLocaleString("en")}`,
  showMore: (count: number) => `Show ${plural(count, "more rule")}`,
  truncated: "There are more findings than can be listed. Fix some of these first.",
};
