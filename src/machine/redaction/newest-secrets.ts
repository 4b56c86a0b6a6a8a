/** The newest of the secrets that a process has met, and texts without them. */
import { SecretPattern } from "./forms.ts";

/** More in one process are the reading of hundreds of connectors, or the connections of hundreds of tests. */
const MOST = 500;

export class NewestSecrets {
  readonly #secrets = new Set<string>();
  /** Made when a text is hidden, after all that were added by then. */
  #pattern: SecretPattern | undefined;

  add(secret: string): void {
    if (this.#secrets.has(secret)) return;
    this.#secrets.add(secret);
    if (this.#secrets.size > MOST) this.#secrets.delete(this.#secrets.values().next().value ?? "");
    this.#pattern = undefined;
  }

  /**
   * A text without them, in whatever form they are there.
   * @param hidden what is put in place of what was found
   */
  hide(text: string, hidden: (found: string) => string): string {
    if (this.#secrets.size === 0) return text;
    this.#pattern ??= new SecretPattern(this.#secrets);
    return this.#pattern.hide(text, hidden);
  }
}
