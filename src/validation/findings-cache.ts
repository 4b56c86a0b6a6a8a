/**
 * Findings of connectors that have not changed, kept in files: one for all bytes that a connector's findings depend on, named by
 * their digest, so that what is found is never of other bytes, other options or another version of the rules.
 */
import {
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import type { ConnectorParts } from "../definition/connector-folder.ts";
import { InputError } from "../json/problem.ts";
import { buildIdentity } from "../machine/build-identity.ts";
import { reason } from "../machine/files/read-inside.ts";
import { makeFolder } from "../machine/files/write-whole.ts";
import { isOurs } from "../machine/start/own-cache.cjs";
import { type Finding, SEVERITIES } from "../rules/language/finding.ts";

/** Room for some thousands of connectors. What was not used for longest makes room. */
const MAX_BYTES = 128 * 1024 * 1024;
const DAY = 24 * 60 * 60 * 1000;

export class FindingsCache {
  readonly #folder: string;
  readonly #options: string;
  readonly #most: number;
  #written = false;

  private constructor(folder: string, options: unknown, most: number) {
    this.#folder = folder;
    this.#most = most;
    this.#options = JSON.stringify([buildIdentity(), options]);
  }

  /**
   * Opens a folder, which is made if need be.
   * @param options all that decides on findings besides files: profile, rules, severities
   * @param most how many bytes are kept at the end of a run
   * @returns why it cannot be used, for people: others could write to it, or it cannot be made
   */
  static open(folder: string, options: unknown, most = MAX_BYTES): FindingsCache | { unusable: string } {
    try {
      makeFolder(folder, 0o700);
      const stat = lstatSync(folder);
      if (!stat.isDirectory()) return { unusable: "it is not a folder" };
      if (!isOurs(stat)) return { unusable: "other users can write to it" };
      return new FindingsCache(path.resolve(folder), options, most);
    } catch (error) {
      // The reason is in a sentence of its own.
      return { unusable: error instanceof InputError ? error.message.slice(0, -1) : reason(error) };
    }
  }

  /** The name of what is known of a connector. */
  key({ root, name, entries, files, named, read }: ConnectorParts): string {
    const hash = sha256().update(this.#options);
    // Rules look at the names of the folder and of the one around it, never at the whole path.
    hash.update(JSON.stringify([path.basename(path.dirname(root)), name, entries, files, named]));
    for (const [part, file] of read) {
      hash.update(JSON.stringify([part, file.ok ? file.bytes.length : file.problem]));
      if (file.ok) hash.update(file.bytes);
    }
    return hash.digest("hex");
  }

  /** What was found then; undefined if that is unknown, or if the file is damaged or not ours. */
  find(key: string): Finding[] | undefined {
    const file = path.join(this.#folder, `${key}.json`);
    try {
      const stat = lstatSync(file);
      if (!stat.isFile() || !isOurs(stat) || stat.size > MAX_BYTES) return undefined;
      const text = readFileSync(file, "utf8");
      const end = text.indexOf("\n");
      const body = text.slice(end + 1);
      if (text.slice(0, end) !== sumOf(key, body)) return undefined;
      const findings: unknown = JSON.parse(body);
      if (!Array.isArray(findings) || !findings.every(isFinding)) return undefined;
      if (Date.now() - stat.mtimeMs > DAY) utimesSync(file, new Date(), new Date());
      return findings;
    } catch {
      return undefined;
    }
  }

  /** Keeps what was found. A folder that cannot be written to keeps nothing, which is all that is lost. */
  keep(key: string, findings: readonly Finding[]): void {
    const file = path.join(this.#folder, `${key}.json`);
    const draft = `${file}.${process.pid}.tmp`;
    const body = JSON.stringify(findings);
    try {
      writeFileSync(draft, `${sumOf(key, body)}\n${body}`, { flag: "wx", mode: 0o600 });
      renameSync(draft, file);
      this.#written = true;
    } catch {
      rmSync(draft, { force: true });
    }
  }

  /** Makes room, at the end of a run. A folder that is gone by then, or no longer ours, needs none. */
  close(): void {
    if (!this.#written) return;
    try {
      this.#makeRoom();
    } catch {
      // The report is complete: what was not removed is for the next run.
    }
  }

  #makeRoom(): void {
    const files = readdirSync(this.#folder)
      .filter((name) => /^[0-9a-f]{64}\.json(?:\.\d+\.tmp)?$/.test(name))
      .map((name) => path.join(this.#folder, name))
      .flatMap((file) => {
        const stat = statSync(file, { throwIfNoEntry: false });
        return stat ? [{ file, size: stat.size, time: stat.mtimeMs }] : [];
      })
      .sort((a, b) => b.time - a.time);
    let bytes = 0;
    for (const { file, size } of files) {
      bytes += size;
      if (bytes > this.#most) rmSync(file, { force: true });
    }
  }
}

/** Over the key as well: a file under another name tells of other bytes. */
function sumOf(key: string, body: string): string {
  return sha256().update(key).update(body).digest("hex");
}

function isFinding(value: unknown): value is Finding {
  const finding = value as Finding;
  return (
    typeof value === "object" &&
    value !== null &&
    [finding.rule, finding.message, finding.why, finding.help, finding.file, finding.pointer].every(
      (text) => typeof text === "string",
    ) &&
    [finding.line, finding.column, finding.endLine, finding.endColumn].every(Number.isInteger) &&
    SEVERITIES.includes(finding.severity) &&
    Array.isArray(finding.codes) &&
    typeof finding.fixable === "boolean"
  );
}

/** Its module is loaded when it is needed: most runs keep nothing. */
function sha256() {
  return process.getBuiltinModule("node:crypto").createHash("sha256");
}
