/** Keeps the parts of a workbench in its folder: read at the start, written soon after each change and at the end. */
import { InputError } from "../../json/problem.ts";
import { KEPT_FOLDER, type KeptFolder, type KeptPart } from "./kept-folder.ts";

/** Changes of this time, in milliseconds, are written together. Chosen. */
const DELAY_MS = 1_000;
/** So many times as long as the last writing took: keeping must not get in the way of work. Chosen. */
const REST = 20;

export interface KeeperOptions {
  folder: KeptFolder;
  parts: readonly KeptPart[];
  /** Says what cannot be read or written. */
  tell(text: string): void;
}

export class Keeper {
  readonly #folder: KeptFolder;
  readonly #parts: readonly KeptPart[];
  readonly #tell: (text: string) => void;
  readonly #changed = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #took = 0;
  /** False while another process has the folder, or it is none: then nothing is read or written. */
  #usable = false;
  #lastFault = "";

  constructor({ folder, parts, tell }: KeeperOptions) {
    this.#folder = folder;
    this.#parts = parts;
    this.#tell = tell;
  }

  /** Reads what was kept before anything happens; what cannot be used is put aside, and said. */
  async load(): Promise<void> {
    try {
      this.#folder.take();
      this.#usable = true;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.#tell(`Nothing is kept: ${error.message} ${error.help}`);
      return;
    }
    await this.#read(false);
  }

  /** Reads the rest, once the connector runs. */
  async loadLate(): Promise<void> {
    if (this.#usable) await this.#read(true);
  }

  async #read(late: boolean): Promise<void> {
    for (const part of this.#parts.filter((one) => (one.late === true) === late)) {
      try {
        const value = this.#folder.read(part.name);
        if (value) await part.read(value);
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        const aside = this.#folder.putAside(part.name);
        this.#tell(
          `${part.name}.json in ${KEPT_FOLDER} was not used: ${error.message} ${
            aside === undefined ? "It could not be put aside." : `It is now ${aside}.`
          }`,
        );
      }
    }
  }

  /** A part has changed; it is written in a while. */
  touch(name: string): void {
    if (!this.#usable) return;
    this.#changed.add(name);
    this.#timer ??= setTimeout(() => this.flush(), DELAY_MS + REST * this.#took).unref();
  }

  /** Writes what has changed, now. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const startedAt = performance.now();
    for (const part of this.#parts) {
      if (!this.#changed.delete(part.name)) continue;
      try {
        const value = part.write();
        if (value) this.#folder.write(part.name, value);
        this.#lastFault = "";
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        // Once for each reason: it would come again with every change.
        if (error.message !== this.#lastFault) this.#tell(`Not kept: ${error.message} ${error.help}`);
        this.#lastFault = error.message;
      }
    }
    this.#took = performance.now() - startedAt;
  }

  /** Writes everything for the last time. */
  close(): void {
    if (!this.#usable) return;
    for (const { name } of this.#parts) this.#changed.add(name);
    this.flush();
    this.#usable = false;
    this.#folder.close();
  }
}
