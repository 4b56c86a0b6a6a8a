/**
 * The connectors that a workbench can show, one at a time: those below what it was started with, and those that were opened in
 * earlier runs. A page can only choose from this list; it has no way to name a folder.
 */
import { createHash } from "node:crypto";
import path from "node:path";
import { InputError } from "../../json/problem.ts";
import { kindOf } from "../../machine/files/read-inside.ts";
import type { Rule } from "../../rules/language/rule.ts";
import type { ConnectorsAnswer } from "../api/connectors.ts";
import type { Workbench } from "../workbench.ts";
import { addRecent, readRecent } from "./recent.ts";
import { Survey } from "./survey.ts";

export interface ShelfOptions {
  /** Connectors below what the workbench was started with, by their folders; the first is shown first. */
  folders: readonly string[];
  rules: readonly Rule[];
  /** Where the folders opened last are kept; nowhere by default. */
  recentFile?: string | undefined;
  /** Makes and starts a workbench. @param named it is below what the workbench was started with */
  make(folder: string, named: boolean): Promise<Workbench>;
}

export class Shelf {
  readonly #options: ShelfOptions;
  readonly #survey: Survey;
  readonly #recent: readonly string[];
  #current: Workbench;
  #folder: string;
  #opening = Promise.resolve();

  private constructor(options: ShelfOptions, current: Workbench, folder: string) {
    this.#options = options;
    this.#survey = new Survey(options.rules);
    this.#current = current;
    this.#folder = folder;
    const { recentFile } = options;
    this.#recent = recentFile === undefined ? [] : readRecent(recentFile);
    this.#remember();
  }

  /** @throws {InputError} for a first connector that cannot be used */
  static async open(options: ShelfOptions): Promise<Shelf> {
    const [first = "."] = options.folders;
    return new Shelf(options, await options.make(first, true), first);
  }

  get current(): Workbench {
    return this.#current;
  }

  list(): ConnectorsAnswer {
    const rows = this.#rows();
    this.#survey.ask(rows.map(({ folder }) => folder));
    const connectors = rows.map(({ id, folder, recent }) => ({
      id,
      folder: shortest(folder),
      recent,
      open: same(folder, this.#folder),
      facts: this.#survey.facts(folder),
    }));
    return { connectors, pending: connectors.filter(({ facts }) => facts === undefined).length };
  }

  /**
   * Shows another connector. The one before is closed only when the new one runs, so that a folder which cannot be used changes
   * nothing.
   * @throws {InputError} `connector-unknown`, and whatever a workbench cannot be made of
   */
  async show(id: string): Promise<Workbench> {
    const row = this.#rows().find((one) => one.id === id);
    if (!row)
      throw new InputError(
        "connector-unknown",
        "This connector is not in the list.",
        "GET /api/connectors lists those that can be opened. Start the workbench with the folder to open another one.",
      );
    // One at a time: two pages may ask at once.
    const work = this.#opening.then(async () => {
      if (same(row.folder, this.#folder)) return;
      const next = await this.#options.make(row.folder, !row.recent);
      const before = this.#current;
      this.#survey.forget(this.#folder);
      this.#current = next;
      this.#folder = row.folder;
      this.#remember();
      before.close();
    });
    this.#opening = work.catch(() => {});
    await work;
    return this.#current;
  }

  close(): void {
    this.#survey.close();
    this.#current.close();
  }

  #remember(): void {
    const { recentFile } = this.#options;
    if (recentFile !== undefined) addRecent(recentFile, path.resolve(this.#folder));
  }

  #rows(): { id: string; folder: string; recent: boolean }[] {
    const { folders } = this.#options;
    const known = new Set(folders.map((folder) => path.resolve(folder)));
    const recent = this.#recent.filter((folder) => !known.has(folder) && kindOf(folder) !== "none");
    return [...folders, ...recent].map((folder, index) => ({
      id: createHash("sha256").update(path.resolve(folder)).digest("hex").slice(0, 16),
      folder,
      recent: index >= folders.length,
    }));
  }
}

function same(one: string, other: string): boolean {
  return path.resolve(one) === path.resolve(other);
}

/** A folder as somebody here would name it: from where they are, unless that begins with going up. */
function shortest(folder: string): string {
  const whole = path.resolve(folder);
  const relative = path.relative(process.cwd(), whole);
  return relative.startsWith("..") ? whole : relative || ".";
}
