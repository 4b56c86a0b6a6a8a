/** Everything of a definition that can be looked for by name and is not an operation: parameters and outputs. */
import type { OperationView } from "../../designer/types.ts";
import type { IndexAnswer, IndexEntry } from "../api/find.ts";
import type { Revision } from "./project.ts";

/** Entries that are sent at most. */
const MOST = 50_000;

/** How long operations are looked at before other requests have a turn, in milliseconds. */
const SLICE = 10;

const known = new WeakMap<Revision, Promise<IndexAnswer>>();

/** Made when it is first asked for: only then is every operation looked at in full. */
export function searchIndex(revision: Revision): Promise<IndexAnswer> {
  const made = known.get(revision) ?? makeIndex(revision);
  known.set(revision, made);
  return made;
}

async function makeIndex({ number, view }: Revision): Promise<IndexAnswer> {
  const entries: IndexEntry[] = [];
  let until = performance.now() + SLICE;
  for (const { operationId } of view.operations) {
    if (performance.now() > until) {
      await new Promise((resolve) => setTimeout(resolve));
      until = performance.now() + SLICE;
    }
    const operation = view.operation(operationId);
    if (operation) entries.push(...placesOf(operation));
    if (entries.length > MOST) break;
  }
  return { revision: number, entries: entries.slice(0, MOST), truncated: entries.length > MOST };
}

/** The parameters and outputs of one operation that a maker sees. */
export function placesOf({ operationId, inputs, tokens }: OperationView): IndexEntry[] {
  return [
    ...inputs
      .filter(({ place }) => place !== "hidden")
      .map(({ key, label, name }) => ({ kind: "input" as const, operationId, key, label: label.text, name })),
    ...tokens.map(({ key, label, path }) => ({
      kind: "output" as const,
      operationId,
      key,
      label: label.text,
      name: path,
    })),
  ];
}
