/** Several operations in full, as they come: the steps of a flow call several. */
import { useEffect, useState } from "react";
import type { OperationAnswer } from "../model.ts";
import { useData } from "../state/data.tsx";

export function useOperations(ids: readonly (string | undefined)[]): ReadonlyMap<string, OperationAnswer> {
  const { source, cache, versions } = useData();
  const version = versions.design + versions.findings;
  const [, render] = useState(0);
  const wanted = [...new Set(ids.filter((id) => id !== undefined))].sort();
  const key = JSON.stringify(wanted);
  useEffect(() => {
    let over = false;
    for (const id of JSON.parse(key) as string[]) {
      if (cache.get(`operation ${id}`)?.version === version) continue;
      source.operation(id).then(
        (value) => {
          cache.set(`operation ${id}`, { version, value });
          if (!over) render((count) => count + 1);
        },
        // An operation that is gone stays unknown: the card says so.
        () => {},
      );
    }
    return () => {
      over = true;
    };
  }, [key, version, source, cache]);
  return new Map(
    wanted.flatMap((id) => {
      const answer = cache.get(`operation ${id}`)?.value as OperationAnswer | undefined;
      return answer ? [[id, answer] as const] : [];
    }),
  );
}
