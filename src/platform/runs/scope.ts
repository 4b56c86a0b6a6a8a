/** What expressions can ask of the run they belong to. */
import type { JsonObject, JsonValue } from "../../json/values.ts";

export interface RunScope {
  triggerOutputs(): JsonValue;
  /** Outputs of an action that has run; undefined for one that has not. */
  outputs(action: string): JsonValue | undefined;
  /** The current item of a loop; without a name, of the innermost one. */
  item(loop: string | undefined): JsonValue | undefined;
  /** Which round of an Until loop it is, from 0; undefined for what is none, or has not begun. */
  round(loop: string): number | undefined;
  /** Everything known of the trigger, as `trigger()` gives it. */
  trigger(): JsonObject;
  /** Everything known of an action that has ended, as `actions()` gives it. */
  action(name: string): JsonObject | undefined;
  /** What `result()` gives of a scope, loop or condition: its top-level steps. Undefined for one that has not run. */
  result(name: string): JsonValue[] | undefined;
  variable(name: string): JsonValue | undefined;
  parameter(name: string): JsonValue | undefined;
  workflow(): JsonObject;
  callbackUrl(): string | undefined;
  /** Milliseconds since 1970 on the platform's clock. */
  now(): number;
  /** From 0 up to 1. */
  random(): number;
  guid(): string;
}
