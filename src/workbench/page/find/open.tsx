/** Opens the search, which is loaded when it is first wanted. */
import { isDialogOpen, openDialog } from "../state/dialogs.ts";

/** Loaded before the dialog opens: Fluent gives the focus to what is in a dialog at that moment. */
export async function openPalette(): Promise<void> {
  const { Palette } = await import("./palette.tsx");
  if (!isDialogOpen()) openDialog((close) => <Palette onClose={close} />);
}
