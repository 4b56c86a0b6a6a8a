/** What is said of a kind of change, whoever causes it. */
import type { Area, ChangeClass, Concern } from "../change.ts";

export interface Kind {
  area: Area;
  /** The usual class; a single change may be milder or graver, and says why. */
  class: ChangeClass;
  /** What has happened, in a few words. */
  title: string;
  concerns: readonly Concern[];
  why: string;
  help: string;
}

export const REVISE =
  "Keep the old operation, marked deprecated, and add a revision with an id of its own; x-ms-api-annotation puts both into one family.";
export const SHOWN = "Nothing needs to be done.";

/** The kinds of one area. */
export function kindsOf(area: Area) {
  return (
    changeClass: ChangeClass,
    title: string,
    concerns: readonly Concern[],
    why: string,
    help: string,
  ): Kind => ({ area, class: changeClass, title, concerns, why, help });
}
