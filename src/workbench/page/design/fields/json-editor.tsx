import { Textarea } from "@fluentui/react-components";
import { useState } from "react";
import type { JsonValue } from "../../model.ts";
import { texts } from "../../texts.ts";
import type { EditorProps } from "./editor-props.ts";

/** An object or a list as JSON. What cannot be read yet is kept as it is written, and said. */
export function JsonEditor({ id, input, value, invalid, onChange }: EditorProps) {
  const [text, setText] = useState(() =>
    value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value, null, 2),
  );
  const broken = text.trim() !== "" && !text.trimStart().startsWith("@") && parse(text) === undefined;
  return (
    <div className="grow">
      <Textarea
        className="json-editor"
        id={id}
        resize="vertical"
        rows={4}
        value={text}
        placeholder={input.placeholder ?? texts.fields.jsonPlaceholder}
        aria-invalid={invalid || broken}
        aria-describedby={broken ? `${id}-broken` : undefined}
        spellCheck={false}
        onChange={(_, data) => {
          setText(data.value);
          onChange(data.value.trim() === "" ? undefined : (parse(data.value) ?? data.value));
        }}
      />
      {broken && (
        <p className="field-error" id={`${id}-broken`}>
          {texts.fields.noJson}
        </p>
      )}
    </div>
  );
}

function parse(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}
