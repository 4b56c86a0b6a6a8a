/** Which operation of a definition an address belongs to. */

import type { ConnectorModel, Operation } from "../definition/model.ts";
import { escapeRegExp } from "../json/escape-reg-exp.ts";

type Matcher = (method: string, path: string) => Operation | undefined;

const MATCHERS = new WeakMap<ConnectorModel, Matcher>();

/** The operation at a path below the base path, if there is one; a path with fewer parameters wins over one with more. */
export function matchOperation(model: ConnectorModel, method: string, path: string): Operation | undefined {
  let matcher = MATCHERS.get(model);
  if (!matcher) MATCHERS.set(model, (matcher = createMatcher(model)));
  return matcher(method, path);
}

/** Finds operations by method and path; a path with fewer parameters wins over one with more. */
export function createMatcher(model: ConnectorModel): Matcher {
  const patterns = model.operations
    .map((operation) => ({
      operation,
      method: operation.method.toUpperCase(),
      parameters: operation.path.split("{").length,
      pattern: new RegExp(
        `^${operation.path
          .split(/\{[^{}]*\}/)
          .map(escapeRegExp)
          .join("[^/]+")}/?$`,
        "i",
      ),
    }))
    .sort((a, b) => a.parameters - b.parameters);
  return (method, path) =>
    patterns.find((entry) => entry.method === method && entry.pattern.test(path))?.operation;
}
