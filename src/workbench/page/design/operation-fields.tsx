import type { OperationAnswer } from "../model.ts";
import { useForm } from "../state/form.ts";
import { texts } from "../texts.ts";
import { AdvancedPicker } from "./advanced-picker.tsx";
import { DynamicInputs } from "./dynamic-inputs.tsx";
import { Field } from "./fields/field.tsx";
import { placeInputs } from "./place-inputs.ts";
import { RecurrenceFields } from "./recurrence-fields.tsx";

/** The fields of an operation, wherever it is called: what is shown at once, and what is behind "Advanced parameters". */
export function OperationFields({ answer }: { answer: OperationAnswer }) {
  const { operation, explained, findings } = answer;
  const { draft } = useForm(operation.operationId);
  const { shown, optional } = placeInputs(operation, draft);
  const nothing = shown.length === 0 && optional.length === 0 && operation.dynamicInputs.length === 0;
  return (
    <>
      {nothing && !operation.recurrence && <p className="hint">{texts.fields.nothingNeeded}</p>}
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
        {operation.recurrence && <RecurrenceFields operation={operation} recurrence={operation.recurrence} />}
      </div>
      {optional.length > 0 && <AdvancedPicker operation={operation} optional={optional} draft={draft} />}
    </>
  );
}
