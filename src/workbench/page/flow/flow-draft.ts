/** The flow that is being built on a trigger (or behind an action), and its last changes, so that they can be undone. */
import { useMemo, useSyncExternalStore } from "react";
import type { WorkflowActions } from "../../../platform/api.ts";
import type { JsonObject } from "../model.ts";
import { announce } from "../state/announcer.ts";
import { changeDraft, draftOf, useDraft } from "../state/drafts.ts";
import { texts } from "../texts.ts";
import { blankTrigger } from "./built-in.ts";
import { everyStep, type Steps } from "./steps.ts";

/** What a flow begins with: a step in which the outputs of the first one can be tried. */
export const FIRST_STEPS: Steps = { Compose: { type: "Compose", inputs: "", runAfter: {} } };

/** The form of a flow that is there already. */
export const flowKey = (flow: string) => `flow ${flow}`;

/** Changes that can be undone. Chosen. */
const MOST_UNDO = 100;
const history = new Map<string, Steps[]>();
/** What was undone last, to be done again; any other change forgets it. */
const future = new Map<string, Steps[]>();
const listeners = new Set<() => void>();

export function useSteps(key: string): Steps {
  return (useDraft(key).steps as Steps | undefined) ?? FIRST_STEPS;
}

export function stepsOf(key: string): Steps {
  return (draftOf(key).steps as Steps | undefined) ?? FIRST_STEPS;
}

/** @param undoable false for what is typed: a letter is not a change of its own */
export function changeSteps(key: string, change: (steps: Steps) => Steps, undoable = true): void {
  const before = stepsOf(key);
  const steps = change(before);
  if (steps === before) return;
  if (undoable) {
    const past = [...(history.get(key) ?? []), before].slice(-MOST_UNDO);
    history.set(key, past);
    future.delete(key);
  }
  changeDraft(key, () => ({ steps }));
  for (const listener of listeners) listener();
}

export function undoSteps(key: string): void {
  const past = history.get(key) ?? [];
  const steps = past.at(-1);
  if (!steps) return;
  history.set(key, past.slice(0, -1));
  future.set(key, [...(future.get(key) ?? []), stepsOf(key)]);
  // Back at the beginning: nothing has been built.
  changeDraft(key, () => ({ steps: steps === FIRST_STEPS ? undefined : steps }));
  announce(texts.flow.undone);
  for (const listener of listeners) listener();
}

export function redoSteps(key: string): void {
  const coming = future.get(key) ?? [];
  const steps = coming.at(-1);
  if (!steps) return;
  future.set(key, coming.slice(0, -1));
  history.set(key, [...(history.get(key) ?? []), stepsOf(key)]);
  changeDraft(key, () => ({ steps }));
  announce(texts.flow.redone);
  for (const listener of listeners) listener();
}

export function useCanUndo(key: string): boolean {
  return useSyncExternalStore(subscribe, () => (history.get(key)?.length ?? 0) > 0);
}

export function useCanRedo(key: string): boolean {
  return useSyncExternalStore(subscribe, () => (future.get(key)?.length ?? 0) > 0);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What the flow begins with, where that is not a trigger of the connector. */
export function useTrigger(key: string, operationId: string): JsonObject {
  const { trigger } = useDraft(key);
  return useMemo(() => trigger ?? blankTrigger(operationId), [trigger, operationId]);
}

export function triggerOf(key: string, operationId: string): JsonObject {
  return draftOf(key).trigger ?? blankTrigger(operationId);
}

/** Whether nobody has built anything yet: the Compose of a new canvas is a place to try outputs in, no step of the flow. */
export function isUntouched(steps: Steps): boolean {
  return steps === FIRST_STEPS;
}

/** How many steps the flow has, those inside others included. */
export function countOf(steps: Steps): number {
  return isUntouched(steps) ? 0 : everyStep(steps).length;
}

/** What is saved: every step that somebody has put there. Undefined if there are none. */
export function definitionOf(steps: Steps): { actions: WorkflowActions } | undefined {
  return countOf(steps) === 0 ? undefined : { actions: steps as unknown as WorkflowActions };
}
