/** The policies of a connector, read once for all rules that ask. */
import { policiesOf } from "../../definition/policies.ts";
import type { Subject } from "../language/context.ts";

/** See {@link policiesOf}. */
export function allPolicies(subject: Subject): ReturnType<typeof policiesOf> {
  return policiesOf(subject.properties);
}
