/** The form of an operation: that of the operation itself, or that of a step which calls it. */
import { createContext, useContext } from "react";
import type { JsonValue } from "../model.ts";
import { changeDraft, type Draft, useDraft } from "./drafts.ts";

export interface Form {
  draft: Draft;
  change(change: (draft: Draft) => Partial<Draft>): void;
  /** @param value undefined takes the entry away: the input has its initial value again */
  enter(key: string, value: JsonValue | undefined): void;
}

/** Set around the form of a step: its values are those of the step. */
export const FormContext = createContext<Form | undefined>(undefined);

export function useForm(operationId: string): Form {
  const given = useContext(FormContext);
  const own = useDraftForm(operationId);
  return given ?? own;
}

/** The form that is kept under a key: an operation, or a flow. */
export function useDraftForm(key: string): Form {
  return formOf(useDraft(key), (change) => changeDraft(key, change));
}

export function formOf(draft: Draft, change: Form["change"]): Form {
  return {
    draft,
    change,
    enter: (key, value) =>
      change(({ values: { [key]: _, ...others } }) => ({
        values: value === undefined ? others : { ...others, [key]: value },
      })),
  };
}
