/** Texts of what is around every view. */

export const views = {
  design: "Design",
  source: "Files",
  findings: "Findings",
  run: "Run",
  compare: "Compare",
  ship: "Ship",
  connectors: "Connectors",
};

export const units = {
  milliseconds: (count: number) => `${count} ms`,
  seconds: (count: number) => `${count} s`,
  minutes: (count: number) => `${count} min`,
  hours: (count: number) => `${count} h`,
  days: (count: number) => `${count} d`,
};

export const shell = {
  clearSearch: "Clear the search",
  moreTabs: (count: number) => `${count} more`,
  documentTitle: (connector: string, view: string) =>
    `${view} · ${connector || "Connector"} · Connector workbench`,
  navigation: "Views",
  skip: "Skip to the content",
  skipToDetails: "Skip to the details",
  notice: "What was just done",
  undo: "Undo",
  undone: (what: string) => `Undone: ${what}`,
  unknownTitle: "There is no such page",
  unknownText: (address: string) =>
    `Nothing is at ${address.slice(0, 200)}. The link may be from another connector or an older version.`,
  toDesign: "Go to the design",
  lockedTitle: "The workbench was started again.",
  locked:
    "This page belongs to the run before and cannot reach the new one. Open the address that the workbench has printed; what you filled in here stays in this tab.",
  restarted: "The workbench was started again. Flows, runs and events of the run before are gone.",
  loading: "Loading…",
  untitled: "Connector without a title",
  lost: "Not connected, trying again",
  toLight: "Switch to light",
  toDark: "Switch to dark",
  notices: "Notices",
  retry: "Try again",
  cancel: "Cancel",
  close: "Close",
  save: "Save",
  dismiss: "Dismiss",
  copy: "Copy",
  copied: "Copied",
  showAllLines: (count: number) => `Show all ${count.toLocaleString("en")} lines`,
  refusedTitle: "This page has no access to the workbench",
  refusedHelp: "Open the address that the workbench printed when it started; it contains the key.",
  unreachableTitle: "The workbench is not responding",
  unreachableHelp: "Start the workbench, then try again.",
  crashTitle: "This part of the page failed",
  crashHelp: "This is a bug in the workbench, not in your connector. The other views still work.",
  recordedTitle: "Recording",
  recorded: (when: string) =>
    `Recorded on ${when}. You can look at everything here; to change something, open the connector in the workbench.`,
  notInRecording:
    "This is a recording, so nothing can be changed or called. Open the connector in the workbench to do that.",
  staleTitle: "The definition cannot be read as it is saved now.",
  stale: "Design and flows still use the last version that could be read.",
  neverRead: "Until it is fixed, only the findings can be shown.",
  notRunnableTitle: "This connector can be viewed, but not run.",
};
