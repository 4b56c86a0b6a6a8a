/** References to environment variables in a connector: `@environmentVariables("new_Host")`. (Sourced: Learn on environment variables.) */
import type { JsonNode } from "../../json/tree.ts";

const REFERENCE = /@\{?environmentVariables\(\s*(?:"([^"]{1,500})"|'([^']{1,500})')\s*\)\}?/gi;

/** Schema names of the variables that a value refers to, in order, each once. */
export function variablesOf(node: JsonNode): Set<string> {
  const found = new Set<string>();
  const visit = (part: JsonNode): void => {
    if (part.kind === "string") {
      if (/environmentVariables\(/i.test(part.value))
        for (const match of part.value.matchAll(REFERENCE)) found.add(match[1] ?? match[2] ?? "");
    } else if (part.kind === "array") part.items.forEach(visit);
    else if (part.kind === "object") for (const { value } of part.members) visit(value);
  };
  visit(node);
  return found;
}

/** Whether a text holds such a reference, alone or among other things. */
export function holdsReference(text: string): boolean {
  return /@\{?environmentVariables\(/i.test(text);
}

export function referenceTo(schemaName: string): string {
  return `@environmentVariables("${schemaName}")`;
}
