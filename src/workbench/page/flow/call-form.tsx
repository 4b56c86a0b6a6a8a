import { useMemo, useState } from "react";
import { parameterKey } from "../../../designer/serialize/power-automate.ts";
import { serialise } from "../../project/serialise.ts";
import { OperationFields } from "../design/operation-fields.tsx";
import type { EnteredValues, JsonObject, OperationAnswer, OperationView } from "../model.ts";
import type { Draft } from "../state/drafts.ts";
import { type Form, FormContext, formOf } from "../state/form.ts";
import type { Step } from "./steps.ts";

/** The form of a step that calls an operation. Its values are those of the definition, under the names that flows use. */
export function CallForm(props: { answer: OperationAnswer; step: Step; onChange(step: Step): void }) {
  const { answer, step, onChange } = props;
  const { operation } = answer;
  const [places, setPlaces] = useState<Pick<Draft, "removed" | "added">>({ removed: [], added: [] });
  const values = useMemo(() => valuesOf(step, operation), [step, operation]);
  const draft: Draft = {
    values,
    removed: places.removed,
    // What has a value is shown, whoever brought it in.
    added: [...places.added, ...Object.keys(values).filter((key) => !places.added.includes(key))],
  };
  const change: Form["change"] = (make) => {
    const next = { ...draft, ...make(draft) };
    setPlaces({ removed: next.removed, added: next.added });
    onChange(withValues(step, operation, next.values));
  };
  return (
    <FormContext value={formOf(draft, change)}>
      {operation.description && <p className="hint">{operation.description}</p>}
      <OperationFields answer={answer} />
    </FormContext>
  );
}

function parametersOf(step: Step): JsonObject {
  return ((step["inputs"] as JsonObject | undefined)?.["parameters"] as JsonObject | undefined) ?? {};
}

function valuesOf(step: Step, operation: OperationView): EnteredValues {
  const parameters = parametersOf(step);
  const values: EnteredValues = {};
  for (const input of operation.inputs) {
    const key = parameterKey(input);
    if (!Object.hasOwn(parameters, key) || input.place === "hidden") continue;
    const value = parameters[key]!;
    // What a required field holds before anybody has filled it in.
    if (value === "" && input.required) continue;
    values[input.key] = value;
  }
  for (const { key } of operation.dynamicInputs)
    if (Object.hasOwn(parameters, key)) values[key] = parameters[key]!;
  return values;
}

function withValues(step: Step, operation: OperationView, values: EnteredValues): Step {
  const written = serialise(operation, values).powerAutomate["inputs"] as JsonObject;
  const parameters = { ...(written["parameters"] as JsonObject) };
  // Inputs that only the service knows have no name of their own in the definition.
  for (const { key } of operation.dynamicInputs)
    if (values[key] !== undefined) parameters[key] = values[key]!;
  return { ...step, inputs: { ...(step["inputs"] as JsonObject), parameters } };
}
