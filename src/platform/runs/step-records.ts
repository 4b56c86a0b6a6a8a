/** What is recorded of the steps of a run: whether each may run, how a level of them ended, and what was left out. */
import type { ActionRecord, RunAfterStatus } from "../api.ts";
import type { Step } from "./steps/step.ts";

/** The platform's own words for a run or a scope in which something failed (observed). */
export const ACTION_FAILED = {
  code: "ActionFailed",
  message: "An action failed. No dependent actions succeeded.",
} as const;

const STATUS: Readonly<Record<RunAfterStatus, ActionRecord["status"]>> = {
  Succeeded: "succeeded",
  Failed: "failed",
  Skipped: "skipped",
  TimedOut: "timed-out",
};

function statusOf(records: readonly ActionRecord[], name: string): ActionRecord["status"] | undefined {
  return records.findLast((record) => record.name === name)?.status;
}

/** Why a step may not run, in words; undefined if it may. */
export function unmetOf(step: Step, records: readonly ActionRecord[]): string | undefined {
  for (const name of Object.keys(step.runAfter)) {
    const status = statusOf(records, name);
    const wanted = step.runAfter[name] ?? [];
    if (status !== undefined && wanted.some((one) => STATUS[one] === status)) continue;
    return `It runs after "${name}" has ${wanted.map((one) => ENDED[one]).join(" or ")}; "${name}" ${status === undefined ? "did not run" : `has ${WORDS[status] ?? status}`}.`;
  }
  return undefined;
}

const ENDED: Readonly<Record<RunAfterStatus, string>> = {
  Succeeded: "succeeded",
  Failed: "failed",
  Skipped: "been skipped",
  TimedOut: "timed out",
};
const WORDS: Readonly<Partial<Record<ActionRecord["status"], string>>> = {
  skipped: "been skipped",
  cancelled: "been cancelled",
  "timed-out": "timed out",
};

/** Sourced: steps end as their last ones did, a skipped one counting as what it was skipped for. */
export function outcome(steps: readonly Step[], records: readonly ActionRecord[]): "failed" | "succeeded" {
  const followed = new Set(steps.flatMap(({ runAfter }) => Object.keys(runAfter)));
  const byName = new Map(steps.map((step) => [step.name, step]));
  const failed = (name: string, depth: number): boolean => {
    const status = statusOf(records, name);
    if (status === "failed" || status === "timed-out") return true;
    if (status !== "skipped" || depth > steps.length) return false;
    return Object.keys(byName.get(name)?.runAfter ?? {}).some((one) => failed(one, depth + 1));
  };
  return steps.some(({ name }) => !followed.has(name) && failed(name, 0)) ? "failed" : "succeeded";
}

/** Marks a step, and all within it, as not run. */
export function leave(record: ActionRecord, step: Step, code: string, message: string): void {
  record.status = "skipped";
  record.code = code;
  record.message = message;
  const inner = (steps: readonly Step[]) => leftOut(steps, "ActionSkipped", `"${step.name}" was skipped.`);
  if (step.kind === "if") {
    record.steps = inner(step.steps);
    record.otherwise = inner(step.otherwise);
  } else if (step.kind === "switch") {
    record.branches = [...step.cases, { name: "Default", steps: step.otherwise }].map((one) => ({
      name: one.name,
      taken: false,
      steps: inner(one.steps),
    }));
  } else if (step.kind === "scope" || step.kind === "loop" || step.kind === "until")
    record.steps = inner(step.steps);
}

/** Records of steps that are not run. */
export function leftOut(steps: readonly Step[], code: string, message: string): ActionRecord[] {
  return steps.map((step) => {
    const record = newRecord(step);
    leave(record, step, code, message);
    return record;
  });
}

/** The record of a step that begins. */
export function newRecord({ name, operation }: Step): ActionRecord {
  return { name, operation, status: "running", retryHistory: [] };
}
