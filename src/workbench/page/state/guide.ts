/** Whether the first-run guide is shown: until somebody hides it, and again when somebody asks for it. */
import { keptChoice, useKeptChoice } from "./kept-choice.ts";

const choice = keptChoice("workbench-guide", ["shown", "hidden"]);

export function showGuide(next: boolean): void {
  choice.choose(next ? "shown" : "hidden");
}

export function useGuide(): boolean {
  return useKeptChoice(choice) !== "hidden";
}
