import type { ComponentType, ReactNode } from "react";

/** Nothing here yet, and how to change that. */
export function EmptyState(props: {
  Icon: ComponentType<{ className?: string }>;
  title: string;
  text?: string;
  /** There is nothing because all is well. */
  good?: boolean;
  children?: ReactNode;
}) {
  const { Icon } = props;
  return (
    <div className="state-block">
      <Icon className={props.good ? "state-icon state-icon-good" : "state-icon"} aria-hidden />
      <p className="state-title">{props.title}</p>
      {props.text && <p className="state-text">{props.text}</p>}
      {props.children}
    </div>
  );
}
