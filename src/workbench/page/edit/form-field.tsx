import { Dropdown, Field, Input, Option, Switch, Textarea } from "@fluentui/react-components";
import { useState } from "react";
import type { FormField, JsonValue } from "../model.ts";
import { texts } from "../texts.ts";

/** One member of the definition, to be entered in the way that fits it. */
export function FormFieldEditor(props: {
  field: FormField;
  value: JsonValue | undefined;
  disabled: boolean;
  onChange(value: JsonValue | undefined): void;
}) {
  const { field, value, disabled, onChange } = props;
  const { is, as, options = [], member = "" } = field;
  const words = texts.form;
  const label = is === "path" ? words.fields.path(field.key) : words.fields[is];
  const hint = words.hints[is];
  if (as === "flag")
    return (
      <Switch
        label={label}
        disabled={disabled}
        checked={value === true}
        // A member that was never there is taken out again, not set to false.
        onChange={(_, { checked }) => onChange(checked ? true : field.value === false ? false : undefined)}
      />
    );
  if (as === "member") {
    const names = Array.isArray(value) ? value : [];
    return (
      <Switch
        label={label}
        disabled={disabled}
        checked={names.includes(member)}
        onChange={(_, { checked }) => {
          const next = checked ? [...names, member] : names.filter((name) => name !== member);
          onChange(next.length === 0 && field.value === undefined ? undefined : next);
        }}
      />
    );
  }
  const text = typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value);
  if (as === "choice")
    return (
      <Field label={label}>
        <Dropdown
          disabled={disabled}
          value={text || words.noVisibility}
          selectedOptions={[text]}
          onOptionSelect={(_, { optionValue = "" }) => onChange(optionValue === "" ? undefined : optionValue)}
        >
          <Option value="">{words.noVisibility}</Option>
          {[...new Set([...options, ...(text ? [text] : [])])].map((option) => (
            <Option key={option} value={option}>
              {option}
            </Option>
          ))}
        </Dropdown>
      </Field>
    );
  if (as === "json") return <JsonField {...props} label={label} hint={hint} />;
  const onText = (next: string) => onChange(next === "" ? undefined : next);
  return (
    <Field label={label} {...(hint === undefined ? {} : { hint })}>
      {as === "long" ? (
        <Textarea
          disabled={disabled}
          resize="vertical"
          rows={3}
          value={text}
          onChange={(_, data) => onText(data.value)}
        />
      ) : (
        <Input disabled={disabled} value={text} onChange={(_, data) => onText(data.value)} />
      )}
    </Field>
  );
}

/** A value of any type; what is not JSON is not taken over. */
function JsonField(props: {
  value: JsonValue | undefined;
  disabled: boolean;
  label: string;
  hint: string | undefined;
  onChange(value: JsonValue | undefined): void;
}) {
  const { value, disabled, label, hint, onChange } = props;
  const [typed, setTyped] = useState<string>();
  const [wrong, setWrong] = useState(false);
  return (
    <Field
      label={label}
      {...(hint === undefined ? {} : { hint })}
      {...(wrong ? { validationMessage: texts.form.noJson } : {})}
    >
      <Input
        disabled={disabled}
        value={typed ?? (value === undefined ? "" : JSON.stringify(value))}
        onChange={(_, data) => {
          setTyped(data.value);
          try {
            onChange(data.value.trim() === "" ? undefined : (JSON.parse(data.value) as JsonValue));
            setWrong(false);
          } catch {
            setWrong(true);
          }
        }}
        onBlur={() => wrong || setTyped(undefined)}
      />
    </Field>
  );
}
