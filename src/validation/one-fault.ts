/** One slip, one finding: a misspelt key is not said a second time as the key that is missing. */

import { parentOf } from "../json/pointer.ts";
import type { Report } from "../rules/language/context.ts";
import type { Severity } from "../rules/language/finding.ts";
import { keysAskedFor } from "./precedence.ts";

interface Graded {
  report: Report;
  severity: Severity;
}

/**
 * Leaves out what asks for a key that the same object holds misspelt. The report on the misspelt key stays, since it knows
 * the place and the way out; it is as grave as what it stands for.
 */
export function oneFaultEach<G extends Graded>(all: G[], rank: Record<Severity, number>): G[] {
  const misspelt = new Map<string, G>();
  for (const one of all) {
    const { place, options } = one.report;
    if (options.meant !== undefined)
      misspelt.set(nameOf(place.file, parentOf(place.pointer) ?? "", options.meant), one);
  }
  if (misspelt.size === 0) return all;
  return all.filter(({ report: { rule, place, options }, severity }) => {
    for (const key of keysAskedFor(rule, options)) {
      const slip = misspelt.get(nameOf(place.file, place.pointer, key));
      if (!slip) continue;
      if (rank[severity] < rank[slip.severity]) slip.severity = severity;
      return false;
    }
    return true;
  });
}

function nameOf(file: string, object: string, key: string): string {
  return JSON.stringify([file, object, key]);
}
