/** The input, token or finding that is looked at: the panel and the file point at the same thing. */
import { createContext, useContext } from "react";
import type { RawMark } from "../model.ts";

export interface Focus {
  kind: RawMark["kind"];
  key: string;
}

export const FocusContext = createContext<{
  focus: Focus | undefined;
  setFocus(focus: Focus | undefined): void;
}>({
  focus: undefined,
  setFocus: () => {},
});

export function useFocus() {
  return useContext(FocusContext);
}
