/** Opens the sheet of shortcuts, which is loaded when it is first wanted. */
import { isDialogOpen, openDialog } from "../state/dialogs.ts";

/** Loaded before the dialog opens: Fluent gives the focus to what is in a dialog at that moment. */
export async function openKeyboardSheet(): Promise<void> {
  const { KeyboardSheet } = await import("./keyboard-sheet.tsx");
  if (!isDialogOpen()) openDialog((close) => <KeyboardSheet onClose={close} />);
}
