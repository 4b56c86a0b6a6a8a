/**
 * Matchers for vitest. Importing this file adds them, once a test file or in a set-up file: `connector-workbench/testing/vitest`
 * where the package is installed.
 */
import { expect, type MatcherState } from "vitest";
import type { Answer, Flow, Run } from "../platform/api.ts";
import { type CalledPath, callLines, matchingCalls, serviceCalls } from "./called.ts";
import { said } from "./said.ts";
import {
  indented,
  isAnswer,
  isBench,
  isFlow,
  violationLines,
  violationsOf,
  wrongSubject,
} from "./subjects.ts";
import type { TestBench } from "./test-connector.ts";

interface ConnectorMatchers<R> {
  /** The flow has a run whose trigger body holds what is given (or any run). */
  toHaveRun(expected?: unknown): R;
  /** The flow's trigger is registered, and the platform knows how to unsubscribe. */
  toBeSubscribed(): R;
  /** The gateway throttled the connection: the 429 that goes away by waiting, not a quota of the service. */
  toBeThrottled(): R;
  /** The answer, or everything on a bench so far, is as the definition says. */
  toMatchDefinition(): R;
  /** The call succeeded. */
  toHaveSucceeded(): R;
  /** The service of the bench was asked so: by method, path (with or without what is before it, or a pattern), and part of the body. */
  toHaveCalled(method: string, path: CalledPath, body?: unknown): R;
}

declare module "vitest" {
  // The parameters must be those of the declaration that this one extends.
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown>
    extends ConnectorMatchers<R> {}
}

interface Result {
  pass: boolean;
  message: () => string;
}

const matchers: Record<string, (this: MatcherState, ...given: unknown[]) => Result> = {
  toHaveRun(this: MatcherState, flow: unknown, expected?: unknown): Result {
    // Thrown, not returned: with `.not` a failing result would pass.
    if (!isFlow(flow)) throw wrongSubject("toHaveRun", "a flow", flow);
    const runs = flow.runs();
    const found = runs.find((run) => expected === undefined || matches(this, run, expected));
    const wanted = expected === undefined ? "a run" : `a run of\n${this.utils.stringify(expected)}`;
    return {
      pass: found !== undefined,
      message: () =>
        found
          ? `Expected the flow to have no ${wanted.replace(/^a /, "")}, but it has:\n${this.utils.stringify(found.body)}`
          : `Expected the flow to have ${wanted}\n${runsText(this, runs, expected)}${indented(flow.explain())}`,
    };
  },

  toBeSubscribed(flow: unknown): Result {
    if (!isFlow(flow)) throw wrongSubject("toBeSubscribed", "a flow", flow);
    const pass = flow.health === "subscribed";
    const polling =
      flow.kind === "polling" ? "\n  A polling trigger subscribes to nothing; check it with toHaveRun." : "";
    return {
      pass,
      message: () =>
        pass
          ? `Expected the flow not to be subscribed.${indented(flow.explain())}`
          : `Expected the flow to be subscribed, but it is not.${polling}${indented(flow.explain())}`,
    };
  },

  toBeThrottled(subject: unknown): Result {
    const kind = isFlow(subject) ? subject.reason?.kind : isAnswer(subject) ? subject.kind : undefined;
    const status = isFlow(subject) ? subject.reason?.status : isAnswer(subject) ? subject.status : undefined;
    if (!isFlow(subject) && !isAnswer(subject))
      throw wrongSubject("toBeThrottled", "an answer or a flow", subject);
    const pass = kind === "connection-throttled";
    const told =
      status === 429
        ? "It has a 429, but one of the service (a quota): waiting does not make it go away."
        : status === undefined
          ? "Its last call did not fail."
          : `It has the status ${status} (${kind}).`;
    return {
      pass,
      message: () =>
        pass
          ? `Expected the connection not to be throttled.${retryText(subject)}`
          : `Expected the connection to be throttled by the gateway. ${told}`,
    };
  },

  toHaveSucceeded(answer: unknown): Result {
    if (!isAnswer(answer)) throw wrongSubject("toHaveSucceeded", "an answer", answer);
    const cause = answer.cause === undefined ? "" : `\n${answer.cause}`;
    return {
      pass: answer.ok,
      message: () =>
        `Expected ${answer.operation} ${answer.ok ? "not " : ""}to succeed; it was answered ${answer.status} (${answer.kind}):\n${this.utils.stringify(answer.body)}${cause}`,
    };
  },

  toHaveCalled(bench: unknown, ...given: unknown[]): Result {
    const [method, path, body] = given as [string, CalledPath, unknown];
    if (!isBench(bench)) throw wrongSubject("toHaveCalled", "a bench", bench);
    const found = matchingCalls(bench, method, path, body);
    const wanted = `${method} ${String(path)}${body === undefined ? "" : ` with ${this.utils.stringify(body)}`}`;
    return {
      pass: found.length > 0,
      message: () =>
        found.length > 0
          ? `Expected the service not to be called with ${wanted}; it was, ${found.length} times.${indented(callLines(found))}`
          : `Expected the service to be called with ${wanted}.${calledLines(bench)}`,
    };
  },

  toMatchDefinition(subject: unknown): Result {
    const violations = violationsOf(subject);
    if (!violations) throw wrongSubject("toMatchDefinition", "an answer, a bench or a platform", subject);
    const lines = violationLines(violations);
    return {
      pass: violations.length === 0,
      message: () =>
        violations.length === 0
          ? "Expected something that is not as the definition says, but all of it is."
          : `Expected everything to be as the definition says, but:${indented(lines)}`,
    };
  },
};

// The messages of failures go into logs.
expect.extend(
  Object.fromEntries(
    Object.entries(matchers).map(([name, matcher]) => [
      name,
      function (this: MatcherState, ...given: unknown[]): Result {
        const { pass, message } = matcher.apply(this, given);
        return { pass, message: () => said(message()) };
      },
    ]),
  ),
);

function calledLines(bench: TestBench): string {
  const lines = callLines(serviceCalls(bench));
  return lines.length === 0 ? " It was not called at all." : ` Its calls:${indented(lines)}`;
}

function matches(state: MatcherState, run: Run, expected: unknown): boolean {
  const { iterableEquality, subsetEquality } = state.utils;
  return state.equals(run.body, expected, [...state.customTesters, iterableEquality, subsetEquality]);
}

function runsText(state: MatcherState, runs: Run[], expected: unknown): string {
  const last = runs.at(-1);
  if (!last) return "but it has no runs.";
  const difference = expected === undefined ? undefined : state.utils.diff(expected, last.body);
  return `but its ${runs.length} ${runs.length === 1 ? "run is" : "runs are"} different. The last one:\n${difference ?? state.utils.stringify(last.body)}`;
}

function retryText(subject: Flow | Answer): string {
  const seconds = isFlow(subject) ? subject.reason?.serverAskedSeconds : subject.retryAfterSeconds;
  return seconds === undefined ? "" : ` The gateway asks to wait ${seconds} s.`;
}
