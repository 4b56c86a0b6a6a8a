import { Button, Tooltip } from "@fluentui/react-components";
import { useId } from "react";
import { DismissIcon } from "../../icons.ts";
import type { FindingView, InputView, JsonValue, OperationView } from "../../model.ts";
import { useForm } from "../../state/form.ts";
import { texts } from "../../texts.ts";
import { findingsAt } from "../findings-at.ts";
import { useFocus } from "../focus.ts";
import { useRequiredShown } from "../required.ts";
import { Editor } from "./editor.tsx";
import { FieldFindings } from "./field-findings.tsx";
import { InputWhy } from "./input-why.tsx";

/** An input: label with its story, editor, findings about it. */
export function Field(props: {
  input: InputView;
  operation: OperationView;
  why: string | undefined;
  findings: readonly FindingView[];
}) {
  const { input, operation, why } = props;
  const { operationId } = operation;
  const form = useForm(operationId);
  const { draft } = form;
  const { focus } = useFocus();
  const id = useId();
  const complaint = useRequiredShown(operationId) && isMissing(input, draft.values);
  const value = Object.hasOwn(draft.values, input.key)
    ? draft.values[input.key]
    : (input.value as JsonValue | undefined);
  const about = findingsAt(props.findings, input);
  const remove = () =>
    form.change(({ removed, added, values }) => {
      const { [input.key]: _, ...others } = values;
      return {
        removed: [...removed, input.key],
        added: added.filter((key) => key !== input.key),
        values: others,
      };
    });
  const focused = focus?.kind === "input" && focus.key === input.key;
  return (
    <div className={focused ? "field field-focused" : "field"} data-at={input.key}>
      <div className="field-head">
        <label className="field-label" id={`${id}-label`} htmlFor={`${id}-input`}>
          {input.label.text}
          {input.required && (
            <>
              <span className="required" aria-hidden>
                {" *"}
              </span>
              <span className="visually-hidden">{texts.fields.required}</span>
            </>
          )}
        </label>
        <InputWhy input={input} why={why} />
        <FieldFindings findings={about} />
        <span className="grow" />
        {(input.place === "removable" || input.place === "advanced") && (
          <Tooltip content={texts.fields.remove(input.label.text)} relationship="label">
            <Button appearance="subtle" size="small" icon={<DismissIcon />} onClick={remove} />
          </Tooltip>
        )}
      </div>
      <Editor
        id={`${id}-input`}
        input={input}
        operation={operation}
        value={value}
        invalid={complaint}
        onChange={(next) => form.enter(input.key, next)}
      />
      {complaint && (
        <p className="field-error" role="alert">
          {texts.fields.isRequired(input.label.text)}
        </p>
      )}
    </div>
  );
}

export function isMissing(input: InputView, values: Record<string, JsonValue>): boolean {
  if (!input.required || input.place === "hidden") return false;
  const value = Object.hasOwn(values, input.key) ? values[input.key] : input.value;
  return (
    value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0)
  );
}
