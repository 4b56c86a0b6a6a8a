/**
 * The secrets that programs have given to connections in this process: tests of a connector, whose failures are printed by whatever
 * runs them. An answer is handed to the test as it is; what a message quotes of it goes through {@link hideGiven}.
 */
import { NewestSecrets } from "./newest-secrets.ts";
import { HIDDEN } from "./url.ts";

/** Shorter ones are words of tests, such as "test" and "secret", which messages could not do without. Chosen. */
const SHORTEST = 8;

const given = new NewestSecrets();

export function addGiven(secret: string): void {
  if (secret.length >= SHORTEST) given.add(secret);
}

/** A text without those secrets, in whatever form. */
export function hideGiven(text: string): string {
  return given.hide(text, () => HIDDEN);
}
