import { Dialog } from "@fluentui/react-components";
import { closeDialog, useOpenDialog } from "../state/dialogs.ts";
import { ErrorBoundary } from "./error-boundary.tsx";

/** Shows the open dialog; the focus then goes back to what opened it, or to the view if that is gone. */
export function DialogHost() {
  const dialog = useOpenDialog();
  const giveBack = () => {
    const { opener, next } = dialog ?? {};
    const named = typeof next !== "string" ? null : document.querySelector<HTMLElement>(next);
    const target = named ?? (opener instanceof HTMLElement && opener.isConnected ? opener : undefined);
    const given = target ?? document.getElementById("main");
    if (named && !named.hasAttribute("tabindex")) named.tabIndex = -1;
    given?.focus();
    if (typeof next === "function") next();
  };
  return (
    <Dialog
      open={dialog?.open === true}
      onOpenChange={(_, data) => data.open || closeDialog()}
      surfaceMotion={{
        onMotionFinish: (_, { direction }) => {
          // Only what can be reached takes the focus: Fluent lifts the veil from the page right after this.
          if (direction === "exit") setTimeout(giveBack, 50);
        },
      }}
    >
      <ErrorBoundary key={dialog?.number}>{dialog?.content(closeDialog)}</ErrorBoundary>
    </Dialog>
  );
}
