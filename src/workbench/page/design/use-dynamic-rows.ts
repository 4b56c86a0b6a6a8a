/** Rows of a drop-down: loaded when the step is there, again when what they depend on changes and the menu is opened. */
import { useCallback, useEffect, useRef, useState } from "react";
import type { DynamicAnswer, EnteredValues, InputView, OperationView } from "../model.ts";
import { useData } from "../state/data.tsx";

export interface DynamicRows {
  answer: DynamicAnswer | undefined;
  loading: boolean;
  failure: Error | undefined;
  /** @param refresh ask the service again instead of taking what is kept for a day */
  load(refresh?: boolean): void;
}

export function useDynamicRows(
  operation: OperationView,
  input: InputView,
  values: EnteredValues,
): DynamicRows {
  const { source, state, versions } = useData();
  const [answer, setAnswer] = useState<DynamicAnswer>();
  const [loading, setLoading] = useState(false);
  const [failure, setFailure] = useState<Error>();
  const turn = useRef(0);
  const given = useRef(values);
  given.current = values;
  const parents = JSON.stringify(
    (input.dynamicValues?.arguments ?? []).map((argument) => parentValue(operation, argument.input, values)),
  );
  const { operationId } = operation;
  const load = useCallback(
    (refresh = false) => {
      const mine = ++turn.current;
      setLoading(true);
      setFailure(undefined);
      source
        .dynamic({
          operationId,
          key: input.key,
          values: given.current,
          ...(refresh ? { refresh: true } : {}),
        })
        .then(setIfMine(setAnswer), setIfMine(setFailure))
        .finally(() => mine === turn.current && setLoading(false));
      function setIfMine<T>(set: (value: T) => void) {
        return (value: T) => {
          if (mine === turn.current) set(value);
        };
      }
    },
    [source, operationId, input.key],
  );
  // Another parent, connection or definition makes the rows those of another question.
  // biome-ignore lint/correctness/useExhaustiveDependencies: these say when to ask, not what
  useEffect(() => {
    setAnswer(undefined);
    load();
    return () => {
      turn.current++;
    };
  }, [load, parents, state.defaultConnection, versions.design]);
  return { answer, loading, failure, load };
}

function parentValue(operation: OperationView, name: string | undefined, values: EnteredValues) {
  if (name === undefined) return null;
  const parent = operation.inputs.find(
    (input) =>
      input.name === name ||
      input.key === name ||
      input.path.join("/") === name ||
      input.trail.at(-1) === name,
  );
  return parent ? (values[parent.key] ?? parent.value ?? null) : null;
}
