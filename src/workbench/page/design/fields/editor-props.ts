import type { InputView, JsonValue, OperationView } from "../../model.ts";

/** What every editor of a field is given. */
export interface EditorProps {
  id: string;
  input: InputView;
  operation: OperationView;
  value: JsonValue | undefined;
  invalid: boolean;
  /** @param value undefined leaves the field as it was at first */
  onChange(value: JsonValue | undefined): void;
}
