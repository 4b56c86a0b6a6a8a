import { Input, Textarea } from "@fluentui/react-components";
import { TokenField } from "../../flow/token-field.tsx";
import { useTokenScope } from "../../flow/token-scope.ts";
import type { InputView } from "../../model.ts";
import { texts } from "../../texts.ts";
import { ArrayEditor } from "./array-editor.tsx";
import { ChoiceEditor } from "./choice-editor.tsx";
import { DynamicEditor } from "./dynamic-editor.tsx";
import type { EditorProps } from "./editor-props.ts";
import { JsonEditor } from "./json-editor.tsx";
import { TreeEditor } from "./tree-editor.tsx";
import { typed } from "./typed.ts";

/** The editor that the designer would choose for this input. */
export function Editor(props: EditorProps) {
  const { id, input, value, invalid, onChange } = props;
  const scope = useTokenScope();
  if (input.type === "array" && (input.editor === "array" || input.in === "body"))
    return <ArrayEditor {...props} />;
  if (input.editor === "filepicker") return <TreeEditor {...props} />;
  if (input.dynamicValues && input.editor === "combobox") return <DynamicEditor {...props} />;
  if (input.options && (input.options.length > 0 || input.editor === "combobox"))
    return <ChoiceEditor {...props} />;
  if (input.type === "object") return <JsonEditor {...props} />;
  const text = typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value);
  if (scope)
    return (
      <TokenField
        id={id}
        label={input.label.text}
        scope={scope}
        value={text}
        placeholder={input.placeholder ?? texts.fields.placeholder(input.label.text)}
        required={input.required}
        invalid={invalid}
        multiline={isLong(input)}
        onChange={(next) => onChange(next === "" && !input.value ? undefined : typed(next, input.type))}
      />
    );
  const shared = {
    id,
    value: text,
    placeholder: input.placeholder ?? texts.fields.placeholder(input.label.text),
    "aria-invalid": invalid,
    "aria-required": input.required,
    onChange: (_: unknown, data: { value: string }) =>
      onChange(data.value === "" && !input.value ? undefined : typed(data.value, input.type)),
  };
  if (isLong(input)) return <Textarea resize="vertical" rows={4} {...shared} />;
  return <Input {...shared} />;
}

function isLong({ editor, format }: InputView): boolean {
  return editor === "html" || format === "html" || editor === "textarea";
}
