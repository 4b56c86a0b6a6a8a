/** What the page keeps with the connector: forms that are filled in, and up to which event somebody has looked. */
import type { PageMemory } from "../api.ts";

export class PageBook {
  #memory: PageMemory = { forms: [], seen: 0 };

  get memory(): PageMemory {
    return this.#memory;
  }

  set(memory: PageMemory): void {
    this.#memory = memory;
  }
}
