/**
 * The secrets that are in files this process has read. Whatever leaves it, for a page, a file, a log or a terminal, goes through
 * {@link hideKnown}: one that is in one place only, such as a client secret, is shown in no other either.
 */
import { SecretPattern } from "./forms.ts";

/** More in one process are the reading of hundreds of connectors; the newest count. */
const MOST = 500;

const known = new Set<string>();
let pattern: SecretPattern | undefined;

export function addKnown(secrets: Iterable<string>): void {
  for (const secret of secrets) {
    if (known.has(secret)) continue;
    known.add(secret);
    if (known.size > MOST) known.delete(known.values().next().value ?? "");
    pattern = undefined;
  }
}

/** A text with the known secrets as dots, in whatever form; the length stays, so that marks under lines stay in place. */
export function hideKnown(text: string): string {
  if (known.size === 0) return text;
  pattern ??= new SecretPattern(known);
  return pattern.hide(text, (found) => "•".repeat(found.length));
}
