/** Lists of choices and schemas that are loaded while a maker edits. */
import { DYNAMIC_EXTENSIONS } from "../../definition/dynamic-sources.ts";
import { type JsonObject, type JsonValue, own, ownObject, ownString } from "../../json/values.ts";
import { same, shown } from "../canonical.ts";
import type { KindId } from "../kinds/kinds.ts";
import type { Facets, Scope } from "./scope.ts";

/** The older key of each pair is read by one reader, the newer by the other: a connector that is to work everywhere has both. */
const CHOICES = [DYNAMIC_EXTENSIONS.values, DYNAMIC_EXTENSIONS.list, DYNAMIC_EXTENSIONS.tree];
const SCHEMAS = [DYNAMIC_EXTENSIONS.schema, DYNAMIC_EXTENSIONS.properties];
export const DYNAMIC_KEYS = [...CHOICES, ...SCHEMAS];

export function compareDynamic(scope: Scope, facets: Facets): void {
  compareGroup(scope, facets, CHOICES, "dynamic-values");
  compareGroup(scope, facets, SCHEMAS, "dynamic-schema");
}

interface Source {
  key: string;
  value: JsonObject;
  operation: string | undefined;
  /** Where the stored value, or the schema, is found in an answer. */
  path: JsonValue | undefined;
}

function sourcesOf(holder: JsonObject, keys: readonly string[]): Source[] {
  return keys.flatMap((key) => {
    const value = ownObject(holder, key);
    if (!value) return [];
    const operation = ownString(value, "operationId") ?? ownString(value, "builtInOperation");
    return [{ key, value, operation, path: own(value, "value-path") ?? own(value, "itemValuePath") }];
  });
}

function compareGroup(
  scope: Scope,
  facets: Facets,
  keys: readonly string[],
  prefix: "dynamic-values" | "dynamic-schema",
): void {
  const before = sourcesOf(facets.old, keys);
  const after = sourcesOf(facets.new, keys);
  if (before.length === 0 && after.length === 0) return;
  const say = (id: KindId, detail: string, isSafe = false) =>
    scope.pair.collect.report(id, {
      operation: scope.operation,
      old: scope.pair.old.at(facets.oldPointer),
      new: scope.pair.new.at(facets.newPointer),
      message: (of) =>
        `${prefix === "dynamic-values" ? "The choices" : "The fields"} of "${facets.field.name}"${of} ${detail}`,
      ...(isSafe
        ? {
            class: "safe" as const,
            why: "Saved flows hold the same values as before.",
            help: "Nothing needs to be done.",
          }
        : {}),
    });
  const news = newsOf(before, after, withNewNames(scope, before));
  if (news) say(`${prefix}-${news.what}`, news.detail, news.isSafe);
}

/** The first thing that is different, the gravest first. */
function newsOf(
  before: readonly Source[],
  after: readonly Source[],
  renamed: readonly Source[],
): { what: "added" | "removed" | "changed"; detail: string; isSafe?: boolean } | undefined {
  if (before.length === 0) return { what: "added", detail: `come from ${source(after[0])} now.` };
  if (after.length === 0)
    return { what: "removed", detail: `came from ${source(before[0])} and are no longer loaded.` };
  for (const one of renamed) {
    const other = after.find((candidate) => candidate.key === one.key);
    if (other) {
      if (same(one.value, other.value)) continue;
      if (one.operation !== other.operation)
        return { what: "changed", detail: `come from ${source(other)}, came from ${source(one)}.` };
      if (!same(one.path, other.path))
        return {
          what: "changed",
          detail: `are taken from ${shown(other.path)}, were from ${shown(one.path)}.`,
        };
      const differing = differences(one.value, other.value);
      // How a row is called is not a part of what is stored.
      return {
        what: "changed",
        detail: `are loaded with other ${differing.join(", ")}.`,
        isSafe: differing.every(isText),
      };
    }
    // The same source under the other key is the same source.
    return after.some((candidate) => candidate.operation === one.operation)
      ? { what: "changed", detail: `are no longer described by ${one.key}.` }
      : { what: "changed", detail: `come from ${source(after[0])}, came from ${source(one)}.` };
  }
  const added = after.find((candidate) => !before.some(({ key }) => key === candidate.key));
  return added && { what: "changed", detail: `are described by ${added.key} as well.`, isSafe: true };
}

/** An operation that was renamed is still the same source. */
function withNewNames(scope: Scope, sources: readonly Source[]): Source[] {
  return sources.map((source) => {
    const renamed = source.operation === undefined ? undefined : scope.pair.renamed.get(source.operation);
    if (renamed === undefined) return source;
    return { ...source, operation: renamed, value: { ...source.value, operationId: renamed } };
  });
}

function source(source: Source | undefined): string {
  return source?.operation ?? source?.key ?? "nowhere";
}

function differences(a: JsonObject, b: JsonObject): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter(
    (key) => !same(own(a, key), own(b, key)),
  );
}

function isText(key: string): boolean {
  return key === "value-title" || key === "itemTitlePath" || key === "value-description";
}
