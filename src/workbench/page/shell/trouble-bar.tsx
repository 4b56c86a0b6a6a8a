import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from "@fluentui/react-components";
import { DismissIcon } from "../icons.ts";
import type { Trouble } from "../state/use-action.ts";
import { texts } from "../texts.ts";

/** Why something was not done. */
export function TroubleBar({ trouble, onDismiss }: { trouble: Trouble | undefined; onDismiss(): void }) {
  if (!trouble) return null;
  return (
    <MessageBar intent="error" layout="multiline" className="trouble">
      <MessageBarBody>
        <MessageBarTitle>{trouble.message}</MessageBarTitle>
        {trouble.help}
      </MessageBarBody>
      <MessageBarActions
        containerAction={
          <Button
            appearance="transparent"
            size="small"
            icon={<DismissIcon />}
            aria-label={texts.shell.dismiss}
            onClick={onDismiss}
          />
        }
      />
    </MessageBar>
  );
}
