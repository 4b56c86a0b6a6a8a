/** Turns on a flow that is being made. Beside the form of its trigger and above the canvas, it is one thing. */
import { FREQUENCY, INTERVAL, recurrenceSeconds } from "../design/recurrence-fields.tsx";
import { showMissing } from "../design/show-missing.ts";
import type { BuiltInTrigger, OperationView } from "../model.ts";
import { announce } from "../state/announcer.ts";
import { useData } from "../state/data.tsx";
import { draftOf } from "../state/drafts.ts";
import { chooseTab, navigate } from "../state/route.ts";
import { type Running, useAction } from "../state/use-action.ts";
import { texts } from "../texts.ts";
import { isBuiltIn } from "./built-in.ts";
import { definitionOf, stepsOf, triggerOf } from "./flow-draft.ts";
import { useComplete } from "./use-complete.ts";

/**
 * @param trigger undefined for one of the built-in triggers
 * @param onTrigger shows the form of the trigger, where something of it is missing
 */
export function useTurnOn(
  operationId: string,
  formKey: string,
  trigger: OperationView | undefined,
  onTrigger?: () => void,
): Running<[], void> {
  const { source } = useData();
  const complete = useComplete(formKey, (step) => chooseTab("step", step));
  return useAction(async () => {
    const { values: entered } = draftOf(formKey);
    const missing = trigger && showMissing(trigger, entered);
    if (trigger && missing !== undefined) {
      // Beside the form, its fields say enough.
      if (!onTrigger) return;
      onTrigger();
      throw new Error(texts.flow.notTurnedOn(trigger.title || operationId, missing));
    }
    const definition = definitionOf(stepsOf(formKey));
    if (!trigger && !definition) throw new Error(texts.flow.noSteps);
    await complete(stepsOf(formKey));
    const { [INTERVAL]: _interval, [FREQUENCY]: _frequency, ...values } = entered;
    const seconds = trigger?.recurrence && recurrenceSeconds(trigger.recurrence, entered);
    const flow = await source.actions!.createFlow({
      operationId,
      ...(isBuiltIn(operationId)
        ? { trigger: triggerOf(formKey, operationId) as unknown as BuiltInTrigger }
        : { values }),
      ...(definition ? { definition } : {}),
      on: true,
      ...(seconds === undefined ? {} : { recurrenceSeconds: seconds }),
    });
    announce(texts.tryOut.turnedOn);
    navigate("run", "flow", flow.id);
  });
}
