/** YAML files whose shape a JSON schema describes. */
import { tokensOf } from "../../json/pointer.ts";
import { InputError } from "../../json/problem.ts";
import type { SchemaCheck } from "../schema/check.ts";
import { readYaml } from "./read-yaml.ts";

/** More faults than this say nothing new. */
const MAX_FAULTS = 5;

/**
 * Reads a text and holds it against a schema.
 * @param schema where whoever wrote the file finds what may be there
 * @throws {InputError} with the code given; each fault with file, line and column
 */
export function readCheckedYaml<T>(
  text: string,
  file: string,
  given: { code: string; check: SchemaCheck; schema: string },
): T {
  const { code, check, schema } = given;
  const source = readYaml(text, file, code);
  const faults = check(source.value).slice(0, MAX_FAULTS);
  if (faults.length === 0) return source.value as T;
  const help = `${schema} describes what may stand there.`;
  const messages = faults.map(({ pointer, message, unquoted }) => {
    const said = unquoted ? message.replace(/ must be .*/, " must stand in quotes: it is text.") : message;
    return source.invalid(tokensOf(pointer), said, help).message;
  });
  throw new InputError(code, messages.join("\n  "), help);
}
