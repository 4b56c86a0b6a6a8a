/** Colours on a terminal: none in a pipe, none with NO_COLOR, always with FORCE_COLOR (Node's own rules). */
import { styleText } from "node:util";

type Style = "red" | "yellow" | "blue" | "cyan" | "green" | "magenta" | "bold" | "dim" | "underline";
export type Painter = Record<Style, (text: string) => string>;

const STYLES: Style[] = ["red", "yellow", "blue", "cyan", "green", "magenta", "bold", "dim", "underline"];

/** Functions that colour a text if, and only if, the stream shows colours. */
export function paint(stream: NodeJS.WriteStream): Painter {
  const painter = {} as Painter;
  for (const style of STYLES) painter[style] = (text) => styleText(style, text, { stream });
  return painter;
}

/** Functions that leave a text as it is: for files and tests. */
export const PLAIN: Painter = Object.fromEntries(
  STYLES.map((style) => [style, (text: string) => text]),
) as Painter;
