import { Button, MessageBar, MessageBarActions, MessageBarBody } from "@fluentui/react-components";
import { useEffect } from "react";
import { DismissIcon } from "../icons.ts";
import { tell, tellFromBefore, useNotice } from "../state/notices.ts";
import { useAction } from "../state/use-action.ts";
import { texts } from "../texts.ts";
import { TroubleBar } from "./trouble-bar.tsx";

/** What was just done, with a way to take it back. Stays until it is dismissed: nobody has to hurry. */
export function NoticeBar() {
  const notice = useNotice();
  const undo = useAction(async () => {
    await notice?.undo?.();
    tell(undefined);
  });
  useEffect(tellFromBefore, []);
  if (!notice) return null;
  return (
    <section className="notice-bar" aria-label={texts.shell.notice}>
      <TroubleBar trouble={undo.trouble} onDismiss={undo.dismiss} />
      <MessageBar intent="info">
        <MessageBarBody>{notice.text}</MessageBarBody>
        <MessageBarActions
          containerAction={
            <Button
              appearance="transparent"
              icon={<DismissIcon />}
              aria-label={texts.shell.dismiss}
              onClick={() => tell(undefined)}
            />
          }
        >
          {notice.undo && (
            <Button disabled={undo.busy} onClick={() => void undo.run()}>
              {texts.shell.undo}
            </Button>
          )}
        </MessageBarActions>
      </MessageBar>
    </section>
  );
}
