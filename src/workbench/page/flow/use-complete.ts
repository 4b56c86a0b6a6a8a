/** Nothing is saved with a required field empty: the step is shown, the field says so. */
import { showRequired } from "../design/required.ts";
import { useData } from "../state/data.tsx";
import { texts } from "../texts.ts";
import { firstIncomplete } from "./missing.ts";
import { type Steps, titleOf } from "./steps.ts";

/** @returns throws, for the bar above the form, where a step is incomplete */
export function useComplete(
  formKey: string,
  onSelect: (step: string) => void,
): (steps: Steps) => Promise<void> {
  const { source } = useData();
  return async (steps) => {
    const incomplete = await firstIncomplete(steps, (id) => source.operation(id));
    showRequired(formKey, incomplete !== undefined);
    if (!incomplete) return;
    if (incomplete.operation !== undefined) showRequired(incomplete.operation, true);
    onSelect(incomplete.name);
    if (incomplete.labels.length === 0)
      throw new Error(
        texts.flow.usesTrouble(titleOf(incomplete.name), incomplete.early.map(titleOf).join("”, “")),
      );
    throw new Error(texts.flow.incomplete(titleOf(incomplete.name), incomplete.labels.join(", ")));
  };
}
