/** Paths of a definition taken apart: literal text and `{variables}`, segment by segment. */

export interface PathTemplate {
  /** Names between braces, in order; empty names and what has no closing brace are left out. */
  variables: string[];
  /** Why the platform could not read the path; undefined if it can. */
  fault: string | undefined;
  /** Between slashes: literal text in lower case, `undefined` for a segment that is one variable, a pattern for a mixture. */
  segments: readonly (string | undefined | MixedSegment)[];
  /** The path with every variable's name left out, in lower case: equal for paths that no router can tell apart. */
  shape: string;
}

/** A segment such as `parcels('{id}')`. */
export interface MixedSegment {
  before: string;
  after: string;
}

const OPEN = 123;
const CLOSE = 125;

const cache = new Map<string, PathTemplate>();
const MAX_CACHED = 4096;

/** Takes a path apart; the work is linear in its length. */
export function parsePath(path: string): PathTemplate {
  let found = cache.get(path);
  if (!found) {
    found = parse(path);
    if (cache.size >= MAX_CACHED) cache.clear();
    cache.set(path, found);
  }
  return found;
}

function parse(path: string): PathTemplate {
  const variables: string[] = [];
  let fault: string | undefined;
  let shape = "";
  let open = -1;
  /** Where the literal text begins that is not yet part of the shape. */
  let from = 0;
  for (let at = 0; at < path.length; at++) {
    const code = path.charCodeAt(at);
    if (code === OPEN) {
      if (open >= 0) fault ??= "has a brace inside a variable";
      else shape += path.slice(from, at);
      open = at;
    } else if (code === CLOSE) {
      if (open < 0) {
        fault ??= 'has a "}" without a "{" before it';
        shape += path.slice(from, at);
      } else {
        const written = path.slice(open + 1, at);
        // "=", "*", "?" and "#" have rules of their own; the parameter's name is what they are written around.
        const name = (written.split("=")[0] ?? written).replace(/[*?#]/g, "");
        if (written.trim() === "") fault ??= "has a variable without a name";
        else if (written.includes("/")) fault ??= "has a variable that spans several segments";
        else if (name !== "") variables.push(name);
        shape += "{}";
      }
      open = -1;
      from = at + 1;
    }
  }
  if (open >= 0) fault ??= 'has a "{" without a "}" behind it';
  else shape += path.slice(from);
  shape = shape.toLowerCase();
  return { variables, fault, shape, segments: shape.split("/").map(segmentOf) };
}

function segmentOf(shape: string): string | undefined | MixedSegment {
  const first = shape.indexOf("{}");
  if (first < 0) return shape;
  if (shape === "{}") return undefined;
  return { before: shape.slice(0, first), after: shape.slice(shape.lastIndexOf("{}") + 2) };
}

/** Whether some request fits both segments. */
export function segmentsMeet(
  a: string | undefined | MixedSegment,
  b: string | undefined | MixedSegment,
): boolean {
  // A variable takes any text but an empty one.
  if (a === undefined || b === undefined) return a !== "" && b !== "";
  if (typeof a === "string" && typeof b === "string") return a === b;
  if (typeof a === "string") return fits(a, b as MixedSegment);
  if (typeof b === "string") return fits(b, a);
  return (
    (a.before.startsWith(b.before) || b.before.startsWith(a.before)) &&
    (a.after.endsWith(b.after) || b.after.endsWith(a.after))
  );
}

function fits(text: string, pattern: MixedSegment): boolean {
  return (
    text.length > pattern.before.length + pattern.after.length &&
    text.startsWith(pattern.before) &&
    text.endsWith(pattern.after)
  );
}
