/**
 * The secrets that are in files this process has read. Whatever leaves it, for a page, a file, a log or a terminal, goes through
 * {@link hideKnown}: one that is in one place only, such as a client secret, is shown in no other either.
 */
import { NewestSecrets } from "./newest-secrets.ts";

const known = new NewestSecrets();

export function addKnown(secrets: Iterable<string>): void {
  for (const secret of secrets) known.add(secret);
}

/** A text with the known secrets as dots, in whatever form; the length stays, so that marks under lines stay in place. */
export function hideKnown(text: string): string {
  return known.hide(text, (found) => "•".repeat(found.length));
}
