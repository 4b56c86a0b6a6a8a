/** OpenAPI 3 documents: one finding says so, and what is missing from 2.0's point of view is not listed besides. */
import { own } from "../../json/values.ts";
import type { Subject } from "../language/context.ts";

export function isOpenApi3(subject: Subject): boolean {
  return own(subject.root, "openapi") !== undefined;
}
