import type { SettingsChange } from "../../model.ts";
import { useData } from "../../state/data.tsx";
import { useAction } from "../../state/use-action.ts";

/** Posts a change of the settings and shows its answer at once. */
export function useSettings() {
  const { source, accept } = useData();
  return useAction(async (change: SettingsChange) => {
    const state = await source.actions!.settings(change);
    accept(state);
    return state;
  });
}
