/** Tokens as expressions of the workflow language. */
import { parseKey } from "../reading/keys.ts";
import { quoted, same } from "../reading/words.ts";

/** Who owns a token: a trigger (undefined) or the action of a name. */
export type Owner = string | undefined;

/** Reading a property: with `?` unless everything on the way is required. */
export function access(name: string, required: boolean): string {
  return `${required ? "" : "?"}[${quoted(name)}]`;
}

/** The expression of the whole body. */
export function bodyOf(owner: Owner): string {
  return owner === undefined ? "triggerBody()" : `body(${quoted(owner)})`;
}

/** The expression of everything an operation returns. */
export function outputsOfNode(owner: Owner): string {
  return owner === undefined ? "triggerOutputs()" : `outputs(${quoted(owner)})`;
}

/** Where a token of a place starts. An action's headers lack their `['headers']`: so the designer writes them (sourced: run). */
function start(key: string, owner: Owner): string {
  const [place] = parseKey(key);
  if (same(place?.name, "body")) return bodyOf(owner);
  return owner === undefined ? "triggerOutputs()['headers']" : outputsOfNode(owner);
}

/**
 * The expression of a token of the Logic Apps reader.
 * @param insideArray inside an array it starts at the item, `item()`, and takes only what follows the last `[*]`
 */
export function expressionOf(key: string, owner: Owner, insideArray: boolean, required: boolean): string {
  const segments = parseKey(key).slice(2);
  const from = segments.findLastIndex((segment) => segment.index) + 1;
  const root = insideArray ? "item()" : start(key, owner);
  return (
    root +
    segments
      .slice(from)
      .map((segment) => access(segment.name, required))
      .join("")
  );
}
