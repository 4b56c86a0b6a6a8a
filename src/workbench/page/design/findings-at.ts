import type { FindingView } from "../model.ts";

/** Findings on an input or token itself: on its schema or where it is used, not on what contains it. */
export function findingsAt(
  findings: readonly FindingView[],
  { pointer, usedAt }: { pointer: string; usedAt: string },
): FindingView[] {
  return findings.filter((finding) => within(finding.pointer, pointer) || within(finding.pointer, usedAt));
}

/** At the place, or at one of its own words such as `x-ms-summary`; not at the properties below it. */
function within(place: string, pointer: string): boolean {
  if (place === pointer) return true;
  if (!place.startsWith(`${pointer}/`)) return false;
  return !/\/(?:properties|items|schema)\//.test(`${place.slice(pointer.length)}/`);
}
