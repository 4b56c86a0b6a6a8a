import { Button } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { DismissIcon } from "../icons.ts";
import { texts } from "../texts.ts";

export function PanelHead(props: {
  icon: ReactNode;
  title: string;
  /** Buttons in front of the one that closes. */
  actions?: ReactNode;
  onClose?: () => void;
}) {
  return (
    <div className="panel-head">
      {props.icon}
      <h2 className="panel-title">{props.title}</h2>
      {props.actions}
      {props.onClose && (
        <Button
          appearance="subtle"
          icon={<DismissIcon />}
          aria-label={texts.design.closePanel}
          onClick={props.onClose}
        />
      )}
    </div>
  );
}
