import type { ComponentType, ReactNode } from "react";

/** Nothing here yet, and how to change that. */
export function EmptyState(props: {
  Icon: ComponentType<{ className?: string }>;
  title: string;
  text?: string;
  children?: ReactNode;
}) {
  const { Icon } = props;
  return (
    <div className="state-block">
      <Icon className="state-icon" aria-hidden />
      <p className="state-title">{props.title}</p>
      {props.text && <p className="state-text">{props.text}</p>}
      {props.children}
    </div>
  );
}
