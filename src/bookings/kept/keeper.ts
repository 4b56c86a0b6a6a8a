/** Keeps a service in a file: written whole soon after each change, and at the end. */
import { readdirSync } from "node:fs";
import path from "node:path";
import { InputError } from "../../json/problem.ts";
import { isLeftover } from "../../machine/files/draft.ts";
import { replaceAll, writeWhole } from "../../machine/files/write-whole.ts";
import type { BookingsService } from "../service.ts";
import { describeKept } from "./describe.ts";
import { MAX_STATE_SIZE } from "./read.ts";

/** Changes of this time, in milliseconds, are written together. */
const DELAY_MS = 250;
/** So many times as long as the last writing took: a large state must not keep the service from answering. */
const REST = 10;

/** Events that change who is subscribed, or how many notifications wait; the world tells of itself. */
const TELLING = [
  "subscribed",
  "unsubscribed",
  "gone",
  "queued",
  "delivered",
  "withheld",
  "abandoned",
] as const;

/** Callback addresses are secrets: nobody but the owner reads them. */
const MODE = 0o600;

export class Keeper {
  readonly #file: string;
  readonly #service: BookingsService;
  readonly #runs: number;
  readonly #onFault: (fault: InputError) => void;
  #written: Buffer | undefined;
  #planned = false;
  #ended = false;
  #lastFault = "";
  /** How long the last writing took, in milliseconds. */
  #took = 0;

  /**
   * @param options `written`: what the file holds, undefined if there is none yet; `runs`: how many runs have begun with it, this
   *   one included; `onFault`: told once of each reason for which nothing can be written
   */
  constructor(
    file: string,
    service: BookingsService,
    options: { written: Buffer | undefined; runs: number; onFault: (fault: InputError) => void },
  ) {
    this.#file = file;
    this.#service = service;
    this.#written = options.written;
    this.#runs = options.runs;
    this.#onFault = options.onFault;
    service.world.onTouch(() => this.#plan());
    for (const name of TELLING) service.events.on(name, () => this.#plan());
  }

  /**
   * Writes now, unless the file says the same already.
   * @throws {InputError} `changed-meanwhile` if another program has written to the file, `cannot-write`, `too-large`
   */
  save(): void {
    const content = Buffer.from(`${JSON.stringify(describeKept(this.#service, this.#runs), undefined, 1)}\n`);
    if (this.#written?.equals(content)) return;
    if (content.length > MAX_STATE_SIZE)
      throw new InputError(
        "too-large",
        `The state has more than ${MAX_STATE_SIZE / 1024 / 1024} MiB; "${this.#file}" stays as it was.`,
        "Begin anew with another file: so much is not read back.",
      );
    if (this.#written === undefined) writeWhole(this.#file, content, MODE);
    else replaceAll([{ file: this.#file, content, expected: this.#written, mode: MODE }]);
    this.#written = content;
  }

  /** Writes for the last time. @throws {InputError} as {@link save} does */
  end(): void {
    this.#ended = true;
    this.save();
  }

  #plan(): void {
    if (this.#planned || this.#ended) return;
    this.#planned = true;
    void this.#service.clock.sleep(Math.max(DELAY_MS, REST * this.#took)).then(() => {
      this.#planned = false;
      if (!this.#ended) this.#try();
    });
  }

  #try(): void {
    const begun = performance.now();
    try {
      this.save();
      this.#lastFault = "";
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      if (error.message !== this.#lastFault) this.#onFault(error);
      this.#lastFault = error.message;
    }
    this.#took = performance.now() - begun;
  }
}

/** Names of drafts that runs which were ended from outside have left beside a state file: they hold the same secrets. */
export function leftBeside(file: string): string[] {
  const full = path.resolve(file);
  try {
    return readdirSync(path.dirname(full)).filter(
      (name) => name.startsWith(`${path.basename(full)}.`) && isLeftover(name),
    );
  } catch {
    return [];
  }
}
