/** What an operation is called in a message. */
import type { Operation } from "../../definition/model.ts";
import type { Node } from "../language/node.ts";
import { quote } from "../language/quote.ts";

/** `"GetParcel"`: by its operationId, or else by method and path. */
export function nameOf({ id, method, path }: Pick<Operation, "id" | "method" | "path">): string {
  return quote(id ?? `${method} ${path}`);
}

/** The same by the node of an operation: without an operationId it goes by its method, as findings show the path anyway. */
export function nameAt(node: Node): string {
  return quote(node.operation?.id ?? String(node.key));
}
