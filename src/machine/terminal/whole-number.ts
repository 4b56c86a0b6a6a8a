/** Numbers on the command line. */
import { InputError } from "../../json/problem.ts";

/** The largest port there is. */
export const MAX_PORT = 65_535;

/**
 * The value of an option that takes a whole number.
 * @param name that of the option, without dashes
 * @throws {InputError} `usage` if it is none from 0 to `largest`
 */
export function wholeNumber(name: string, text: string, largest: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number <= largest) return number;
  throw new InputError(
    "usage",
    `--${name} is "${text}", which is not allowed.`,
    `Give a whole number from 0 to ${largest}.`,
  );
}
