/** What cannot do without the definition stops where it cannot be read: a half-read one would look like one with less in it. */
import { InputError } from "../json/problem.ts";
import { isObject, type JsonObject } from "../json/values.ts";
import type { ConnectorFolder } from "./connector-folder.ts";

/**
 * The definition of a connector, as a JSON object.
 * @param label what the reader called the folder
 * @throws {InputError} with file, line and what to do, if there is none or its JSON is broken
 */
export function readableDefinition(connector: ConnectorFolder, label: string): JsonObject {
  const { definition, problems } = connector;
  if (definition?.strict && isObject(definition.value)) return definition.value;
  const problem =
    definition?.problems.find(({ code }) => code === "json-syntax") ??
    definition?.problems[0] ??
    problems.find(({ file, code }) => code === "definition-missing" || file === connector.files.definition);
  const at = definition && problem?.start !== undefined ? definition.lines.at(problem.start) : undefined;
  const place = definition && at ? ` ${definition.file}:${at.line}:${at.column}:` : "";
  throw new InputError(
    problem?.code ?? "definition-missing",
    `"${label}" has no readable definition${problem ? `:${place} ${problem.message}` : "."}`,
    problem?.help ?? "Name the folder of a connector.",
  );
}
