import { Dialog, useModalAttributes } from "@fluentui/react-components";
import { closeDialog, endDialog, useOpenDialog } from "../state/dialogs.ts";
import { ErrorBoundary } from "./error-boundary.tsx";

/** Shows the open dialog. Each is one of its own, so that the next can open while the one before is still fading out. */
export function DialogHost() {
  // Keeps alive what hides the page from assistive technology while a dialog is open: ended with the last dialog that uses it, as
  // when one takes the place of another, it would forget what it has hidden.
  useModalAttributes({ trapFocus: true });
  const dialog = useOpenDialog();
  if (!dialog) return null;
  const { number, open, content } = dialog;
  return (
    <Dialog
      key={number}
      open={open}
      onOpenChange={(_, data) => data.open || closeDialog()}
      surfaceMotion={{
        onMotionFinish: (_, { direction }) => {
          // Only what can be reached takes the focus: Fluent lifts the veil from the page right after this.
          if (direction === "exit") setTimeout(() => endDialog(number), 50);
        },
      }}
    >
      <ErrorBoundary>{content(closeDialog)}</ErrorBoundary>
    </Dialog>
  );
}
