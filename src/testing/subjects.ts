/** What tests make claims about, distinguished by shape: a test may hold them from another copy of the code. */
import type { Answer, Flow, Platform, Violation } from "../platform/api.ts";
import type { TestBench } from "./test-connector.ts";

/** What is not as the definition says, of an answer, a bench or a platform; undefined for anything else. */
export function violationsOf(subject: unknown): readonly Violation[] | undefined {
  if (isAnswer(subject)) return subject.violations;
  if (isBench(subject)) return subject.platform.violations();
  return isPlatform(subject) ? subject.violations() : undefined;
}

/** Each violation in a line, those that came again once. */
export function violationLines(violations: readonly Violation[]): string[] {
  const lines = violations.map(
    ({ operation, status, pointer, message }) =>
      `${operation}, ${status}${pointer === "" ? "" : `, ${pointer}`}: ${message}`,
  );
  return [...Map.groupBy(lines, (line) => line)].map(([line, same]) =>
    same.length === 1 ? line : `${line} (${same.length} times)`,
  );
}

export function indented(lines: readonly string[]): string {
  return lines.map((line) => `\n  ${line}`).join("");
}

/** Thrown where a claim is about something other than it can be about. */
export function wrongSubject(claim: string, wanted: string, given: unknown): TypeError {
  const shown = given === null ? "null" : Array.isArray(given) ? "an array" : typeof given;
  return new TypeError(`${claim} takes ${wanted}, not ${shown}. Was an await forgotten?`);
}

export function isFlow(value: unknown): value is Flow {
  return has(value, "turnOn") && has(value, "health");
}

export function isAnswer(value: unknown): value is Answer {
  return has(value, "kind") && has(value, "violations") && has(value, "exchange");
}

export function isBench(value: unknown): value is TestBench {
  return has(value, "platform") && has(value, "advance");
}

function isPlatform(value: unknown): value is Platform {
  return has(value, "createFlow") && has(value, "violations");
}

function has(value: unknown, key: string): boolean {
  return typeof value === "object" && value !== null && key in value;
}
