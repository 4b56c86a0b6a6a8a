/** Texts of a run as a page: its steps, rounds and branches; and of calls of actions on their own. */
import { plural } from "./counts.ts";

export const runPageTexts = {
  steps: "Steps",
  inputs: "Inputs",
  outputs: "Outputs",
  round: (at: number, count: number) => `${at} of ${count}`,
  rounds: (count: number) => plural(count, "round"),
  noRounds: "The list is empty, so nothing inside has run.",
  before: "Previous round",
  next: "Next round",
  nextFailed: "Next failed round",
  failedRounds: (count: number) => `${plural(count, "round")} failed`,
  item: "Item",
  met: "The condition is met.",
  notMet: "The condition is not met.",
  compared: "What was compared",
  /** An expression that is a condition by itself. */
  gave: (value: string) => `The expression gave ${value}.`,
  comparison: (left: string, operator: string, right: string) => [left, operator, right].join(" ").trim(),
  holds: "True",
  holdsNot: "False",
  /** Of a branch. */
  noSteps: "No steps",
  yes: "True",
  no: "False",
  retries: (count: number, codes: string) =>
    `Tried again ${count === 1 ? "once" : `${count} times`}: ${codes}`,
  /** While it still waits for the next try. */
  failedSoFar: (count: number, codes: string) =>
    `Failed ${count === 1 ? "once" : `${count} times`} so far (${codes}). The platform tries again.`,
  goesOn: (at: string) => `The run goes on by itself. The next event is due at ${at}.`,
  polls: (count: number) => `Asked ${plural(count, "time")} whether the operation had finished`,
  headers: "Response headers",
  resubmit: "Resubmit",
  resubmitted: "The run was resubmitted.",
  editSteps: "Edit the steps",
  // Calls of an action on its own.
  history: "Earlier calls",
  useValues: "Use these values",
  used: "The form has the values of that call.",
  again: "Call again",
  makeStep: "Add to a flow",
  makeStepTitle: "Add to a flow",
  makeStepText: "The step goes to the end of the flow that begins with this trigger.",
  makeStepTrigger: "Trigger",
  makeStepDone: "Add the step",
  noTriggers: "The connector has no trigger that a flow could begin with.",
  added: (step: string, trigger: string) => `${step} was added behind “${trigger}”.`,
  withheld: (labels: string) => `Not kept, because it is secret: ${labels}`,
  noValues: "Without values",
  notMade: "Not sent",
};
