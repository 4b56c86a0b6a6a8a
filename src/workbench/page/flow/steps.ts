/**
 * The steps of a flow that is being built, as the definition holds them: added, moved, renamed, deleted. Pure; every change gives a
 * new object. Within one level the steps follow each other; `runAfter` is written anew for the order, its statuses stay.
 */
import type { JsonObject, JsonValue } from "../model.ts";
import { piecesOf, textOf } from "./pieces.ts";

/** A step as it stands in the definition. */
export type Step = JsonObject & { type?: string };
export type Steps = Record<string, Step>;

/** A level of steps: that of the flow itself, of a loop or scope, or of a branch of a condition. */
export interface Level {
  /** Name of the step around it; undefined for the flow itself. */
  of?: string;
  branch?: "actions" | "else";
}

export interface Place extends Level {
  /** The step before it; undefined for the beginning of the level. */
  after?: string | undefined;
}

type Status = "Succeeded" | "Failed" | "Skipped" | "TimedOut";

/** Names of the steps of a level, in the order in which they run. */
export function orderOf(steps: Steps): string[] {
  const names = Object.keys(steps);
  const placed = new Set<string>();
  const ordered: string[] = [];
  while (ordered.length < names.length) {
    const next =
      names.find(
        (name) =>
          !placed.has(name) && beforeOf(steps[name]).every((one) => placed.has(one) || !(one in steps)),
      ) ?? names.find((name) => !placed.has(name))!;
    placed.add(next);
    ordered.push(next);
  }
  return ordered;
}

export function beforeOf(step: Step | undefined): string[] {
  return Object.keys((step?.["runAfter"] as JsonObject | undefined) ?? {});
}

/** How the step before must have ended; what the designer calls "Run after". */
export function statusesOf(step: Step | undefined): Status[] {
  const [first] = Object.values((step?.["runAfter"] as Record<string, Status[]> | undefined) ?? {});
  return first ?? ["Succeeded"];
}

export function levelOf(steps: Steps, { of, branch = "actions" }: Level): Steps {
  if (of === undefined) return steps;
  return branchOf(findStep(steps, of), branch);
}

export function branchOf(step: Step | undefined, branch: "actions" | "else"): Steps {
  const holder = branch === "else" ? (step?.["else"] as JsonObject | undefined) : step;
  return (holder?.["actions"] as Steps | undefined) ?? {};
}

export function holdsSteps(step: Step | undefined): boolean {
  return /^(foreach|if|scope)$/i.test(step?.type ?? "");
}

/** Every step by its name, those inside others included. */
export function everyStep(steps: Steps): [string, Step][] {
  return orderOf(steps).flatMap((name) => {
    const step = steps[name]!;
    return [
      [name, step] as [string, Step],
      ...everyStep(branchOf(step, "actions")),
      ...everyStep(branchOf(step, "else")),
    ];
  });
}

export function findStep(steps: Steps, name: string): Step | undefined {
  return everyStep(steps).find(([one]) => one === name)?.[1];
}

/** The level that a step stands in. */
export function whereIs(steps: Steps, name: string, level: Level = {}): Level | undefined {
  if (Object.hasOwn(steps, name)) return level;
  for (const [of, step] of Object.entries(steps))
    for (const branch of ["actions", "else"] as const) {
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

/** The steps whose outputs a step can use, nearest first: those before it, on its level and on those around it. */
export function earlier(steps: Steps, name: string): [string, Step][] {
  const found: [string, Step][] = [];
  let current: string | undefined = name;
  while (current !== undefined) {
    const level: Level | undefined = whereIs(steps, current);
    if (!level) break;
    const beside = levelOf(steps, level);
    const order = orderOf(beside);
    for (const one of order.slice(0, order.indexOf(current)).reverse()) found.push([one, beside[one]!]);
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

/** As names stand in a definition. */
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
  return changeLevel(steps, place, (level) => {
    const order = orderOf(level);
    const at = place.after === undefined ? 0 : order.indexOf(place.after) + 1;
    order.splice(at, 0, name);
    return chained({ ...level, [name]: step }, order);
  });
}

export function removeStep(steps: Steps, name: string): Steps {
  const level = whereIs(steps, name);
  if (!level) return steps;
  return changeLevel(steps, level, (beside) => {
    const { [name]: _, ...rest } = beside;
    return chained(
      rest,
      orderOf(beside).filter((one) => one !== name),
    );
  });
}

export function replaceStep(steps: Steps, name: string, step: Step): Steps {
  const level = whereIs(steps, name);
  return level ? changeLevel(steps, level, (beside) => ({ ...beside, [name]: step })) : steps;
}

/** How far a step can be moved within its level. */
export function canMove(steps: Steps, name: string, by: 1 | -1): boolean {
  const level = whereIs(steps, name);
  const order = level ? orderOf(levelOf(steps, level)) : [];
  const to = order.indexOf(name) + by;
  return to >= 0 && to < order.length;
}

export function moveStep(steps: Steps, name: string, by: 1 | -1): Steps {
  const level = whereIs(steps, name);
  if (!level || !canMove(steps, name, by)) return steps;
  return changeLevel(steps, level, (beside) => {
    const order = orderOf(beside);
    const at = order.indexOf(name);
    order.splice(at, 1);
    order.splice(at + by, 0, name);
    return chained(beside, order);
  });
}

/** Puts a step into a loop of its own, which takes its place. */
export function wrapInLoop(steps: Steps, name: string, loop: string, over: string): Steps {
  const level = whereIs(steps, name);
  if (!level) return steps;
  return changeLevel(steps, level, (beside) => {
    const order = orderOf(beside).map((one) => (one === name ? loop : one));
    const { [name]: step, ...rest } = beside;
    const inner = { ...step!, runAfter: {} };
    return chained(
      { ...rest, [loop]: { type: "Foreach", foreach: over, actions: { [name]: inner } } },
      order,
    );
  });
}

/** Gives a step another name, and tells every expression that speaks of it. */
export function renameStep(steps: Steps, name: string, to: string): Steps {
  if (name === to || !findStep(steps, name)) return steps;
  const level = whereIs(steps, name)!;
  const renamed = changeLevel(steps, level, (beside) => {
    const order = orderOf(beside).map((one) => (one === name ? to : one));
    const { [name]: step, ...rest } = beside;
    return chained({ ...rest, [to]: step! }, order);
  });
  return mapTexts(renamed as unknown as JsonValue, (text) => renameIn(text, name, to)) as unknown as Steps;
}

const SPEAKING =
  "outputs|body|actions|actionOutputs|actionBody|items|formDataValue|formDataMultiValues|multipartBody";

/** Names in expressions: `outputs('Old')`. Texts that are no expressions stay as they are. */
function renameIn(text: string, name: string, to: string): string {
  if (!text.includes("@")) return text;
  const pieces = piecesOf(text).map((piece) =>
    "expression" in piece ? { expression: renameInExpression(piece.expression, name, to) } : piece,
  );
  return textOf(pieces);
}

function renameInExpression(text: string, name: string, to: string): string {
  const escaped = quoted(name).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return text.replace(
    new RegExp(`\\b(${SPEAKING})(\\s*\\(\\s*)'${escaped}'`, "g"),
    (_, word: string, open: string) => `${word}${open}'${quoted(to)}'`,
  );
}

/** A name as it stands within the quotes of an expression. */
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

/** One after the other; each keeps how the step before it must have ended. */
function chained(steps: Steps, order: readonly string[]): Steps {
  return Object.fromEntries(
    order.map((name, index) => {
      const step = steps[name]!;
      const before = order[index - 1];
      const runAfter = before === undefined ? {} : { [before]: statusesOf(step) };
      return [name, { ...step, runAfter } as Step];
    }),
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
      const next = { ...step };
      if (name === of) {
        const changed = change(branchOf(step, branch));
        if (branch === "else") next["else"] = { actions: changed };
        else next["actions"] = changed;
      } else {
        for (const one of ["actions", "else"] as const) {
          const inner = branchOf(step, one);
          if (Object.keys(inner).length === 0) continue;
          const changed = changeLevel(inner, { of, branch }, change);
          if (one === "else") next["else"] = { actions: changed };
          else next["actions"] = changed;
        }
      }
      return [name, next as Step];
    }),
  );
}
