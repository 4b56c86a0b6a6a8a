import { useMemo } from "react";
import { DropDown } from "./drop-down.tsx";
import type { EditorProps } from "./editor-props.ts";

/** Values that are written in the definition, and Yes or No. */
export function ChoiceEditor({ id, input, value, invalid, onChange }: EditorProps) {
  const rows = useMemo(() => {
    const options = (input.options ?? []).map(({ displayName, value: own }) => ({
      title: String(displayName),
      value: own,
    }));
    return input.sorted ? options.sort((a, b) => a.title.localeCompare(b.title)) : options;
  }, [input.options, input.sorted]);
  return (
    <DropDown
      id={id}
      label={input.label.text}
      rows={rows}
      value={value}
      placeholder={input.placeholder}
      required={input.required}
      invalid={invalid}
      onChange={onChange}
    />
  );
}
