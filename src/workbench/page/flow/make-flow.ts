/** A flow that somebody starts by hand, of an action that was tried and the steps behind it. */
import { serialise } from "../../project/serialise.ts";
import type { EnteredValues, JsonObject, OperationView } from "../model.ts";
import { changeDraft } from "../state/drafts.ts";
import { tell } from "../state/notices.ts";
import { routeHref } from "../state/route.ts";
import { texts } from "../texts.ts";
import { blankTrigger, MANUAL } from "./built-in.ts";
import { changeSteps, isUntouched, undoSteps } from "./flow-draft.ts";
import { insertStep, nameOf, renameStep, type Step, type Steps, titleOf } from "./steps.ts";

export function makeFlow(operation: OperationView, values: EnteredValues, steps: Steps): void {
  const { operationId, title } = operation;
  const behind = isUntouched(steps) ? {} : steps;
  const first = { ...serialise(operation, values).powerAutomate, runAfter: {} } as Step;
  // Steps behind it speak of the action by its id; given a name, all of them are told.
  const name =
    Object.hasOwn(behind, nameOf(title)) || nameOf(title) === "" ? nameOf(operationId) : nameOf(title);
  const all = renameStep(insertStep(behind, {}, operationId, first), operationId, name);
  changeDraft(MANUAL, () => ({ trigger: blankTrigger(MANUAL) }));
  changeSteps(MANUAL, () => all as JsonObject as Steps);
  window.location.hash = `${routeHref("design", MANUAL)}?step=${encodeURIComponent(name)}`;
  tell({
    text: texts.flow.madeFlow(titleOf(name)),
    undo: async () => {
      undoSteps(MANUAL);
      window.location.hash = routeHref("design", operationId);
    },
  });
}
