/** What a policy is called in a message. */
import { type Policy, readPolicy } from "../../definition/policies.ts";
import type { JsonValue } from "../../json/values.ts";
import { quote } from "../language/quote.ts";

/** `policy "Set region" (setheader)`, without an article: by its title, as the connector editor lists it, and by its template. */
export function plainPolicyName({ title, id }: Pick<Policy, "title" | "id">): string {
  if (!title) return id ? `policy ${quote(id)}` : "policy";
  return id ? `policy ${quote(title)} (${id.slice(0, 60)})` : `policy ${quote(title)}`;
}

/** The same of a policy as it is in the file: `the policy "Set region" (setheader)`. */
export function policyName(value: JsonValue | undefined): string {
  return `the ${plainPolicyName(readPolicy(value))}`;
}

/** The same at the start of a sentence. */
export function startingPolicy(value: JsonValue | undefined): string {
  return `The ${plainPolicyName(readPolicy(value))}`;
}
