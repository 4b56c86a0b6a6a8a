import { Button, MessageBar, MessageBarActions, MessageBarBody } from "@fluentui/react-components";
import { useEffect, useState } from "react";
import { DismissIcon } from "../icons.ts";
import { useData, useQuery } from "../state/data.tsx";
import { holdNotice, letEnd, notice as now, tell, tellFromBefore, useNotice } from "../state/notices.ts";
import { troubleOf } from "../state/use-action.ts";
import { texts } from "../texts.ts";

/** What was just done, with a way to take it back, or why it was not taken back: one bar at most. */
export function NoticeBar() {
  const notice = useNotice();
  const [busy, setBusy] = useState(false);
  useEndOfChange(notice?.change);
  useEffect(tellFromBefore, []);
  if (!notice) return null;
  const undo = async () => {
    setBusy(true);
    try {
      await notice.undo?.();
      // What is undone may say so itself, with a way forth again.
      if (now() === notice || now() === undefined) tell({ text: texts.shell.undone(notice.text) });
    } catch (error) {
      const { message, help } = troubleOf(error);
      tell({ text: [message, help].filter(Boolean).join(" "), failed: true });
    } finally {
      setBusy(false);
    }
  };
  return (
    <section
      className="notice-bar"
      aria-label={texts.shell.notice}
      onPointerEnter={holdNotice}
      onPointerLeave={letEnd}
      onFocus={holdNotice}
      onBlur={letEnd}
    >
      <MessageBar intent={notice.failed ? "error" : "info"}>
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
            <Button disabled={busy} onClick={() => void undo()}>
              {texts.shell.undo}
            </Button>
          )}
        </MessageBarActions>
      </MessageBar>
    </section>
  );
}

/** Ends the notice of a change that the files do not hold any more: its Undo could only fail. */
function useEndOfChange(change: string | undefined): void {
  const { source, versions } = useData();
  const watched = source.actions && change !== undefined;
  const sources = useQuery(watched ? "sources" : undefined, versions.findings, (from) =>
    from.actions!.sources(),
  );
  const over = watched && sources.data?.changes.some(({ id, undoable }) => id === change && !undoable);
  useEffect(() => {
    if (over) tell(undefined);
  }, [over]);
}
