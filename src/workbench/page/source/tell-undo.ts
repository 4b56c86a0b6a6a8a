import type { Actions } from "../model.ts";
import { announce } from "../state/announcer.ts";
import { tell } from "../state/notices.ts";
import { texts } from "../texts.ts";

/** Says what was written into the files, with a way to take it back. */
export function tellUndo(actions: Actions, text: string, change: string | undefined): void {
  if (change === undefined) {
    announce(text);
    return;
  }
  tell({
    text,
    change,
    async undo() {
      await actions.undo(change);
      announce(texts.source.undone);
    },
  });
}
