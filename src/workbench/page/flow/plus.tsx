import { Button } from "@fluentui/react-components";
import { type DragEvent, type KeyboardEvent, useState } from "react";
import { AddIcon } from "../icons.ts";
import { texts } from "../texts.ts";
import { useCanvas } from "./canvas-context.ts";
import { paste, take } from "./change-flow.ts";
import { canMoveTo, type Place } from "./steps.ts";

/** What a place takes: a press, a step that is dropped, and one that is pasted. */
function usePlace(place: Place) {
  const { formKey, steps, dragged, onAdd, onDrag, onFocus } = useCanvas();
  const [over, setOver] = useState(false);
  const fits = dragged !== undefined && canMoveTo(steps, dragged, place);
  return {
    className: over && fits ? "drop-over" : fits ? "drop-here" : "",
    onClick: () => onAdd(place),
    onDragOver(event: DragEvent) {
      if (!fits) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop(event: DragEvent) {
      event.preventDefault();
      setOver(false);
      if (!fits) return;
      take(formKey, dragged, place);
      onDrag(undefined);
      onFocus(dragged);
    },
    onKeyDown(event: KeyboardEvent) {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "v") return;
      event.preventDefault();
      event.stopPropagation();
      const made = paste(formKey, place);
      if (made !== undefined) onFocus(made);
    },
  };
}

/** Between two steps: an arrow, on which a step can be put. */
export function Between({ label, place }: { label: string; place: Place }) {
  const { canChange } = useCanvas();
  const { className, onDragOver, onDragLeave, onDrop, ...press } = usePlace(place);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a larger target for what is dropped on the button inside
    <span
      className={`between ${className}`}
      onDragOver={onDragOver}
      onDragLeave={onDragLeave}
      onDrop={onDrop}
    >
      <span className="arrow" aria-hidden />
      {canChange && (
        <button type="button" className="between-add flow-stop" aria-label={label} title={label} {...press}>
          <AddIcon aria-hidden />
        </button>
      )}
    </span>
  );
}

/** Behind the last step. */
export function AddButton({ label, place }: { label: string; place: Place }) {
  const { canChange } = useCanvas();
  const { className, onDragOver, onDragLeave, onDrop, ...press } = usePlace(place);
  if (!canChange) return null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a larger target for what is dropped on the button inside
    <span
      className={`add-last ${className}`}
      onDragOver={onDragOver}
      onDragLeave={onDragLeave}
      onDrop={onDrop}
    >
      <span className="stem" aria-hidden />
      <Button size="small" className="flow-stop" icon={<AddIcon />} aria-label={label} {...press}>
        {texts.flow.addStep}
      </Button>
    </span>
  );
}
