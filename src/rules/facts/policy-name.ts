/** What a policy is called in a message. */
import { type Policy, readPolicy } from "../../definition/policies.ts";
import type { JsonValue } from "../../json/values.ts";
import { quote } from "../language/quote.ts";

/** `the policy "Set region" (setheader)`: by its title, as the connector editor lists it, and by its template. */
export function policyName({ title, id }: Pick<Policy, "title" | "id">): string {
  if (!title) return id ? `the policy ${quote(id)}` : "the policy";
  return id ? `the policy ${quote(title)} (${id.slice(0, 60)})` : `the policy ${quote(title)}`;
}

/** The same of a policy as it is in the file, at the start of a sentence. */
export function startingPolicy(value: JsonValue | undefined): string {
  return `The${policyName(readPolicy(value)).slice("the".length)}`;
}
