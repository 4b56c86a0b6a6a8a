/** Which reports on a connector with broken JSON are certain: the broken place is to be named, and not what it entails. */
import type { JsonDocument } from "../json/json-document.ts";
import { parentOf } from "../json/pointer.ts";
import { soundUntil } from "../rules/facts/structure.ts";
import type { Report, Subject } from "../rules/language/context.ts";

/**
 * The reports that hold however the broken files are completed. In a broken file that is what stands wholly before the
 * break. Rules that compare distant places have to wait until all can be read.
 */
export function certain(reports: Report[], subject: Subject): Report[] {
  const { definition, properties } = subject.connector;
  const limits = new Map<string, number>();
  for (const document of [definition, properties]) {
    const limit = soundUntil(document);
    if (document && limit !== Number.POSITIVE_INFINITY) limits.set(document.file, limit);
  }
  if (limits.size === 0) return reports;
  return reports.filter(({ rule, place, options }) => {
    // Whole files are looked at as they are, the broken place among them.
    if (options.range !== undefined && place.pointer === "") return true;
    if (rule.comparesPlaces) return false;
    const limit = limits.get(place.file);
    const document = subject.document(place.file);
    if (limit === undefined || document === undefined) return true;
    return isClosed(document, place.pointer, limit) && isClosed(document, around(place.pointer), limit);
  });
}

/** A value is often judged by what is beside it. The root is the exception: it is never closed, and has sections. */
function around(pointer: string): string {
  const parent = parentOf(pointer);
  return parent === undefined || parent === "" ? pointer : parent;
}

/** Whether a value ends before an offset; one that nothing closes has no end. */
function isClosed(document: JsonDocument, pointer: string, limit: number): boolean {
  const { start, end } = document.locate(pointer);
  return end > start && end < limit;
}
