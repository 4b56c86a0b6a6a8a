/**
 * The secrets that programs have given to connections in this process: tests of a connector, whose failures are printed by whatever
 * runs them. An answer is handed to the test as it is; what a message quotes of it goes through {@link hideGiven}.
 */
import { SecretPattern } from "./forms.ts";
import { HIDDEN } from "./url.ts";

/** Shorter ones are words of tests, such as "test" and "secret", which messages could not do without. Chosen. */
const SHORTEST = 8;

/** The newest count: each test has connections of its own. */
const MOST = 500;

const given = new Set<string>();
let pattern: SecretPattern | undefined;

export function addGiven(secret: string): void {
  if (secret.length < SHORTEST || given.has(secret)) return;
  given.add(secret);
  if (given.size > MOST) given.delete(given.values().next().value ?? "");
  pattern = undefined;
}

/** A text without those secrets, in whatever form. */
export function hideGiven(text: string): string {
  if (given.size === 0) return text;
  pattern ??= new SecretPattern(given);
  return pattern.hide(text, () => HIDDEN);
}
