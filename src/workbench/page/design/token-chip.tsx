import { Tooltip } from "@fluentui/react-components";
import { DismissIcon } from "../icons.ts";
import type { DesignAnswer, TokenView } from "../model.ts";
import { ConnectorIcon } from "../shell/connector-icon.tsx";
import { texts } from "../texts.ts";

/** A picked token: its label on the connector's colour, its expression when pointed at. */
export function TokenChip(props: {
  design: DesignAnswer;
  token: TokenView | undefined;
  name: string;
  onRemove(): void;
}) {
  const { design, token, name } = props;
  const label = token?.label.text ?? name;
  return (
    <span className={token ? "chip-token" : "chip-token chip-lost"}>
      <ConnectorIcon icon={design.icon} color={design.brandColor} size={16} />
      <Tooltip content={token ? token.pickedExpression : texts.compose.lost} relationship="description">
        <span className="chip-label">{label}</span>
      </Tooltip>
      <button
        type="button"
        className="chip-remove"
        aria-label={texts.compose.remove(label)}
        onClick={props.onRemove}
      >
        <DismissIcon aria-hidden />
      </button>
    </span>
  );
}
