import { Button, Input, Popover, PopoverSurface, PopoverTrigger } from "@fluentui/react-components";
import { useState } from "react";
import { FolderIcon } from "../../icons.ts";
import { texts } from "../../texts.ts";
import type { EditorProps } from "./editor-props.ts";
import { TreeLevel } from "./tree-level.tsx";

/** A file or folder: typed, or picked from the levels that the connector delivers. */
export function TreeEditor({ id, input, operation, value, invalid, onChange }: EditorProps) {
  const [open, setOpen] = useState(false);
  const text = value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);
  return (
    <Input
      id={id}
      value={text}
      placeholder={input.placeholder ?? ""}
      aria-required={input.required}
      aria-invalid={invalid}
      onChange={(_, data) => onChange(data.value === "" ? undefined : data.value)}
      contentAfter={
        <Popover open={open} onOpenChange={(_, data) => setOpen(data.open)} positioning="below-end" trapFocus>
          <PopoverTrigger disableButtonEnhancement>
            <Button
              appearance="transparent"
              size="small"
              icon={<FolderIcon />}
              aria-label={texts.dropDown.browse(input.label.text)}
            />
          </PopoverTrigger>
          <PopoverSurface className="tree-surface" aria-label={texts.dropDown.browse(input.label.text)}>
            <TreeLevel
              operation={operation}
              input={input}
              onPick={(row) => {
                onChange(row.value ?? row.title);
                setOpen(false);
              }}
            />
          </PopoverSurface>
        </Popover>
      }
    />
  );
}
