/** Questions to a text about what it holds, without reading all of it into values. */
import { type Frame, tokenOf, unquoted, walkText } from "./walk-text.ts";

/** Where the member or item at a pointer stands: its key, or the beginning of the value. Undefined if there is none. */
export function placeOf(text: string, path: readonly string[]): { start: number; end: number } | undefined {
  let found: { start: number; end: number } | undefined;
  if (path.length === 0) return { start: 0, end: 0 };
  walkText(text, (token, frames) => {
    if (found) return false;
    if (token.kind === "close" || token.kind === "comma" || token.kind === "colon") return undefined;
    const inner = token.kind === "open" ? frames.slice(0, -1) : frames;
    const isItem = inner.at(-1)?.kind === "array" && token.kind !== "key";
    if (token.kind !== "key" && !isItem) return undefined;
    if (inner.length !== path.length || !inner.every((frame, depth) => tokenOf(frame) === path[depth]))
      return undefined;
    found = { start: token.start, end: token.end };
    return false;
  });
  return found;
}

/** The keys of the object at a path, in their order. */
export function keysAt(text: string, path: readonly string[]): string[] {
  const keys: string[] = [];
  walkText(text, (token, frames) => {
    if (token.kind === "key" && isBelow(frames, path) && frames.length === path.length + 1)
      keys.push(unquoted(text.slice(token.start, token.end)));
    return undefined;
  });
  return keys;
}

/** The scalar members of the object at a path, as they are written. */
export function scalarsAt(text: string, path: readonly string[]): ReadonlyMap<string, string> {
  let found: ReadonlyMap<string, string> = new Map();
  walkText(text, (token, frames) => {
    if (frames.length !== path.length + 1 || !isBelow(frames, path)) return undefined;
    found = frames.at(-1)?.scalars ?? found;
    return token.kind === "close" ? false : undefined;
  });
  return found;
}

/** The ids of all operations of a definition. */
export function operationIdsIn(text: string): string[] {
  const ids: string[] = [];
  walkText(text, (token, frames) => {
    const [root, , , operation] = frames;
    const isMember = token.kind === "string" && frames.length === 4;
    if (isMember && root?.key === "paths" && operation?.key === "operationId")
      ids.push(unquoted(text.slice(token.start, token.end)));
    return undefined;
  });
  return ids;
}

function isBelow(frames: readonly Frame[], path: readonly string[]): boolean {
  return path.every((token, depth) => {
    const frame = frames[depth];
    return frame !== undefined && tokenOf(frame) === token;
  });
}
