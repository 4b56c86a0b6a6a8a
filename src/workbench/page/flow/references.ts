/** Which steps the expressions of a step speak of, and whether they have run by then. */
import type { JsonValue } from "../model.ts";
import { piecesOf } from "./pieces.ts";
import { around, branchesOf, branchOf, earlier, everyStep, type Step, type Steps } from "./steps.ts";

const SPEAKING = /\b(?:outputs|body|actions|actionOutputs|actionBody|result)\s*\(\s*'((?:[^']|'')+)'/g;

/**
 * Names that a step speaks of although it does not run after them: the platform saves no such flow. Nobody speaks of a step that is
 * gone for long; its name is among them.
 */
export function tooEarly(steps: Steps, name: string, step: Step): string[] {
  const named = namedIn(withoutInner(step));
  if (named.size === 0) return [];
  const before = earlier(steps, name);
  const known = new Set([
    ...before.flatMap(([one, other]) => [one, ...everyStep({ [one]: other }).map(([inner]) => inner)]),
    ...around(steps, name).map(([one]) => one),
    // The condition of a loop looks at what its steps have done.
    ...(step.type === "Until" ? everyStep(branchOf(step, "actions")).map(([inner]) => inner) : []),
    name,
  ]);
  return [...named].filter((one) => ![...known].some((other) => other.toLowerCase() === one.toLowerCase()));
}

function namedIn(value: JsonValue): Set<string> {
  const names = new Set<string>();
  const look = (one: JsonValue): void => {
    if (typeof one === "string") {
      if (!one.includes("@")) return;
      for (const piece of piecesOf(one))
        if ("expression" in piece)
          for (const [, name] of piece.expression.matchAll(SPEAKING)) names.add(name!.replaceAll("''", "'"));
    } else if (one !== null && typeof one === "object")
      for (const inner of Object.values(one)) look(inner as JsonValue);
  };
  look(value);
  return names;
}

/** Steps inside it speak for themselves. */
function withoutInner(step: Step): JsonValue {
  if (branchesOf(step).length === 0) return step;
  const { actions: _, else: __, default: ___, cases: ____, ...own } = step;
  return own;
}
