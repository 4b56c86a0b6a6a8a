import type { DeskRequests, DeskView } from "../../model.ts";
import { useData } from "../../state/data.tsx";
import { useAction } from "../../state/use-action.ts";

/** Does something at the desk. The stream brings the new state of the desk. */
export function useDesk<Name extends keyof DeskRequests>(what: Name) {
  const { source } = useData();
  return useAction<[DeskRequests[Name]], DeskView>((request) => source.actions!.desk(what, request));
}
