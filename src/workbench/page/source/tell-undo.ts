import type { Actions } from "../model.ts";
import { announce } from "../state/announcer.ts";
import { tell } from "../state/notices.ts";

/** Says what was written into the files, with a way to take it back. */
export function tellUndo(actions: Actions, text: string, change: string | undefined): void {
  if (change === undefined) {
    announce(text);
    return;
  }
  tell({
    text,
    change,
    undo: () => actions.undo(change),
  });
}
