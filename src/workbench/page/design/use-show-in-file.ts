import { useCallback } from "react";
import { navigateWithTabs, useRoute } from "../state/route.ts";
import { type Focus, useFocus } from "./focus.ts";

/** Opens the file at what an input, a token or a finding is made of. */
export function useShowInFile(): (kind: Focus["kind"], key: string) => void {
  const { setFocus } = useFocus();
  const { view, rest } = useRoute();
  const operationId = view === "design" ? rest[0] : undefined;
  return useCallback(
    (kind, key) => {
      setFocus({ kind, key });
      if (operationId !== undefined) navigateWithTabs("design", operationId, "raw");
    },
    [setFocus, operationId],
  );
}
