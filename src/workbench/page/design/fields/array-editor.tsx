import { Button, Tooltip } from "@fluentui/react-components";
import { useState } from "react";
import { AddIcon, BracesIcon, DeleteIcon } from "../../icons.ts";
import type { JsonValue } from "../../model.ts";
import { texts } from "../../texts.ts";
import { ArrayItem } from "./array-item.tsx";
import type { EditorProps } from "./editor-props.ts";
import { JsonEditor } from "./json-editor.tsx";

/** A list: a row an item, or all of it as JSON. */
export function ArrayEditor(props: EditorProps) {
  const { id, input, value, onChange } = props;
  const items: readonly JsonValue[] | undefined = Array.isArray(value)
    ? value
    : value === undefined || value === ""
      ? []
      : undefined;
  const [raw, setRaw] = useState(items === undefined);
  const shown = raw || items === undefined;
  const set = (index: number, item: JsonValue) =>
    onChange((items ?? []).map((old, at) => (at === index ? item : old)));
  return (
    <div className="array">
      <div className="array-rows">
        {shown ? (
          <JsonEditor {...props} />
        ) : (
          <>
            {items.map((item, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: items have no name of their own
              <div className="array-row" key={index}>
                <label className="field-label" htmlFor={index === 0 ? id : `${id}-${index}`}>
                  {texts.fields.item(input.label.text, index + 1)}
                </label>
                <div className="array-line">
                  <ArrayItem
                    id={index === 0 ? id : `${id}-${index}`}
                    input={input}
                    value={item}
                    onChange={(next) => set(index, next ?? "")}
                  />
                  <Button
                    appearance="subtle"
                    icon={<DeleteIcon />}
                    aria-label={texts.fields.removeItem(index + 1)}
                    onClick={() => onChange(items.filter((_, at) => at !== index))}
                  />
                </div>
              </div>
            ))}
            <Button
              id={items.length === 0 ? id : undefined}
              icon={<AddIcon />}
              size="small"
              onClick={() => onChange([...items, ""])}
            >
              {texts.fields.addItem}
            </Button>
          </>
        )}
      </div>
      <Tooltip content={shown ? texts.fields.asRows : texts.fields.asJson} relationship="label">
        <Button
          appearance="subtle"
          size="small"
          icon={<BracesIcon />}
          disabled={shown && items === undefined}
          aria-pressed={shown}
          onClick={() => setRaw(!shown)}
        />
      </Tooltip>
    </div>
  );
}
