/** Which operation of a definition an address belongs to. */
import type { ConnectorModel, Operation } from "../definition/model.ts";

/** Finds operations by method and path; a path with fewer parameters wins over one with more. */
export function createMatcher(
  model: ConnectorModel,
): (method: string, path: string) => Operation | undefined {
  const patterns = model.operations
    .map((operation) => ({
      operation,
      method: operation.method.toUpperCase(),
      parameters: operation.path.split("{").length,
      pattern: new RegExp(
        `^${operation.path
          .split(/\{[^{}]*\}/)
          .map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
          .join("[^/]+")}/?$`,
        "i",
      ),
    }))
    .sort((a, b) => a.parameters - b.parameters);
  return (method, path) =>
    patterns.find((entry) => entry.method === method && entry.pattern.test(path))?.operation;
}
