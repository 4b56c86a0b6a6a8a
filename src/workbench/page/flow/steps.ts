/**
 * The steps of a flow that is being built, as the definition holds them: added, moved, copied, renamed, deleted. Pure; every change
 * gives a new object. How the steps of one level follow each other is `graph.ts`.
 */
import { escapeRegExp } from "../../../json/escape-reg-exp.ts";
import type { JsonObject, JsonValue } from "../model.ts";
import {
  ancestorsOf,
  canSwap,
  insertInto,
  orderOf,
  removeFrom,
  renameIn,
  type Spot,
  type Step,
  type Steps,
  swap,
} from "./graph.ts";
import { piecesOf, textOf } from "./pieces.ts";

export { beforeOf, orderOf, type Step, type Steps, statusesOf } from "./graph.ts";

/** What holds steps in a step: `actions`, `else`, `default`, or `case:` and the name of a case. */
export type Branch = string;

/** A level of steps: that of the flow itself, of a loop or scope, or of a branch. */
export interface Level {
  /** Name of the step around it; undefined for the flow itself. */
  of?: string;
  branch?: Branch;
}

export interface Place extends Level, Spot {}

export function levelOf(steps: Steps, { of, branch = "actions" }: Level): Steps {
  if (of === undefined) return steps;
  return branchOf(findStep(steps, of), branch);
}

/** The branches of a step that holds others, in the order in which they are drawn. */
export function branchesOf(step: Step | undefined): Branch[] {
  switch (step?.type?.toLowerCase()) {
    case "if":
      return ["actions", "else"];
    case "switch":
      return [
        ...Object.keys((step["cases"] as JsonObject | undefined) ?? {}).map((name) => `case:${name}`),
        "default",
      ];
    case "foreach":
    case "scope":
    case "until":
      return ["actions"];
    default:
      return [];
  }
}

export function branchOf(step: Step | undefined, branch: Branch): Steps {
  const holder = branch === "actions" ? step : (holderOf(step, branch) as JsonObject | undefined);
  return (holder?.["actions"] as Steps | undefined) ?? {};
}

function holderOf(step: Step | undefined, branch: Branch): JsonValue | undefined {
  if (!branch.startsWith("case:")) return step?.[branch];
  return (step?.["cases"] as JsonObject | undefined)?.[branch.slice("case:".length)];
}

function withBranch(step: Step, branch: Branch, actions: Steps): Step {
  if (branch === "actions") return { ...step, actions };
  const holder = { ...(holderOf(step, branch) as JsonObject | undefined), actions };
  if (!branch.startsWith("case:")) return { ...step, [branch]: holder };
  return {
    ...step,
    cases: { ...(step["cases"] as JsonObject | undefined), [branch.slice("case:".length)]: holder },
  };
}

/** A step with the steps inside it that another one has, as far as it still has their branches. */
export function withInner(step: Step, from: Step): Step {
  let next = step;
  for (const branch of branchesOf(step)) {
    const inner = branchOf(from, branch);
    if (Object.keys(inner).length > 0) next = withBranch(next, branch, inner);
  }
  return next;
}

export function holdsSteps(step: Step | undefined): boolean {
  return branchesOf(step).length > 0;
}

/** Every step by its name, those inside others included. */
export function everyStep(steps: Steps): [string, Step][] {
  return orderOf(steps).flatMap((name) => {
    const step = steps[name]!;
    return [
      [name, step] as [string, Step],
      ...branchesOf(step).flatMap((one) => everyStep(branchOf(step, one))),
    ];
  });
}

export function findStep(steps: Steps, name: string): Step | undefined {
  return everyStep(steps).find(([one]) => one === name)?.[1];
}

/** The level that a step is in. */
export function whereIs(steps: Steps, name: string, level: Level = {}): Level | undefined {
  if (Object.hasOwn(steps, name)) return level;
  for (const [of, step] of Object.entries(steps))
    for (const branch of branchesOf(step)) {
      const found = whereIs(branchOf(step, branch), name, { of, branch });
      if (found) return found;
    }
  return undefined;
}

/** Loops, branches and scopes around a step, outermost first. */
export function around(steps: Steps, name: string): [string, Step][] {
  const chain: [string, Step][] = [];
  let level = whereIs(steps, name);
  while (level?.of !== undefined) {
    chain.unshift([level.of, findStep(steps, level.of)!]);
    level = whereIs(steps, level.of);
  }
  return chain;
}

/**
 * The steps whose outputs a step can use, nearest first: those that have ended when it begins, on its level and on those around it.
 * A step of a parallel branch may not have.
 */
export function earlier(steps: Steps, name: string): [string, Step][] {
  const found: [string, Step][] = [];
  let current: string | undefined = name;
  while (current !== undefined) {
    const level: Level | undefined = whereIs(steps, current);
    if (!level) break;
    const beside = levelOf(steps, level);
    const ended = ancestorsOf(beside, current);
    for (const one of orderOf(beside).reverse()) if (ended.has(one)) found.push([one, beside[one]!]);
    current = level.of;
  }
  return found;
}

/** A name that no step has, blanks as underscores: as the designer makes it. */
export function freeName(steps: Steps, wanted: string): string {
  const base = nameOf(wanted) || "Step";
  const taken = new Set(everyStep(steps).map(([name]) => name.toLowerCase()));
  for (let number = 0; ; number++) {
    const name = number === 0 ? base : `${base}_${number}`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}

/** As names are written in a definition. */
export function nameOf(title: string): string {
  return title
    .trim()
    .replace(/[<>%&\\?/:'"[\]{}()@]/g, "")
    .trim()
    .replace(/\s+/g, "_")
    .slice(0, 80);
}

/** As people read them. */
export function titleOf(name: string): string {
  return name.replaceAll("_", " ");
}

export function insertStep(steps: Steps, place: Place, name: string, step: Step): Steps {
  return changeLevel(steps, place, (level) => insertInto(level, place, name, step));
}

export function removeStep(steps: Steps, name: string): Steps {
  const level = whereIs(steps, name);
  return level ? changeLevel(steps, level, (beside) => removeFrom(beside, name)) : steps;
}

export function replaceStep(steps: Steps, name: string, step: Step): Steps {
  const level = whereIs(steps, name);
  return level ? changeLevel(steps, level, (beside) => ({ ...beside, [name]: step })) : steps;
}

/** Whether a step can change places with the one before or behind it. */
export function canMove(steps: Steps, name: string, by: 1 | -1): boolean {
  const level = whereIs(steps, name);
  return level !== undefined && canSwap(levelOf(steps, level), name, by);
}

export function moveStep(steps: Steps, name: string, by: 1 | -1): Steps {
  const level = whereIs(steps, name);
  return level && canMove(steps, name, by)
    ? changeLevel(steps, level, (beside) => swap(beside, name, by))
    : steps;
}

/** Whether a step can be taken to a place: not into itself, nor where it is already. */
export function canMoveTo(steps: Steps, name: string, place: Place): boolean {
  const step = findStep(steps, name);
  if (step && !mayStandIn(steps, name, step, place)) return false;
  const inside = place.of !== undefined && [place.of, ...around(steps, place.of).map(([one]) => one)];
  if (inside !== false && inside.includes(name)) return false;
  const after = typeof place.after === "string" ? [place.after] : (place.after ?? []);
  if (place.before === name || after.includes(name)) return false;
  const there = whereIs(steps, name);
  const beside = there && levelOf(steps, there);
  const isThere =
    there?.of === place.of &&
    (there?.branch ?? "actions") === (place.branch ?? "actions") &&
    after.length === 0 &&
    beside !== undefined &&
    orderOf(beside)[0] === name;
  return !isThere || place.parallel === true;
}

/** The platform saves no flow that is ended from inside a loop. */
export function mayStandIn(steps: Steps, name: string, step: Step, { of }: Level): boolean {
  const ends = everyStep({ [name]: step }).some(([, one]) => one.type?.toLowerCase() === "terminate");
  return !ends || !isInLoop(steps, of);
}

/** Whether steps inside this one run again and again. */
export function isInLoop(steps: Steps, of: string | undefined): boolean {
  if (of === undefined) return false;
  const chain = [...around(steps, of).map(([, step]) => step), findStep(steps, of)];
  return chain.some((step) => /^(foreach|until)$/i.test(step?.type ?? ""));
}

/** Takes a step, with all that is inside it, to another place. */
export function moveTo(steps: Steps, name: string, place: Place): Steps {
  const step = findStep(steps, name);
  if (!step || !canMoveTo(steps, name, place)) return steps;
  return insertStep(removeStep(steps, name), place, name, step);
}

/** Puts a step into a loop of its own, which takes its place. */
export function wrapInLoop(steps: Steps, name: string, loop: string, over: string): Steps {
  const level = whereIs(steps, name);
  if (!level) return steps;
  return changeLevel(steps, level, (beside) => {
    const { [loop]: inner, ...rest } = renameIn(beside, name, loop);
    const around_: Step = {
      type: "Foreach",
      foreach: over,
      actions: { [name]: { ...inner!, runAfter: {} } },
      runAfter: inner!["runAfter"] ?? {},
    };
    const order = Object.keys(beside).map((one) => (one === name ? loop : one));
    return Object.fromEntries(order.map((one) => [one, one === loop ? around_ : rest[one]!]));
  });
}

/** Gives a step another name, and tells every expression that speaks of it. */
export function renameStep(steps: Steps, name: string, to: string): Steps {
  const level = whereIs(steps, name);
  if (name === to || !level) return steps;
  return renameInTexts(
    changeLevel(steps, level, (beside) => renameIn(beside, name, to)),
    name,
    to,
  );
}

/**
 * A copy of a step under names that are free; what is inside it speaks of the copies beside it.
 * @param steps the flow that it goes into
 */
export function copyOf(steps: Steps, name: string, step: Step): { name: string; step: Step } {
  const taken: Steps = { ...Object.fromEntries(everyStep(steps)) };
  let copy: Steps = { [name]: structuredClone(step) };
  const wanted = everyStep(copy).map(([one]) => one);
  let top = name;
  for (const one of wanted) {
    const free = freeName(
      { ...taken, ...Object.fromEntries(everyStep(copy).filter(([other]) => other !== one)) },
      one,
    );
    copy = renameStep(copy, one, free);
    if (one === name) top = free;
    taken[free] = {};
  }
  return { name: top, step: { ...copy[top]!, runAfter: {} } };
}

const SPEAKING =
  "outputs|body|actions|actionOutputs|actionBody|result|items|formDataValue|formDataMultiValues|multipartBody";

function renameInTexts(steps: Steps, name: string, to: string): Steps {
  return mapTexts(steps as unknown as JsonValue, (text) => renameInText(text, name, to)) as unknown as Steps;
}

/** Names in expressions: `outputs('Old')`. Texts that are no expressions stay as they are. */
function renameInText(text: string, name: string, to: string): string {
  if (!text.includes("@")) return text;
  const pieces = piecesOf(text).map((piece) =>
    "expression" in piece ? { expression: renameInExpression(piece.expression, name, to) } : piece,
  );
  return textOf(pieces);
}

function renameInExpression(text: string, name: string, to: string): string {
  const escaped = escapeRegExp(quoted(name));
  return text.replace(
    new RegExp(`\\b(${SPEAKING})(\\s*\\(\\s*)'${escaped}'`, "g"),
    (_, word: string, open: string) => `${word}${open}'${quoted(to)}'`,
  );
}

/** A name as it is written within the quotes of an expression. */
export function quoted(name: string): string {
  return name.replaceAll("'", "''");
}

function mapTexts(value: JsonValue, change: (text: string) => string): JsonValue {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((one) => mapTexts(one, change));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, mapTexts(one as JsonValue, change)]),
  );
}

function changeLevel(
  steps: Steps,
  { of, branch = "actions" }: Level,
  change: (level: Steps) => Steps,
): Steps {
  if (of === undefined) return change(steps);
  return Object.fromEntries(
    Object.entries(steps).map(([name, step]) => {
      let next = step;
      if (name === of) next = withBranch(step, branch, change(branchOf(step, branch)));
      else
        for (const one of branchesOf(step)) {
          const inner = branchOf(step, one);
          if (Object.keys(inner).length > 0)
            next = withBranch(next, one, changeLevel(inner, { of, branch }, change));
        }
      return [name, next];
    }),
  );
}
