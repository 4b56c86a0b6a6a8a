/** What can be done to a step of a flow, by whichever way somebody does it; each says what it did. */
import { announce } from "../state/announcer.ts";
import { tell } from "../state/notices.ts";
import { texts } from "../texts.ts";
import { copiedStep, copyStep } from "./clipboard.ts";
import { changeSteps, isUntouched, stepsOf, undoSteps } from "./flow-draft.ts";
import {
  canMoveTo,
  copyOf,
  findStep,
  insertStep,
  mayStandIn,
  moveStep,
  moveTo,
  type Place,
  removeStep,
  titleOf,
  whereIs,
} from "./steps.ts";

export function copy(formKey: string, name: string): void {
  const step = findStep(stepsOf(formKey), name);
  if (!step) return;
  copyStep(name, step);
  announce(texts.flow.copied(titleOf(name)));
}

export function remove(formKey: string, name: string): void {
  changeSteps(formKey, (all) => removeStep(all, name));
  tell({ text: texts.flow.deleted(titleOf(name)), undo: async () => undoSteps(formKey) });
}

/** @returns whether it moved */
export function move(formKey: string, name: string, by: 1 | -1): boolean {
  const before = stepsOf(formKey);
  changeSteps(formKey, (all) => moveStep(all, name, by));
  const moved = stepsOf(formKey) !== before;
  announce(moved ? texts.flow.moved(titleOf(name)) : texts.flow.cannotMove(titleOf(name)));
  return moved;
}

export function take(formKey: string, name: string, place: Place): void {
  if (!canMoveTo(stepsOf(formKey), name, place)) return;
  changeSteps(formKey, (all) => moveTo(all, name, place));
  announce(texts.flow.moved(titleOf(name)));
}

/** @returns the name of the copy; undefined if nothing was copied */
export function paste(formKey: string, place: Place): string | undefined {
  const found = copiedStep();
  if (found && !mayStandIn(stepsOf(formKey), found.name, found.step, place)) {
    announce(texts.flow.notInLoop);
    return undefined;
  }
  return found && put(formKey, place, found);
}

/** A copy right behind the step. @returns its name */
export function duplicate(formKey: string, name: string): string | undefined {
  const steps = stepsOf(formKey);
  const step = findStep(steps, name);
  const level = whereIs(steps, name);
  return step && level && put(formKey, { ...level, after: name }, { name, step });
}

function put(formKey: string, place: Place, found: NonNullable<ReturnType<typeof copiedStep>>): string {
  const first = isUntouched(stepsOf(formKey));
  const base = first ? {} : stepsOf(formKey);
  const made = copyOf(base, found.name, found.step);
  changeSteps(formKey, () => insertStep(base, first ? {} : place, made.name, made.step));
  announce(texts.flow.pasted(titleOf(made.name)));
  return made.name;
}
