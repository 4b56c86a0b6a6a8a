/** Changes users, pages, staff or services, says so, and offers to take it back. */
import type { DeskRequests } from "../../../model.ts";
import { useData } from "../../../state/data.tsx";
import { tell } from "../../../state/notices.ts";
import { useAction } from "../../../state/use-action.ts";

export function useChange() {
  const { source } = useData();
  const deed = useAction(async (act: () => Promise<{ change?: number }>, text: string): Promise<true> => {
    const { change } = await act();
    tell({
      text,
      ...(change === undefined ? {} : { undo: async () => await source.actions!.desk("undo", { change }) }),
    });
    return true;
  });
  return {
    ...deed,
    /** @returns true once it is done; otherwise the trouble says why it was refused */
    change: <Name extends keyof DeskRequests>(what: Name, request: DeskRequests[Name], text: string) =>
      deed.run(() => source.actions!.desk(what, request), text),
  };
}
