/** What may be kept of values that somebody has filled in: nothing that is secret, and nothing that stands for a secret. */
import type { OperationView } from "../../designer/index.ts";
import { isSecretParameter } from "../../machine/redaction/names.ts";
import { HIDDEN } from "../../machine/redaction/url.ts";
import type { EnteredValues, JsonValue } from "../api.ts";
import { define } from "../project/views.ts";

export interface Guarded {
  values: EnteredValues;
  /** Keys of what is left out. */
  withheld: string[];
}

/**
 * Values without those that are secret. A masked value is not a substitute: filled in again, it would be sent as it is.
 * @param clean takes secrets out of a text
 * @param operation knows which inputs are passwords; undefined if it is gone
 */
export function withoutSecrets(
  values: EnteredValues,
  clean: (text: string) => string,
  operation: OperationView | undefined,
): Guarded {
  const guarded: Guarded = { values: {}, withheld: [] };
  for (const [key, value] of Object.entries(values)) {
    const input = operation?.inputs.find((one) => one.key === key);
    const isPassword = input?.format === "password" || (input !== undefined && isSecretParameter(input.name));
    if (isPassword || isMasked(value, clean)) guarded.withheld.push(key);
    else define<JsonValue>(guarded.values, key, value);
  }
  return guarded;
}

/** Whether a value holds a secret, or is what was left of one. */
export function isMasked(value: JsonValue, clean: (text: string) => string): boolean {
  const text = JSON.stringify(value);
  return text.includes(HIDDEN) || clean(text) !== text;
}
