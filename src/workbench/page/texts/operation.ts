/** Texts of the parts of an operation: outputs, settings, code, and trying it out. */
import { plural } from "./counts.ts";

export const tokens = {
  searchLabel: "Search outputs",
  list: "Outputs",
  onlySame: "Same labels only",
  seeMore: (count: number) => `See more (${count})`,
  seeLess: "See less",
  count: (shown: number, all: number) => (shown === all ? plural(all, "output") : `${shown} of ${all}`),
  none: "No outputs",
  noneText: "The definition describes no response, so there are no outputs.",
  nothingFound: "No dynamic content available",
  nothingFoundText: "No output has these words in its label, path, or description.",
  drawMore: (count: number) => `Show ${count} more`,
  details: (label: string) => `Details of ${label}`,
  inside: (lists: readonly string[]) => `in each of ${lists.join(" › ")}`,
  same: (others: number) => `${plural(others, "other output")} with this label`,
  sameLabels: (count: number) =>
    `${plural(count, "output")} share a label with another. Makers cannot tell them apart in the real picker, which shows no path.`,
  opaque: {
    cycle: "refers to itself",
    "not-local": "defined elsewhere",
    composition: "allOf, oneOf, or anyOf: not expanded",
    "no-type": "no type: not expanded",
  },
  why: "Source of the label",
  expression: "Expression",
  loops: "Loops needed",
  picked: "Inside the loop",
  required: "Present",
  always: "always (required)",
  maybe: "sometimes (not required)",
  place: "Place",
  showInFile: "Show in file",
};

export const settings = {
  nodeType: "Type in the flow",
  splitOn: "Split on",
  splitOnEnabled: (value: string) => `on: each item of ${value} starts its own run`,
  splitOnOff: "available, but off: one run gets all items",
  splitOnMissing: "not available: this is not a batch trigger",
  splitOnOptions: "Arrays to split on",
  recurrence: "Recurrence",
  every: (interval: number, frequency: string) =>
    interval === 1
      ? `every ${frequency.toLowerCase()} by default`
      : `every ${interval} ${frequency.toLowerCase()}s by default`,
  noRecurrence: "none",
  stopped: "Incomplete",
  stoppedText: (count: number) =>
    `References were not expanded in ${plural(count, "place")} because there were too many.`,
};

export const code = {
  forms: "Products",
  powerAutomate: "Power Automate",
  logicApps: "Logic Apps",
  hints: {
    powerAutomate: "As in an exported flow. The platform fills in internal parameters.",
    logicApps: "As in a Logic Apps (Consumption) workflow definition.",
  },
  label: "Code of the step",
  failed: "The code cannot be shown",
};

export const tryOut = {
  turnOn: "Turn on a flow with this trigger",
  turnOnHint: "Subscribes or polls as the platform does, and opens the Run view.",
  turnedOn: "The flow was turned on.",
  call: "Call this action",
  callHint: (backend: string) => `The call goes through the gateway to: ${backend}.`,
  example: "Fill in example values",
  answered: (status: number) => `The action returned ${status}.`,
  result: "Result",
  body: "Body",
};
