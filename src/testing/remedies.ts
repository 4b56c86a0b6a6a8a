/** Errors as test runners show them: the message alone. What to do about it must be there, too. */
import { InputError } from "../json/problem.ts";
import type { Flow } from "../platform/api.ts";
import { said } from "./said.ts";

/** The same error with its remedy in the message, once. */
export function withRemedy(error: unknown): unknown {
  if (!(error instanceof InputError)) return error;
  const before = error.message;
  const told = error.help === "" || before.includes(error.help) ? before : `${before} ${error.help}`;
  // Read first: it is written when it is first read, with the message of that time.
  const { stack } = error;
  error.message = said(told);
  if (stack !== undefined) error.stack = stack.replace(before, () => error.message);
  return error;
}

/** A function whose errors carry their remedies. */
export function told<A extends unknown[], R>(work: (...given: A) => R): (...given: A) => R {
  return (...given) => {
    try {
      const result = work(...given);
      return (
        result instanceof Promise
          ? result.catch((error: unknown) => {
              throw withRemedy(error);
            })
          : result
      ) as R;
    } catch (error) {
      throw withRemedy(error);
    }
  };
}

/** A backend that crashed in a test: the test is wrong, not the service down. */
export class BackendCrashed extends Error {
  override name = "BackendCrashed";

  constructor(message: string) {
    super(said(message));
  }
}

/**
 * A flow that fails the test in which its backend crashes, instead of retrying as if a service were down.
 * @param crashed throws for a crash that nobody has been told of yet
 */
export function watchedFlow(flow: Flow, crashed: () => void): Flow {
  for (const name of ["turnOn", "turnOff", "edit", "settled"] as const) {
    const work = (flow[name] as (...given: unknown[]) => Promise<Flow>).bind(flow);
    Object.defineProperty(flow, name, {
      value: told(async (...given: unknown[]) => {
        const result = await work(...given);
        crashed();
        return result;
      }),
    });
  }
  return flow;
}
