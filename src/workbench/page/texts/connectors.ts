/** Texts of the table of connectors. */
import { plural } from "./counts.ts";

export const connectors = {
  title: "Connectors",
  intro: "Select a connector to open it. The one that is open now is closed, and its flows end.",
  openHint: "Open another connector",
  search: "Search connectors",
  pending: (count: number) => `Looking at ${plural(count, "more connector")}…`,
  count: (shown: number, all: number) =>
    shown === all ? plural(all, "connector") : `${shown} of ${plural(all, "connector")}`,
  columns: {
    title: "Connector",
    folder: "Folder",
    operations: "Operations",
    triggers: "Triggers",
    findings: "Findings",
    changed: "Last change",
  },
  open: "Open now",
  recent: "Recent",
  untitled: "Untitled",
  findings: (error: number, warning: number) =>
    error + warning === 0
      ? "None"
      : [error > 0 ? plural(error, "error") : "", warning > 0 ? plural(warning, "warning") : ""]
          .filter(Boolean)
          .join(", "),
  base: (folder: string) => `Folders are those in ${folder}`,
  none: "No matching connectors",
  noneText: "Search for something else.",
  only: "There is no other connector to open",
  onlyText:
    "Start the workbench with a folder that holds several. Connectors you open are listed here the next time.",
  opening: "Opening…",
  more: (count: number) => `Show all ${count.toLocaleString("en")} connectors`,
};
