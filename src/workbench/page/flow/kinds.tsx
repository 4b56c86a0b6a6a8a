/** What steps that call nothing look like, and what they begin with. */
import type { ReactElement } from "react";
import {
  BracesIcon,
  BranchIcon,
  ClockIcon,
  FolderIcon,
  LoopIcon,
  PlayIcon,
  ReloadIcon,
  StopIcon,
  TimerIcon,
} from "../icons.ts";
import { texts } from "../texts.ts";
import type { Step } from "./steps.ts";

export interface StepKind {
  /** Lower case, as in `texts.flow.types`. */
  type: string;
  color: string;
  icon: ReactElement;
  /** A new one. */
  blank: Step;
}

/** In the order in which they are offered. The colours are the designer's. */
export const KINDS: readonly StepKind[] = [
  {
    type: "compose",
    color: "#8c6cff",
    icon: <BracesIcon aria-hidden />,
    blank: { type: "Compose", inputs: "" },
  },
  {
    type: "foreach",
    color: "#486991",
    icon: <LoopIcon aria-hidden />,
    blank: { type: "Foreach", foreach: "", actions: {} },
  },
  {
    type: "if",
    color: "#484f58",
    icon: <BranchIcon aria-hidden />,
    blank: {
      type: "If",
      expression: { and: [{ equals: ["", ""] }] },
      actions: {},
      else: { actions: {} },
    },
  },
  {
    type: "switch",
    color: "#484f58",
    icon: <BranchIcon aria-hidden />,
    blank: {
      type: "Switch",
      expression: "",
      cases: { Case: { case: "", actions: {} } },
      default: { actions: {} },
    },
  },
  {
    type: "until",
    color: "#486991",
    icon: <ReloadIcon aria-hidden />,
    blank: {
      type: "Until",
      expression: { and: [{ equals: ["", ""] }] },
      limit: { count: 60, timeout: "PT1H" },
      actions: {},
    },
  },
  {
    type: "scope",
    color: "#8c3900",
    icon: <FolderIcon aria-hidden />,
    blank: { type: "Scope", actions: {} },
  },
  {
    type: "wait",
    color: "#1f7a5c",
    icon: <TimerIcon aria-hidden />,
    blank: { type: "Wait", inputs: { interval: { count: 5, unit: "Minute" } } },
  },
  {
    type: "terminate",
    color: "#a4262c",
    icon: <StopIcon aria-hidden />,
    blank: { type: "Terminate", inputs: { runStatus: "Failed", runError: { code: "", message: "" } } },
  },
];

/** What a flow begins with where that is not a trigger of the connector. */
const TRIGGERS: Readonly<Record<string, { color: string; icon: ReactElement }>> = {
  request: { color: "#0b556a", icon: <PlayIcon aria-hidden /> },
  recurrence: { color: "#0b556a", icon: <ClockIcon aria-hidden /> },
};

const OTHER = { color: "#6b4f9e", icon: <FolderIcon aria-hidden /> };

export function kindOf(type: string | undefined): { color: string; icon: ReactElement } {
  const name = type?.toLowerCase() ?? "";
  return KINDS.find((kind) => kind.type === name) ?? TRIGGERS[name] ?? OTHER;
}

/** The title of a new step. */
export function kindTitle(type: string | undefined): string {
  return texts.flow.types[type?.toLowerCase() ?? ""] ?? type ?? "";
}

/** The operation that a step calls; undefined for one that calls none. */
export function operationIn(step: Step | undefined): string | undefined {
  const inputs = step?.["inputs"];
  const host = inputs && typeof inputs === "object" && !Array.isArray(inputs) ? inputs["host"] : undefined;
  const id = host && typeof host === "object" && !Array.isArray(host) ? host["operationId"] : undefined;
  return typeof id === "string" ? id : undefined;
}
