/** Opens the search, which is loaded when the page has nothing else to do, or when it is wanted before. */
import { isDialogOpen, openDialog } from "../state/dialogs.ts";
import { hurry } from "../state/idle.ts";
import { listenAhead } from "./typed-ahead.ts";

let loaded: typeof import("./palette.tsx") | undefined;
let opening = false;

export async function loadPalette(): Promise<typeof import("./palette.tsx")> {
  loaded = await import("./palette.tsx");
  return loaded;
}

/** Loaded before the dialog opens: Fluent gives the focus to what is in a dialog at that moment. */
export async function openPalette(): Promise<void> {
  hurry();
  if (opening) return;
  opening = true;
  const stopListening = loaded ? undefined : listenAhead();
  try {
    const { Palette } = loaded ?? (await loadPalette());
    const ahead = stopListening?.();
    if (!isDialogOpen()) openDialog((close) => <Palette onClose={close} ahead={ahead} />);
  } finally {
    stopListening?.();
    opening = false;
  }
}
