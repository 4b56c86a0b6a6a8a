import { MessageBar, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import type { Recording } from "../model.ts";
import { NamedPlace } from "../source/named-place.tsx";
import { useData } from "../state/data.tsx";
import { dateTime } from "../state/format.ts";
import { texts } from "../texts.ts";

/** What holds for every view: a recording, a broken file, a connector that cannot run. */
export function Banners({ recording }: { recording: Recording | undefined }) {
  const { source, state, connection } = useData();
  const { stale, notRunnable } = state.connector;
  return (
    <section className="banners" aria-label={texts.shell.notices}>
      {recording && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{texts.shell.recordedTitle}</MessageBarTitle>
            {texts.shell.recorded(dateTime(recording.recordedAt))}
          </MessageBarBody>
        </MessageBar>
      )}
      {connection === "locked" && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{texts.shell.lockedTitle}</MessageBarTitle>
            {texts.shell.locked}
          </MessageBarBody>
        </MessageBar>
      )}
      {stale && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{texts.shell.staleTitle}</MessageBarTitle>
            {stale.message} {stale.help}{" "}
            {state.connector.revision > 1 ? texts.shell.stale : texts.shell.neverRead}{" "}
            {source.actions && <NamedPlace message={stale.message} />}
          </MessageBarBody>
        </MessageBar>
      )}
      {notRunnable && !stale && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{texts.shell.notRunnableTitle}</MessageBarTitle>
            {notRunnable.message} {notRunnable.help}
          </MessageBarBody>
        </MessageBar>
      )}
    </section>
  );
}
