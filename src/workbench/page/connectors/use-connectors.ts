/** The list of connectors; asked for again as long as the server has not looked at all of them. */
import { useEffect, useState } from "react";
import type { ConnectorsAnswer } from "../model.ts";
import { useData } from "../state/data.tsx";

/** Between two questions, in milliseconds. */
const AGAIN = 1_000;

export function useConnectors() {
  const { source } = useData();
  const [answer, setAnswer] = useState<ConnectorsAnswer>();
  const [failure, setFailure] = useState<Error>();
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every attempt asks anew
  useEffect(() => {
    let over = false;
    let timer: ReturnType<typeof setTimeout>;
    const ask = () =>
      source.connectors!.list().then(
        (next) => {
          if (over) return;
          setAnswer(next);
          setFailure(undefined);
          if (next.pending > 0) timer = setTimeout(ask, AGAIN);
        },
        (error: Error) => over || setFailure(error),
      );
    void ask();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [source, attempt]);
  return { answer, failure, again: () => setAttempt((count) => count + 1) };
}
