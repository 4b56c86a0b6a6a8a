/**
 * The steps of one level as a graph: `runAfter` says what each waits for. Steps that wait for the same one are parallel branches, a
 * step that waits for several joins them. Pure; every change gives a new object, and keeps how the step before must have ended.
 */
import type { JsonObject } from "../model.ts";

/** A step as it is in the definition. */
export type Step = JsonObject & { type?: string };
export type Steps = Record<string, Step>;

export type Status = "Succeeded" | "Failed" | "Skipped" | "TimedOut";
type RunAfter = Record<string, Status[]>;

/** Where in a level a step goes. */
export interface Spot {
  /** The step, or the last steps of several branches, that it runs after; undefined for the beginning of the level. */
  after?: string | readonly string[] | undefined;
  /** Only this one of the steps that ran there so far runs after it; all of them by default. */
  before?: string | undefined;
  /** A branch of its own: what runs there so far stays as it is. */
  parallel?: boolean;
}

/** Names of the steps of a level, in an order in which they can run. */
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

/** What a step runs after. */
export function beforeOf(step: Step | undefined): string[] {
  return Object.keys(runAfterOf(step));
}

/** What runs after a step. */
export function afterOf(steps: Steps, name: string): string[] {
  return Object.keys(steps).filter((one) => beforeOf(steps[one]).includes(name));
}

/** Steps that wait for nothing in their level. */
function rootsOf(steps: Steps): string[] {
  return Object.keys(steps).filter((name) => beforeOf(steps[name]).every((one) => !(one in steps)));
}

/** How a step before must have ended; what the designer calls "Run after". The first one unless named. */
export function statusesOf(step: Step | undefined, before?: string): Status[] {
  const runAfter = runAfterOf(step);
  return (before === undefined ? Object.values(runAfter)[0] : runAfter[before]) ?? ["Succeeded"];
}

export function runAfterOf(step: Step | undefined): RunAfter {
  return (step?.["runAfter"] as RunAfter | undefined) ?? {};
}

/** All steps that have ended when this one begins. */
export function ancestorsOf(steps: Steps, name: string): Set<string> {
  const found = new Set<string>();
  const waiting = [...beforeOf(steps[name])];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (found.has(one) || !(one in steps)) continue;
    found.add(one);
    waiting.push(...beforeOf(steps[one]));
  }
  return found;
}

/** Steps that a step could run after, too: none that itself waits for it. */
export function candidatesOf(steps: Steps, name: string): string[] {
  return orderOf(steps).filter((one) => one !== name && !ancestorsOf(steps, one).has(name));
}

export function insertInto(
  steps: Steps,
  { after, before, parallel = false }: Spot,
  name: string,
  step: Step,
): Steps {
  const given = after === undefined ? [] : typeof after === "string" ? [after] : [...after];
  const behind = parallel
    ? []
    : before !== undefined
      ? [before]
      : given.length === 0
        ? rootsOf(steps)
        : given.length === 1
          ? afterOf(steps, given[0]!)
          : [];
  const own = statusesOf(step);
  const runAfter = Object.fromEntries(given.map((one) => [one, own]));
  const changed = Object.entries(steps).map(([key, one]): [string, Step] => {
    if (!behind.includes(key)) return [key, one];
    const others = Object.fromEntries(
      Object.entries(runAfterOf(one)).filter(([other]) => !given.includes(other) && other in steps),
    );
    return [key, { ...one, runAfter: { ...others, [name]: statusesOf(one, given[0]) } }];
  });
  // Behind what it follows, so that the file reads as the flow runs.
  const at = Math.max(-1, ...given.map((one) => changed.findIndex(([key]) => key === one)));
  // A new branch is drawn to the right of those that are there.
  changed.splice(parallel ? changed.length : at + 1, 0, [name, { ...step, runAfter }]);
  return Object.fromEntries(changed);
}

/** What ran after it runs after what it ran after. */
export function removeFrom(steps: Steps, name: string): Steps {
  const { [name]: gone, ...rest } = steps;
  const before = beforeOf(gone);
  return Object.fromEntries(
    Object.entries(rest).map(([key, one]) => {
      const { [name]: statuses, ...others } = runAfterOf(one);
      if (statuses === undefined) return [key, one];
      const instead = Object.fromEntries(
        before.filter((other) => !(other in others)).map((other) => [other, statuses]),
      );
      return [key, { ...one, runAfter: { ...others, ...instead } }];
    }),
  );
}

/** Gives a step of the level another name. */
export function renameIn(steps: Steps, name: string, to: string): Steps {
  return Object.fromEntries(
    Object.entries(steps).map(([key, one]) => {
      const runAfter = Object.fromEntries(
        Object.entries(runAfterOf(one)).map(([other, statuses]) => [other === name ? to : other, statuses]),
      );
      return [key === name ? to : key, { ...one, runAfter }];
    }),
  );
}

/** The step that it would change places with. Neither goes past a place where branches part or meet. */
function neighbour(steps: Steps, name: string, by: 1 | -1): string | undefined {
  const beside = by < 0 ? beforeOf(steps[name]).filter((one) => one in steps) : afterOf(steps, name);
  const [one] = beside;
  if (one === undefined || beside.length > 1) return undefined;
  const upper = by < 0 ? one : name;
  const lower = by < 0 ? name : one;
  return afterOf(steps, upper).length === 1 && beforeOf(steps[lower]).length === 1 ? one : undefined;
}

export function canSwap(steps: Steps, name: string, by: 1 | -1): boolean {
  return neighbour(steps, name, by) !== undefined;
}

export function swap(steps: Steps, name: string, by: 1 | -1): Steps {
  const other = neighbour(steps, name, by);
  if (other === undefined) return steps;
  const [upper, lower] = by < 0 ? [other, name] : [name, other];
  const swapped = Object.fromEntries(
    Object.entries(steps).map(([key, one]): [string, Step] => {
      const before = runAfterOf(one);
      // Each keeps how what runs before it must have ended.
      const as = (names: readonly string[]) =>
        Object.fromEntries(names.map((each) => [each, statusesOf(one, Object.keys(before)[0])]));
      if (key === lower) return [key, { ...one, runAfter: as(beforeOf(steps[upper])) }];
      if (key === upper) return [key, { ...one, runAfter: as([lower]) }];
      if (!(lower in before)) return [key, one];
      const { [lower]: statuses, ...others } = before;
      return [key, { ...one, runAfter: { ...others, [upper]: statuses! } }];
    }),
  );
  // As they run: below, the order in which they stand tells which of two branches is left.
  const keys = Object.keys(swapped);
  const [a, b] = [keys.indexOf(upper), keys.indexOf(lower)];
  [keys[a], keys[b]] = [keys[b]!, keys[a]!];
  return Object.fromEntries(keys.map((key) => [key, swapped[key]!]));
}

/** A level as it is drawn: steps one below the other, and branches side by side. */
export type Row = { step: string } | { branches: Row[][] };

/**
 * Cuts a level where everything passes through one step; what is between falls into branches. Steps that are interwoven otherwise
 * stand one below the other, and say what they run after.
 */
export function rowsOf(steps: Steps): Row[] {
  const order = orderOf(steps);
  const before = new Map(order.map((name) => [name, ancestorsOf(steps, name)]));
  const related = (a: string, b: string) => before.get(a)!.has(b) || before.get(b)!.has(a);
  const cut = (names: string[]): Row[] => {
    if (names.length === 1) return [{ step: names[0]! }];
    const parts = componentsOf(steps, names);
    if (parts.length > 1) return [{ branches: parts.map(cut) }];
    const passed = names.filter((name) => names.every((other) => other === name || related(name, other)));
    if (passed.length === 0) return names.map((step) => ({ step }));
    const rows: Row[] = [];
    let rest = names;
    for (const name of passed) {
      const earlier = rest.filter((one) => one !== name && before.get(name)!.has(one));
      if (earlier.length > 0) rows.push(...cut(earlier));
      rows.push({ step: name });
      rest = rest.filter((one) => one !== name && !earlier.includes(one));
    }
    if (rest.length > 0) rows.push(...cut(rest));
    return rows;
  };
  return order.length === 0 ? [] : cut(order);
}

/** Steps of a row, and of all its branches. */
export function stepsIn(rows: readonly Row[]): string[] {
  return rows.flatMap((row) => ("step" in row ? [row.step] : row.branches.flatMap(stepsIn)));
}

/** The last steps of a row's branches, or its one step. */
export function endsOf(row: Row | undefined): string[] {
  if (row === undefined) return [];
  return "step" in row ? [row.step] : row.branches.flatMap((branch) => endsOf(branch.at(-1)));
}

/** The first steps of a row's branches, or its one step. */
export function beginningsOf(row: Row | undefined): string[] {
  if (row === undefined) return [];
  return "step" in row ? [row.step] : row.branches.flatMap((branch) => beginningsOf(branch[0]));
}

function componentsOf(steps: Steps, names: readonly string[]): string[][] {
  const part = new Map<string, number>();
  let count = 0;
  for (const first of names) {
    if (part.has(first)) continue;
    const waiting = [first];
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
      if (part.has(one)) continue;
      part.set(one, count);
      waiting.push(
        ...[...beforeOf(steps[one]), ...afterOf(steps, one)].filter((other) => names.includes(other)),
      );
    }
    count++;
  }
  return Array.from({ length: count }, (_, index) => names.filter((name) => part.get(name) === index));
}
