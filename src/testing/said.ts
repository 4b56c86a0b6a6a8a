/** What the harness says when a test fails: without the secrets of the connector's files and of the test's connections. */
import { rereadExact, stringifyExact } from "../json/exact-numbers.ts";
import { hideGiven } from "../machine/redaction/given.ts";
import { hideKnown } from "../machine/redaction/known.ts";

export function said(text: string): string {
  return hideGiven(hideKnown(text));
}

/** The same for a value that a runner prints beside the message; one without secrets is itself. */
export function saidValue(value: unknown): unknown {
  const text = value === undefined ? undefined : stringifyExact(value);
  const shown = text === undefined ? undefined : said(text);
  return shown === undefined || shown === text ? value : rereadExact(shown);
}
