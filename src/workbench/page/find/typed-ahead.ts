/** What somebody types into a box that is asked for and not there yet. */
export interface TypedAhead {
  text: string;
  /** Whether it ended with Enter. */
  entered: boolean;
}

/** Takes keys in the place of the box, until it is told to stop and says what they were. */
export function listenAhead(): () => TypedAhead {
  const ahead: TypedAhead = { text: "", entered: false };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || ahead.entered) return;
    if (event.key === "Enter") ahead.entered = true;
    else if (event.key === "Backspace") ahead.text = ahead.text.slice(0, -1);
    else if (event.key.length === 1) ahead.text += event.key;
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  window.addEventListener("keydown", onKeyDown, true);
  return () => {
    window.removeEventListener("keydown", onKeyDown, true);
    return ahead;
  };
}
