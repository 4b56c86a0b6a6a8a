/** What Copilot Studio refuses in the schemas of tools, or reads otherwise than it is meant. Source: its page on troubleshooting MCP. */
import { isObject, type JsonValue, own, ownString } from "../../json/values.ts";

const MAX_DEPTH = 32;

export function toolProblems(tool: JsonValue): string[] {
  const problems: string[] = [];
  if (!ownString(tool, "name")) problems.push("The tool has no name.");
  if (!ownString(tool, "description"))
    problems.push("The tool has no description: an agent cannot tell when to use it.");
  const schema = own(tool, "inputSchema");
  if (!isObject(schema)) problems.push("The tool has no inputSchema.");
  else {
    if (own(schema, "type") !== "object") problems.push("inputSchema is not of type object.");
    look(schema, "inputSchema", problems, 0);
  }
  return problems;
}

function look(schema: JsonValue | undefined, at: string, problems: string[], depth: number): void {
  if (!isObject(schema) || depth > MAX_DEPTH) return;
  if ("$ref" in schema) problems.push(`${at} is a reference ($ref): the tool is left out.`);
  if (Array.isArray(own(schema, "type")))
    problems.push(`${at} has several types: the tool is left out, or the input reads as a text.`);
  for (const bound of ["exclusiveMinimum", "exclusiveMaximum"])
    if (typeof own(schema, bound) === "number")
      problems.push(`${at}: ${bound} is a number, where true or false is understood.`);
  for (const kind of ["anyOf", "oneOf", "allOf"])
    if (kind in schema) problems.push(`${at} is put together with ${kind}, which agents do not follow.`);
  const properties = own(schema, "properties");
  if (isObject(properties))
    for (const name of Object.keys(properties))
      look(own(properties, name), `${at}/${name}`, problems, depth + 1);
  look(own(schema, "items"), `${at}/items`, problems, depth + 1);
}
