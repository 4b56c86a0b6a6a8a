/** Opens the search, which is loaded when the page has nothing else to do, or when it is wanted before. */
import { isDialogOpen, openDialog } from "../state/dialogs.ts";
import type { Palette } from "./palette.tsx";

let Loaded: typeof Palette | undefined;

async function load(): Promise<typeof Palette> {
  Loaded = (await import("./palette.tsx")).Palette;
  return Loaded;
}

/** After this, the box is there before the next key is pressed: nothing that is typed right behind Ctrl+K is lost. */
export function preparePalette(): void {
  // Without a server it is loaded, or said to be missing, when it is wanted.
  const prepare = () => void load().catch(() => {});
  if ("requestIdleCallback" in window) window.requestIdleCallback(prepare);
  else setTimeout(prepare, 1_000);
}

/** Loaded before the dialog opens: Fluent gives the focus to what is in a dialog at that moment. */
export async function openPalette(): Promise<void> {
  const Search = Loaded ?? (await load());
  if (!isDialogOpen()) openDialog((close) => <Search onClose={close} />);
}
