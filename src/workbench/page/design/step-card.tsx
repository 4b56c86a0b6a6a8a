import type { CSSProperties, ReactNode } from "react";
import { ErrorIcon } from "../icons.ts";
import { safeColor } from "../state/format.ts";
import { texts } from "../texts.ts";

/** A step on the canvas: white, with a left edge in the connector's colour. */
export function StepCard(props: {
  title: string;
  color: string;
  icon: ReactNode;
  selected?: boolean;
  onSelect?: () => void;
  /** One of the places that arrow keys go through on the canvas. */
  stop?: boolean;
  foot?: { bad: boolean; text: string };
  /** Name of a step that can be taken to another place. */
  step?: string;
  drag?: { onStart(): void; onEnd(): void };
}) {
  const { title, color, icon, selected = false, stop = false, onSelect, foot, step, drag } = props;
  const style = { "--edge": safeColor(color) ?? "#000000" } as CSSProperties;
  const inside = (
    <>
      <span className="card-body">
        <span className="card-icon">{icon}</span>
        <span className="card-title">{title}</span>
      </span>
      {foot && foot.text !== "" && (
        <span className={foot.bad ? "card-foot card-foot-bad" : "card-foot"}>
          {foot.bad && <ErrorIcon aria-hidden />}
          {foot.text}
        </span>
      )}
    </>
  );
  if (!onSelect)
    return (
      <div className="card" style={style}>
        {inside}
      </div>
    );
  return (
    <button
      type="button"
      className={["card", selected && "card-selected", stop && "flow-stop"].filter(Boolean).join(" ")}
      style={style}
      aria-pressed={selected}
      aria-description={texts.design.openStep}
      data-step={step}
      draggable={drag !== undefined}
      onDragStart={(event) => {
        event.dataTransfer.setData("text/plain", title);
        event.dataTransfer.effectAllowed = "move";
        drag?.onStart();
      }}
      onDragEnd={() => drag?.onEnd()}
      onClick={onSelect}
    >
      {inside}
    </button>
  );
}
