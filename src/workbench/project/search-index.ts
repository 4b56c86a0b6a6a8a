/** Everything of a definition that can be looked for by name and is no operation: parameters and outputs. */
import type { OperationView } from "../../designer/types.ts";
import type { IndexAnswer, IndexEntry } from "../api/find.ts";
import type { Revision } from "./project.ts";

/** Entries that are sent at most. */
const MOST = 50_000;

const known = new WeakMap<Revision, IndexAnswer>();

/** Made when it is first asked for: only then is every operation looked at in full. */
export function searchIndex(revision: Revision): IndexAnswer {
  const made = known.get(revision) ?? makeIndex(revision);
  known.set(revision, made);
  return made;
}

function makeIndex({ number, view }: Revision): IndexAnswer {
  const entries: IndexEntry[] = [];
  for (const { operationId } of view.operations) {
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
