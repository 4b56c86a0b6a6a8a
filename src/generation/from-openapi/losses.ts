/** What a conversion could not carry over: one line for each kind of loss, with the number of places. */
import { toPointer } from "./source.ts";

export interface Loss {
  /** What there is no word for in OpenAPI 2.0, in one sentence. */
  readonly message: string;
  /** What to do about it. */
  readonly help: string;
  /** Where it was met first, as a JSON pointer into the OpenAPI 3 document. */
  readonly pointer: string;
  /** In how many places it was met. */
  readonly places: number;
}

export class Losses {
  readonly #found = new Map<string, { message: string; help: string; pointer: string; places: number }>();

  add(at: readonly string[], message: string, help: string): void {
    const known = this.#found.get(message);
    if (known) known.places++;
    else this.#found.set(message, { message, help, pointer: toPointer(at), places: 1 });
  }

  list(): Loss[] {
    return [...this.#found.values()];
  }
}
