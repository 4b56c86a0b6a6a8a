/** Runs something that changes the workbench, and tells how it went. */
import { useCallback, useState } from "react";
import { ApiFailure } from "../../api.ts";
import { announce } from "./announcer.ts";

export interface Trouble {
  message: string;
  help: string | undefined;
}

export interface Running<Arguments extends unknown[], T> {
  run(...given: Arguments): Promise<T | undefined>;
  busy: boolean;
  trouble: Trouble | undefined;
  dismiss(): void;
}

export function useAction<Arguments extends unknown[], T>(
  act: (...given: Arguments) => Promise<T>,
): Running<Arguments, T> {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>();
  const run = async (...given: Arguments): Promise<T | undefined> => {
    setBusy(true);
    setTrouble(undefined);
    try {
      return await act(...given);
    } catch (error) {
      const next = troubleOf(error);
      setTrouble(next);
      announce(next.message);
      return undefined;
    } finally {
      setBusy(false);
    }
  };
  return { run, busy, trouble, dismiss: useCallback(() => setTrouble(undefined), []) };
}

export function troubleOf(error: unknown): Trouble {
  if (error instanceof ApiFailure) return { message: error.message, help: error.help };
  return { message: error instanceof Error ? error.message : String(error), help: undefined };
}
