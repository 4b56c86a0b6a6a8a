/** The For each loops the designer puts around a step when a token from inside arrays is picked. */
import { ITEM_NAME, ROOT_NAME } from "../labels.ts";
import { arrayKeyOf, decodeSegment, pathOfKey } from "../reading/keys.ts";
import { same } from "../reading/words.ts";
import type { Loop, Nesting, TokenView } from "../types.ts";
import { access, bodyOf, type Owner } from "./expression.ts";

/** What is known of an array on the way to a token. */
export interface ArrayAround {
  key: string;
  name: string;
  required: boolean;
  label: string;
}

/** The arrays around a key, outermost first. */
export function arraysAround(key: string, arrays: ReadonlyMap<string, ArrayAround>): ArrayAround[] {
  const found: ArrayAround[] = [];
  for (let array = arrayKeyOf(key); array !== undefined; array = arrayKeyOf(array)) {
    found.unshift(
      arrays.get(array) ?? {
        key: array,
        name: ITEM_NAME,
        required: false,
        label: pathOfKey(array).at(-1) ?? "",
      },
    );
  }
  return found;
}

export function nestingOf(arrays: readonly ArrayAround[]): Nesting[] {
  return arrays.map(({ key, label }) => ({ key, label }));
}

/**
 * The loops for a token, outermost first. The innermost one is made first and so gets the plain name (sourced: run).
 * @param splitOn the array that is already split into one run an item needs no loop
 */
export function loopsFor(arrays: readonly ArrayAround[], owner: Owner, splitOn: string | undefined): Loop[] {
  const over: string[] = [];
  for (const [depth, array] of arrays.entries()) {
    const path = isUnnamed(array.name)
      ? ""
      : array.name
          .split(".")
          .map((part) => access(decodeSegment(part), array.required))
          .join("");
    const outer = `@${bodyOf(owner)}${path}`;
    if (depth === 0 && splitOn !== undefined && same(outer, splitOn)) continue;
    // Below an array that is split, the item is the trigger's body (inferred).
    over.push(over.length === 0 ? outer : `@item()${path}`);
  }
  return over.map((expression, at) => {
    const number = over.length - 1 - at;
    return { name: number === 0 ? "For_each" : `For_each_${number}`, over: expression };
  });
}

/** A token's expression once the loops stand: the item of the innermost loop by its name. */
export function pickedExpression(token: Pick<TokenView, "expression">, loops: readonly Loop[]): string {
  const innermost = loops.at(-1);
  return innermost && token.expression.startsWith("item()")
    ? `items('${innermost.name}')${token.expression.slice("item()".length)}`
    : token.expression;
}

function isUnnamed(name: string): boolean {
  return name === "" || same(name, ROOT_NAME) || name.toLowerCase().endsWith(ITEM_NAME);
}
