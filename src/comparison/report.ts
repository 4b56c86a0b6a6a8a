/** A comparison with what every format shows besides. */
import type { Painter } from "../machine/terminal/paint.ts";
import type { ChangePlace, Comparison } from "./change.ts";
import { KINDS, type KindId } from "./kinds/kinds.ts";

export interface Report extends Comparison {
  /** The two arguments. */
  old: string;
  new: string;
  /** The folder of the new version relative to the current one; undefined if it is in none. */
  folder: string | undefined;
  /** What was not compared, and why. */
  notes: string[];
}

export interface FormatOptions {
  paint: Painter;
  /** All changes instead of the first of the safe ones. */
  all: boolean;
  /** Cells of a line of the terminal. */
  width?: number | undefined;
}

export type Format = (report: Report, options: FormatOptions) => string;

/** What a kind of change is called. */
export function titleOf(id: string): string {
  return Object.hasOwn(KINDS, id) ? KINDS[id as KindId].title : id;
}

/** `apiDefinition.swagger.json:12`. */
export function placeText(place: ChangePlace): string {
  return `${place.file}:${place.line}`;
}

/** A file of the new version as programs beside us find it. */
export function pathOf(report: Report, file: string): string {
  return report.folder === undefined || report.folder === "." ? file : `${report.folder}/${file}`;
}
