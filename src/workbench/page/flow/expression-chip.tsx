import { Tooltip } from "@fluentui/react-components";
import { DismissIcon } from "../icons.ts";
import { texts } from "../texts.ts";
import { kindOf } from "./kinds.tsx";
import { StepIcon } from "./step-icon.tsx";
import type { Token, TokenSource } from "./token-sources.ts";

/** An output or an expression within a field: its label in the colour of its step, its words when pointed at. */
export function ExpressionChip(props: {
  expression: string;
  found: { token: Token; source: TokenSource } | undefined;
  onEdit(): void;
  onRemove(): void;
}) {
  const { expression, found } = props;
  const label = found?.token.label ?? expression;
  const color = found?.source.operation ? undefined : kindOf(found?.source.type).color;
  return (
    <span
      className="chip-token"
      style={found && !found.source.operation ? { background: `${color}33` } : undefined}
    >
      {found ? (
        <StepIcon type={found.source.type} connector={found.source.operation !== undefined} size={16} />
      ) : (
        <span className="chip-fx" aria-hidden>
          fx
        </span>
      )}
      <Tooltip
        content={found ? `${found.source.title}: ${expression}` : expression}
        relationship="description"
      >
        <button
          type="button"
          className="chip-label"
          onClick={props.onEdit}
          aria-label={texts.flow.editExpression(label)}
        >
          {label}
        </button>
      </Tooltip>
      <button
        type="button"
        className="chip-remove"
        aria-label={texts.flow.removeToken(label)}
        tabIndex={-1}
        onClick={props.onRemove}
      >
        <DismissIcon aria-hidden />
      </button>
    </span>
  );
}
