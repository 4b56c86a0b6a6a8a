import { useMemo, useState } from "react";
import { parameterKey } from "../../../designer/serialize/power-automate.ts";
import { serialise } from "../../project/serialise.ts";
import { AdvancedPicker } from "../design/advanced-picker.tsx";
import { DynamicInputs } from "../design/dynamic-inputs.tsx";
import { Field } from "../design/fields/field.tsx";
import { placeInputs } from "../design/place-inputs.ts";
import type { EnteredValues, JsonObject, OperationAnswer, OperationView } from "../model.ts";
import type { Draft } from "../state/drafts.ts";
import { type Form, FormContext } from "../state/form.ts";
import { texts } from "../texts.ts";
import type { Step } from "./steps.ts";

/** The form of a step that calls an operation. Its values are those of the definition, under the names that flows use. */
export function CallForm(props: { answer: OperationAnswer; step: Step; onChange(step: Step): void }) {
  const { answer, step, onChange } = props;
  const { operation, explained, findings } = answer;
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
  const form: Form = {
    draft,
    change,
    enter: (key, value) =>
      change(({ values: { [key]: _, ...others } }) => ({
        values: value === undefined ? others : { ...others, [key]: value },
      })),
  };
  const { shown, optional } = placeInputs(operation, draft);
  return (
    <FormContext value={form}>
      {operation.description && <p className="hint">{operation.description}</p>}
      {shown.length === 0 && optional.length === 0 && operation.dynamicInputs.length === 0 && (
        <p className="hint">{texts.fields.nothingNeeded}</p>
      )}
      <div className="fields">
        {shown.map((input) => (
          <Field
            key={input.key}
            input={input}
            operation={operation}
            why={explained.inputs[input.key]}
            findings={findings}
          />
        ))}
        {operation.dynamicInputs.map((dynamic) => (
          <DynamicInputs key={dynamic.key} operation={operation} dynamic={dynamic} />
        ))}
      </div>
      {optional.length > 0 && <AdvancedPicker operation={operation} optional={optional} draft={draft} />}
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
