/**
 * The claims of the vitest matchers as functions that throw: for `node --test`, jest and every other runner. Each throws an
 * `AssertionError` that says what happened instead.
 */
import { AssertionError } from "node:assert";
import { inspect } from "node:util";
import type { Answer, Flow, Platform, Run } from "../platform/api.ts";
import { type CalledPath, callLines, matchingCalls, serviceCalls } from "./called.ts";
import { holds } from "./holds.ts";
import { said, saidValue } from "./said.ts";
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

/** The flow has a run whose trigger body holds what is given, or any run. @returns that run */
export function assertRun(flow: Flow, expected?: unknown): Run {
  if (!isFlow(flow)) throw wrongSubject("assertRun", "a flow", flow);
  const runs = flow.runs();
  const found = runs.find((run) => expected === undefined || holds(run.body, expected));
  if (found) return found;
  const last = runs.at(-1);
  const had =
    last === undefined
      ? "it has no runs."
      : `its ${runs.length} run(s) differ. The last one:\n${shown(last.body)}`;
  fail(
    `Expected the flow to have ${expected === undefined ? "a run" : `a run of\n${shown(expected)}\n`}, but ${had}${indented(flow.explain())}`,
    { actual: last?.body, expected },
  );
}

/** The flow's trigger is registered, and the platform knows how to unsubscribe. */
export function assertSubscribed(flow: Flow): void {
  if (!isFlow(flow)) throw wrongSubject("assertSubscribed", "a flow", flow);
  if (flow.health === "subscribed") return;
  const polling =
    flow.kind === "polling" ? "\n  A polling trigger subscribes to nothing; check it with assertRun." : "";
  fail(`Expected the flow to be subscribed, but it is not.${polling}${indented(flow.explain())}`, {
    actual: flow.health,
    expected: "subscribed",
  });
}

/** The gateway throttled the connection: the 429 that goes away by waiting, not a quota of the service. */
export function assertThrottled(subject: Flow | Answer<unknown>): void {
  if (!isFlow(subject) && !isAnswer(subject))
    throw wrongSubject("assertThrottled", "an answer or a flow", subject);
  const kind = isFlow(subject) ? subject.reason?.kind : subject.kind;
  if (kind === "connection-throttled") return;
  fail(
    `Expected the connection to be throttled by the gateway, but the last call ended as ${kind ?? "well"}.`,
    {
      actual: kind,
      expected: "connection-throttled",
    },
  );
}

/** The answer, or everything on a bench so far, is as the definition says. */
export function assertMatchesDefinition(
  subject: Answer<unknown> | Pick<TestBench, "platform"> | Platform,
): void {
  const violations = violationsOf(subject);
  if (!violations) throw wrongSubject("assertMatchesDefinition", "an answer, a bench or a platform", subject);
  if (violations.length === 0) return;
  fail(`Expected everything to be as the definition says, but:${indented(violationLines(violations))}`, {
    actual: violations.length,
    expected: 0,
  });
}

/** The flow has no run. */
export function assertNoRun(flow: Flow): void {
  if (!isFlow(flow)) throw wrongSubject("assertNoRun", "a flow", flow);
  const last = flow.runs().at(-1);
  if (last)
    fail(
      `Expected the flow to have no run, but it has ${flow.runs().length}. The last one:\n${shown(last.body)}`,
      {
        actual: last.body,
        expected: undefined,
      },
    );
}

/** The call succeeded. @returns the answer */
export function assertSucceeded<A extends Answer<unknown>>(answer: A): A {
  if (!isAnswer(answer)) throw wrongSubject("assertSucceeded", "an answer", answer);
  if (answer.ok) return answer;
  fail(
    `Expected ${answer.operation} to succeed; it was answered ${answer.status} (${answer.kind}):\n${shown(answer.body)}${answer.cause === undefined ? "" : `\n${answer.cause}`}`,
    { actual: answer.kind, expected: "succeeded" },
  );
}

/** The service of a bench was asked so: by method, path (with or without what is before it, or a pattern), part of the body. */
export function assertCalled(
  bench: Pick<TestBench, "platform">,
  method: string,
  path: CalledPath,
  body?: unknown,
  options: { times?: number } = {},
): void {
  if (!isBench(bench)) throw wrongSubject("assertCalled", "a bench", bench);
  const found = matchingCalls(bench, method, path, body);
  const { times } = options;
  if (times === undefined ? found.length > 0 : found.length === times) return;
  const wanted = `${method} ${String(path)}${body === undefined ? "" : ` with ${shown(body)}`}`;
  const calls = callLines(serviceCalls(bench));
  fail(
    `Expected the service to be called ${times === undefined ? "" : `${times} times `}with ${wanted}; it was ${found.length} times. Its calls:${calls.length === 0 ? " none" : indented(calls)}`,
    { actual: found.length, expected: times ?? "at least 1" },
  );
}

function shown(value: unknown): string {
  return inspect(value, { depth: 6, breakLength: 100 });
}

function fail(message: string, { actual, expected }: { actual: unknown; expected: unknown }): never {
  throw new AssertionError({
    message: said(message),
    actual: saidValue(actual),
    expected,
    operator: "connector",
    stackStartFn: fail,
  });
}
