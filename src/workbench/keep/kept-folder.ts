/**
 * The folder in which the workbench keeps what a maker has made with a connector: `.connector-workbench` beside the definition.
 * Each part is one JSON file, written whole; a damaged one is put aside and said, never overwritten.
 */
import { lstatSync, mkdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { InputError } from "../../json/problem.ts";
import { isObject, type JsonObject, type JsonValue, own } from "../../json/values.ts";
import { readFileInside, reason } from "../../machine/files/read-inside.ts";
import { writeWhole } from "../../machine/files/write-whole.ts";

/** Its name; rules, packages and the watcher pass it over. */
export const KEPT_FOLDER = ".connector-workbench";
/** The version of what is in the files. */
const FORMAT = 1;
/** A part that is larger is not written: so much would not be read back either. */
export const MAX_PART_SIZE = 8 * 1024 * 1024;
/** What people filled in is nobody else's business. */
const MODE = 0o600;

const IN_USE = "in-use.json";
/** It holds one number; a larger one was not written by us. */
const MAX_IN_USE_SIZE = 1_000;
const IGNORE =
  "# Made by the connector workbench: flows, values and events of this machine. Do not commit it.\n*\n";

/** Something that is kept in a file of its own. */
export interface KeptPart {
  /** Of the file, without its ending. */
  name: string;
  /** Read only once the connector runs. */
  late?: boolean;
  /** What is to be kept, without secrets; undefined if there is nothing. */
  write(): JsonObject | undefined;
  /** Takes what was kept. @throws {InputError} if it is not what this part writes: then the file is put aside */
  read(value: JsonObject): void | Promise<void>;
}

export class KeptFolder {
  readonly folder: string;
  /** What the files hold, as far as this process has read or written it. */
  readonly #written = new Map<string, string>();
  #held = false;

  /** @param root folder of the connector */
  constructor(root: string) {
    this.folder = path.join(root, KEPT_FOLDER);
  }

  get exists(): boolean {
    return kindOf(this.folder) === "folder";
  }

  /** Whether there is a file of a part. */
  has(name: string): boolean {
    return kindOf(path.join(this.folder, `${name}.json`)) !== "none";
  }

  /**
   * Takes the folder for this process; makes it at the first writing only.
   * @throws {InputError} `kept-folder` if it is a link or a file, or another workbench that still runs has it
   */
  take(): void {
    if (!this.#isThere()) return;
    const other = this.#holder();
    if (other !== undefined && other !== process.pid && isAlive(other))
      throw refused(
        `Another workbench (process ${other}) keeps its flows in ${KEPT_FOLDER}.`,
        "End it first, or use that one.",
      );
    this.#hold();
  }

  /** The value of a part; undefined if nothing was kept. @throws {InputError} `kept-damaged` */
  read(name: string): JsonObject | undefined {
    if (kindOf(this.folder) !== "folder") return undefined;
    const file = `${name}.json`;
    if (kindOf(path.join(this.folder, file)) === "none") return undefined;
    const read = readFileInside(this.folder, file, MAX_PART_SIZE);
    if (!read.ok) throw damaged(file, read.problem.message);
    const text = read.bytes.toString("utf8");
    let value: JsonValue;
    try {
      value = JSON.parse(text) as JsonValue;
    } catch (error) {
      throw damaged(file, `it is not JSON (${error instanceof Error ? error.message : String(error)})`);
    }
    if (!isObject(value)) throw damaged(file, "it is not an object");
    if (own(value, "format") !== FORMAT)
      throw damaged(file, `it has the format ${JSON.stringify(own(value, "format") ?? null)}, not ${FORMAT}`);
    this.#written.set(name, text);
    return value;
  }

  /** Puts a damaged file aside. @returns its new name, for who wants to look into it; undefined if it cannot be moved */
  putAside(name: string): string | undefined {
    for (let number = 1; number <= 1_000; number++) {
      const aside = `${name}.damaged-${number}.json`;
      if (kindOf(path.join(this.folder, aside)) !== "none") continue;
      try {
        renameSync(path.join(this.folder, `${name}.json`), path.join(this.folder, aside));
        return aside;
      } catch {
        return undefined;
      }
    }
    return undefined;
  }

  /**
   * Writes a part, unless the file says the same already.
   * @returns whether anything was written
   * @throws {InputError} `kept-too-large`, `cannot-write`
   */
  write(name: string, value: JsonObject): boolean {
    const text = `${JSON.stringify({ format: FORMAT, ...value }, undefined, 1)}\n`;
    if (this.#written.get(name) === text) return false;
    if (Buffer.byteLength(text) > MAX_PART_SIZE)
      throw new InputError(
        "kept-too-large",
        `${name}.json would have more than ${MAX_PART_SIZE / 1024 / 1024} MiB; the file stays as it was.`,
        "Delete what is no longer needed.",
      );
    this.#make();
    this.#place(`${name}.json`, text);
    this.#written.set(name, text);
    return true;
  }

  close(): void {
    if (!this.#held || this.#holder() !== process.pid) return;
    rmSync(path.join(this.folder, IN_USE), { force: true });
    this.#held = false;
  }

  /** @throws {InputError} `kept-folder` if something else is in its place */
  #isThere(): boolean {
    const kind = kindOf(this.folder);
    if (kind === "other" || kind === "file")
      throw refused(`${KEPT_FOLDER} is not a folder.`, "Delete it, or start with --no-keep.");
    return kind === "folder";
  }

  #make(): void {
    if (!this.#isThere()) {
      try {
        mkdirSync(this.folder);
      } catch (error) {
        throw refused(`${KEPT_FOLDER} cannot be made (${reason(error)}).`, "Start with --no-keep.");
      }
    }
    if (kindOf(path.join(this.folder, ".gitignore")) === "none")
      writeWhole(path.join(this.folder, ".gitignore"), IGNORE);
    if (!this.#held) this.#hold();
  }

  #hold(): void {
    this.#place(IN_USE, `${JSON.stringify({ process: process.pid })}\n`);
    this.#held = true;
  }

  /** A connector of somebody else may bring links under our names: writing takes their place instead of following them. */
  #place(name: string, text: string): void {
    const file = path.join(this.folder, name);
    if (kindOf(file) === "other") {
      try {
        rmSync(file);
      } catch (error) {
        throw refused(
          `${KEPT_FOLDER}/${name} is not a file and cannot be deleted (${reason(error)}).`,
          "Delete it, or start with --no-keep.",
        );
      }
    }
    writeWhole(file, text, MODE);
  }

  #holder(): number | undefined {
    const read = readFileInside(this.folder, IN_USE, MAX_IN_USE_SIZE);
    if (!read.ok) return undefined;
    try {
      const held = JSON.parse(read.bytes.toString("utf8")) as { process?: unknown };
      return typeof held.process === "number" ? held.process : undefined;
    } catch {
      return undefined;
    }
  }
}

function kindOf(file: string): "none" | "folder" | "file" | "other" {
  try {
    const stats = lstatSync(file);
    return stats.isDirectory() ? "folder" : stats.isFile() ? "file" : "other";
  } catch {
    return "none";
  }
}

function isAlive(process_: number): boolean {
  try {
    process.kill(process_, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function refused(message: string, help: string): InputError {
  return new InputError("kept-folder", message, help);
}

function damaged(file: string, why: string): InputError {
  return new InputError(
    "kept-damaged",
    `${KEPT_FOLDER}/${file} cannot be used: ${why}.`,
    "It was put aside under another name.",
  );
}
