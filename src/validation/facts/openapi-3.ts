/** OpenAPI 3 documents: one finding says so, and what is missing from 2.0's point of view is not listed besides. */
import { own } from "../../definition/json.ts";
import type { Subject } from "../context.ts";

export function isOpenApi3(subject: Subject): boolean {
  return own(subject.root, "openapi") !== undefined;
}
