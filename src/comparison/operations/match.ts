/** Which operation of the new version is which of the old one. */
import type { ConnectorModel, Operation } from "../../definition/model.ts";
import { own, ownObject, ownString } from "../../json/values.ts";
import { nameSimilarity, pairUp, plainName } from "../similarity.ts";

export interface MatchedOperations {
  pairs: [Operation, Operation][];
  removed: Operation[];
  added: Operation[];
}

/** By id; then by method and path; then by what they have in common, for those that were renamed and moved at once. */
export function matchOperations(old: ConnectorModel, now: ConnectorModel): MatchedOperations {
  const pairs: [Operation, Operation][] = [];
  let removed = [...old.operations];
  let added = [...now.operations];
  const take = (find: (operation: Operation, among: readonly Operation[]) => Operation | undefined) => {
    const taken = new Set<Operation>();
    const left: Operation[] = [];
    for (const operation of removed) {
      const found = find(operation, added);
      if (found && !taken.has(found)) {
        taken.add(found);
        pairs.push([operation, found]);
      } else left.push(operation);
    }
    removed = left;
    added = added.filter((operation) => !taken.has(operation));
  };
  take(by((operation) => operation.id));
  take(by((operation) => `${operation.method} ${operation.path}`));
  take(by((operation) => operation.id && plainName(operation.id)));
  for (const [before, after] of pairUp(removed, added, likeness, SAME)) {
    pairs.push([before, after]);
    removed = removed.filter((operation) => operation !== before);
    added = added.filter((operation) => operation !== after);
  }
  return { pairs, removed, added };
}

function by(key: (operation: Operation) => string | undefined) {
  let known: Map<string, Operation> | undefined;
  return (operation: Operation, among: readonly Operation[]): Operation | undefined => {
    if (!known) {
      known = new Map();
      for (const candidate of among) {
        const own = key(candidate);
        if (own !== undefined && !known.has(own)) known.set(own, candidate);
      }
    }
    const wanted = key(operation);
    return wanted === undefined ? undefined : known.get(wanted);
  };
}

const SAME = 1;

/** From 0; 1 and more means: one operation under two names. Two of these have to agree: path, summary, id, and what they carry. */
function likeness(a: Operation, b: Operation): number {
  if ((a.trigger === undefined) !== (b.trigger === undefined)) return 0;
  if ((a.notificationContent === undefined) !== (b.notificationContent === undefined)) return 0;
  let score = 0;
  const path = pathLikeness(a.path, b.path);
  const sameMethod = a.method === b.method;
  if (path === 1 && sameMethod) score += 0.8;
  else if (path >= 0.6 && sameMethod) score += 0.4 * path;
  const summary = ownString(a.value, "summary")?.trim().toLowerCase();
  const other = ownString(b.value, "summary")?.trim().toLowerCase();
  if (summary && summary === other) score += 0.6;
  else if (summary && other && nameSimilarity(summary, other) < 0.5) score -= 0.3;
  const id = nameSimilarity(withoutRevision(a.id), withoutRevision(b.id));
  if (id === 1) score += 0.7;
  else if (id >= 0.7) score += 0.3 * id;
  const description = ownString(a.value, "description")?.trim();
  if (description && description === ownString(b.value, "description")?.trim()) score += 0.4;
  const answer = answerReference(a);
  if (answer !== undefined && answer === answerReference(b)) score += 0.3;
  const names = (operation: Operation) =>
    operation.parameters.map(({ name, in: place }) => `${place} ${name}`);
  const before = names(a);
  if (
    before.length > 0 &&
    before.length === b.parameters.length &&
    names(b).every((name) => before.includes(name))
  )
    score += 0.2;
  if (!sameMethod) score -= 0.2;
  return score;
}

/** `ListItems_V2` and `ListItemsV2` are revisions of `ListItems`. */
function withoutRevision(id: string | undefined): string {
  return (id ?? "").replace(/_?v\d+$/i, "");
}

/** How many segments two paths share, from 0 to 1; parameters are alike whatever their names. */
function pathLikeness(a: string, b: string): number {
  const segments = (path: string) =>
    path
      .toLowerCase()
      .replace(/\{[^{}]*\}/g, "{}")
      .split("/")
      .filter((segment) => segment !== "");
  const one = segments(a);
  const two = segments(b);
  const rest = [...two];
  let shared = 0;
  for (const segment of one) {
    const at = rest.indexOf(segment);
    if (at < 0) continue;
    rest.splice(at, 1);
    shared++;
  }
  const longest = Math.max(one.length, two.length);
  return longest === 0 ? 1 : shared / longest;
}

/** The `$ref` of the success answer's schema, if it is one. */
function answerReference(operation: Operation): string | undefined {
  const answer = operation.responses.find(({ status }) => /^2/.test(status));
  const ref = own(ownObject(answer?.value, "schema"), "$ref");
  return typeof ref === "string" ? ref : undefined;
}
