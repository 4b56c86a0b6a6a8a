/** What an operation is called in a message. */
import type { Operation } from "../../definition/model.ts";
import { quote } from "../language/quote.ts";

/** `"GetParcel"`: by its operationId, or else by method and path. */
export function nameOf({ id, method, path }: Pick<Operation, "id" | "method" | "path">): string {
  return quote(id ?? `${method} ${path}`);
}
