/** Whether shortcuts of a single key are used: who speaks to the page, or presses keys by accident, can turn them off. */
import { keptChoice, useKeptChoice } from "./kept-choice.ts";

const choice = keptChoice("workbench-single-keys", ["on", "off"]);

export function singleKeys(): boolean {
  return choice.now() !== "off";
}

export function chooseSingleKeys(next: boolean): void {
  choice.choose(next ? "on" : "off");
}

export function useSingleKeys(): boolean {
  return useKeptChoice(choice) !== "off";
}
