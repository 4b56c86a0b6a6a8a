/** Which inputs the panel shows: those that are always there, those that were brought in, not those taken out. */
import type { InputView, OperationView } from "../model.ts";
import type { Draft } from "../state/drafts.ts";

export function placeInputs(
  { inputs }: OperationView,
  { removed, added }: Draft,
): { shown: InputView[]; optional: InputView[] } {
  const optional = inputs.filter(({ place }) => place === "removable" || place === "advanced");
  const shown = inputs.filter(
    ({ place, key }) =>
      place === "always" ||
      (place === "removable" && !removed.includes(key)) ||
      (place === "advanced" && added.includes(key)),
  );
  return { shown, optional };
}

export function isShown(input: InputView, { removed, added }: Draft): boolean {
  return input.place === "removable" ? !removed.includes(input.key) : added.includes(input.key);
}
