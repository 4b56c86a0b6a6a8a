import { Button } from "@fluentui/react-components";
import { LinkIcon } from "../icons.ts";
import { useData } from "../state/data.tsx";
import { openDialog } from "../state/dialogs.ts";
import { texts } from "../texts.ts";
import { ConnectionDialog } from "./connection-dialog.tsx";

/** "Connected to …": which connection lists, calls and flows use. */
export function ConnectionRow() {
  const { state, source } = useData();
  const connection = state.connections.find(({ id }) => id === state.defaultConnection);
  const signedOut = connection?.status === "unauthenticated";
  return (
    <div className="connection-row">
      <LinkIcon className={signedOut ? "bad" : ""} aria-hidden />
      <span className={signedOut ? "connection-text bad" : "connection-text"}>
        {!connection
          ? texts.connection.none
          : signedOut
            ? texts.connection.invalid(connection.displayName)
            : texts.connection.connected(connection.displayName)}
      </span>
      {source.actions && (
        <Button
          appearance="transparent"
          size="small"
          onClick={() => openDialog((close) => <ConnectionDialog onClose={close} />)}
        >
          {texts.connection.change}
        </Button>
      )}
    </div>
  );
}
