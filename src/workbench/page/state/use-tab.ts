/** The chosen tab of a row of tabs, kept in the address, so that it is there again after a reload and after Back. */
import { useEffect } from "react";
import { chooseTab, useRoute } from "./route.ts";

/** What was chosen last, for addresses that say nothing: links to a thing name no tabs. */
const last = new Map<string, string>();

/**
 * @param row name of the row, as it is in the address
 * @param keep whether the choice holds for the next thing, too; else each begins with the first tab
 */
export function useTab<Name extends string>(
  row: string,
  names: readonly [Name, ...Name[]],
  { keep = false } = {},
): [Name, (name: Name) => void] {
  const given = useRoute().query[row];
  const known = (name: string | undefined) => names.find((one) => one === name);
  const tab = known(given) ?? (keep ? known(last.get(row)) : undefined) ?? names[0];
  useEffect(() => {
    last.set(row, tab);
    // Each place in the history holds what was shown there.
    if (keep && given !== tab && (given !== undefined || tab !== names[0]))
      chooseTab(row, tab, { replace: true });
  }, [row, keep, given, tab, names]);
  return [tab, (name) => chooseTab(row, name)];
}
