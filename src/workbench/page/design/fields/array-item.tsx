import { Input } from "@fluentui/react-components";
import { useMemo } from "react";
import type { InputView, JsonValue } from "../../model.ts";
import { texts } from "../../texts.ts";
import { DropDown } from "./drop-down.tsx";
import { typed } from "./typed.ts";

/** One row: a choice if the list itself has an `enum`, else a line of text, as in the designer. */
export function ArrayItem(props: {
  id: string;
  input: InputView;
  value: JsonValue;
  onChange(value: JsonValue | undefined): void;
}) {
  const { id, input, value, onChange } = props;
  const rows = useMemo(
    () =>
      (input.options ?? []).map(({ displayName, value: own }) => ({
        title: String(displayName),
        value: own,
      })),
    [input.options],
  );
  if (rows.length > 0)
    return (
      <DropDown
        id={id}
        label={input.label.text}
        rows={rows}
        value={value}
        placeholder={texts.fields.itemPlaceholder}
        required={false}
        invalid={false}
        onChange={onChange}
      />
    );
  return (
    <Input
      id={id}
      className="grow"
      value={typeof value === "string" ? value : JSON.stringify(value)}
      placeholder={texts.fields.itemPlaceholder}
      onChange={(_, data) => onChange(asItem(data.value, input.itemType))}
    />
  );
}

function asItem(text: string, type: string | undefined): JsonValue {
  if (type === "object" || type === "array") {
    try {
      return JSON.parse(text) as JsonValue;
    } catch {
      return text;
    }
  }
  return typed(text, type);
}
