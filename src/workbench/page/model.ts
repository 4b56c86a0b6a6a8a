/** Every shape the page handles, from wherever it is declared. Types only. */
export type {
  InputView,
  Loop,
  OperationHead,
  OperationView,
  Recurrence,
  SerializedStep,
  TokenView,
} from "../../designer/types.ts";
export type {
  ActionRecord,
  AnswerKind,
  BuiltInTrigger,
  DynamicRow,
  TriggerHealth,
} from "../../platform/api.ts";
export type * from "../api.ts";
