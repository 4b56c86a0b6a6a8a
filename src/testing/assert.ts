/**
 * The claims of the vitest matchers as functions that throw: for `node --test`, jest and every other runner. Each throws an
 * `AssertionError` that says what happened instead.
 */
import assert, { AssertionError } from "node:assert";
import { inspect } from "node:util";
import type { Answer, Flow, Platform } from "../platform/api.ts";
import { indented, isAnswer, isFlow, violationLine, violationsOf, wrongSubject } from "./subjects.ts";
import type { TestBench } from "./test-connector.ts";

/** The flow has a run whose trigger body holds what is given, or any run. */
export function assertRun(flow: Flow, expected?: unknown): void {
  if (!isFlow(flow)) throw wrongSubject("assertRun", "a flow", flow);
  const runs = flow.runs();
  if (runs.some((run) => expected === undefined || holds(run.body, expected))) return;
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
export function assertThrottled(subject: Flow | Answer): void {
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
export function assertMatchesDefinition(subject: Answer | TestBench | Platform): void {
  const violations = violationsOf(subject);
  if (!violations) throw wrongSubject("assertMatchesDefinition", "an answer, a bench or a platform", subject);
  if (violations.length === 0) return;
  fail(`Expected everything to be as the definition says, but:${indented(violations.map(violationLine))}`, {
    actual: violations.length,
    expected: 0,
  });
}

function holds(actual: unknown, expected: unknown): boolean {
  try {
    assert.partialDeepStrictEqual(actual, expected);
    return true;
  } catch {
    return false;
  }
}

function shown(value: unknown): string {
  return inspect(value, { depth: 6, breakLength: 100 });
}

function fail(message: string, { actual, expected }: { actual: unknown; expected: unknown }): never {
  throw new AssertionError({ message, actual, expected, operator: "connector", stackStartFn: fail });
}
