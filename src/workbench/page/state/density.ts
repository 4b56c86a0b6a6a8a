/** How much room a row takes: as somebody chose, else by how much there is to show. */
import { keptChoice, useKeptChoice } from "./kept-choice.ts";

export type Density = "compact" | "comfortable";
/** With more operations than this, rows are compact unless somebody chose. */
const MANY = 25;

const choice = keptChoice<Density>("workbench-density", ["compact", "comfortable"]);

export const chooseDensity = choice.choose;

/** @param count how many rows there are */
export function useDensity(count: number): Density {
  return useKeptChoice(choice) ?? (count > MANY ? "compact" : "comfortable");
}
