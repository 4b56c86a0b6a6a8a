/**
 * The connector's files as the page edits them. Only files that play a part in the connector can be read or written, never
 * outside its folder; nothing is written over a version that the writer has not seen.
 */
import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { valueAt } from "../../definition/reference.ts";
import { addMember, applyEdits, type Edit, removeAt, replaceValue } from "../../json/edits.ts";
import { JsonDocument } from "../../json/json-document.ts";
import { child } from "../../json/pointer.ts";
import { InputError } from "../../json/problem.ts";
import { decodeText, encodeText, type SourceText } from "../../json/text.ts";
import type { JsonValue } from "../../json/values.ts";
import { NewestByKey } from "../../machine/memory/newest.ts";
import { addSuppression } from "../../validation/add-suppression.ts";
import { removeSuppression } from "../../validation/remove-suppression.ts";
import { SETTINGS_FILE } from "../../validation/settings.ts";
import type {
  ChangeView,
  CheckAnswer,
  MemberRequest,
  MergeAnswer,
  MergeRequest,
  SaveAnswer,
  SaveRequest,
  SourceAnswer,
  SourceHead,
  SourcesAnswer,
  SuppressRequest,
  UnsuppressRequest,
} from "../api.ts";
import { judgingOf } from "../project/judging.ts";
import type { Project } from "../project/project.ts";
import { countMarks, HiddenSecrets } from "./hidden.ts";
import { contentOf, History, write } from "./history.ts";
import { withLineEndsOf, withPlainLineEnds } from "./line-ends.ts";
import { mergeLines } from "./merge-lines.ts";

const PARTS = ["definition", "properties", "script", "settings"] as const;

/** Problems of one file that are shown at once. */
const MAX_PROBLEMS = 500;

/** Versions that somebody may still be working on are kept for merging, the newest up to so many bytes. Chosen. */
const MAX_VERSION_BYTES = 48 * 1024 * 1024;

export interface Secrets {
  /** A text with known secrets as dots, of the same length. */
  dots(text: string): string;
  /** A text as it leaves the process. */
  show(text: string): string;
}

export class Sources {
  readonly history = new History();
  readonly #project: Project;
  readonly #secrets: Secrets;
  readonly #hidden: HiddenSecrets;
  readonly #versions = new NewestByKey<string, Buffer>({
    count: Number.POSITIVE_INFINITY,
    bytes: MAX_VERSION_BYTES,
  });

  constructor(project: Project, secrets: Secrets) {
    this.#project = project;
    this.#secrets = secrets;
    this.#hidden = new HiddenSecrets((text) => secrets.dots(text));
  }

  list(): SourcesAnswer {
    return {
      root: this.#project.root,
      files: this.#heads(),
      present: this.#project.current.connector.entries.filter((entry) => !entry.endsWith("/")),
      changes: this.history.list(this.#project.root),
    };
  }

  /** @throws {InputError} `source-unknown`, `cannot-read` */
  read(file: string): SourceAnswer {
    const { head, bytes } = this.#load(file);
    const text = this.#shown(file, bytes);
    this.#keep(bytes);
    return {
      ...head,
      bytes: bytes.length,
      text,
      version: versionOf(bytes),
      hidden: countMarks(text),
      readOnly: this.#whyReadOnly(bytes, file, text),
    };
  }

  /** @throws {InputError} `source-unknown`, `changed-meanwhile`, `secret-damaged`, `read-only`, `cannot-write`; nothing is written then */
  save(file: string, { text, base }: SaveRequest): SaveAnswer {
    const { bytes } = this.#load(file);
    if (versionOf(bytes) !== base)
      throw new InputError(
        "changed-meanwhile",
        `${file} was saved by another program since you opened it here.`,
        "Compare the versions, then save again.",
      );
    const readOnly = this.#whyReadOnly(bytes, file, this.#shown(file, bytes));
    if (readOnly) throw new InputError("read-only", readOnly.message, readOnly.help);
    return this.#write(file, bytes, this.#encoded(file, bytes, text), `Saved ${file}`);
  }

  /** What the validator says of a file with another text. Secrets that came back damaged are left as they are: nothing is written. */
  check(file: string, text: string): CheckAnswer {
    const { bytes } = this.#load(file);
    let after: Buffer;
    try {
      after = this.#encoded(file, bytes, text, "\n");
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      after = encodeText(decodeText(bytes, file), text);
    }
    const findings = this.#project.wouldFind(file, after);
    const own = findings.filter((finding) => finding.file === file);
    return {
      count: own.length,
      problems: own
        .slice(0, MAX_PROBLEMS)
        .map(({ rule, severity, message, why, help, line, column, endLine, endColumn }) => ({
          rule,
          severity,
          message,
          why,
          help,
          line,
          column,
          endLine,
          endColumn,
        })),
    };
  }

  /** @throws {InputError} `source-unknown` */
  merge(file: string, { text, base }: MergeRequest): MergeAnswer {
    const { bytes } = this.#load(file);
    this.#keep(bytes);
    const theirs = this.#shown(file, bytes);
    const known = this.#versions.get(base);
    // Of a version that is long gone nobody can say who has changed what: wherever the two differ, a person decides.
    const pieces = known
      ? mergeLines(this.#shown(file, known), text, theirs)
      : mergeLines(theirs, text, theirs).map((piece) =>
          piece.kind === "mine"
            ? { kind: "conflict" as const, base: [], mine: piece.lines, theirs: piece.base }
            : piece,
        );
    return {
      theirs,
      version: versionOf(bytes),
      pieces,
      conflicts: pieces.filter(({ kind }) => kind === "conflict").length,
    };
  }

  /** @throws {InputError} `changed-meanwhile`, `cannot-edit` */
  setMembers({ members, label }: MemberRequest): SaveAnswer {
    const head = this.#heads().find(({ part }) => part === "definition");
    if (!head) throw new InputError("source-unknown", "There is no definition to edit.", "Add one first.");
    const { bytes } = this.#load(head.file);
    const readOnly = this.#whyReadOnly(bytes, head.file, undefined);
    if (readOnly) throw new InputError("read-only", readOnly.message, readOnly.help);
    let document = new JsonDocument(head.file, bytes);
    for (const { pointer, key, value, was } of members) {
      const member = child(pointer, key);
      const now = valueAt(document.value, member);
      if (!isDeepStrictEqual(now, this.#real(was, document.text)))
        throw new InputError(
          "changed-meanwhile",
          `"${key}" at ${pointer || "/"} has another value by now.`,
          "Look at the new value, then change it again.",
        );
      const edits = editsFor(document, pointer, key, this.#real(value, document.text));
      if (!edits)
        throw new InputError(
          "cannot-edit",
          `"${key}" cannot be set at ${pointer || "/"}: the place is gone, or the file is not valid JSON.`,
          "Edit the file itself.",
        );
      document = new JsonDocument(head.file, encodeText(document, applyEdits(document.text, edits)));
    }
    return this.#write(head.file, bytes, document.bytes, label ?? `Changed ${head.file}`);
  }

  /** @throws {InputError} `settings-invalid`, `settings-unreadable`, `changed-meanwhile` */
  suppress({ rule, reason, file, at }: SuppressRequest): SaveAnswer {
    if (!this.#project.rules.some(({ id }) => id === rule))
      throw new InputError("rule-unknown", `There is no rule "${rule}".`, "Name the rule of a finding.");
    const { before, source } = this.#settings();
    const text = addSuppression(source?.text, {
      rule,
      ...(file === undefined ? {} : { file }),
      ...(at === undefined ? {} : { at }),
      reason: reason.trim(),
    });
    const after = source ? encodeText(source, text) : Buffer.from(text, "utf8");
    return this.#write(SETTINGS_FILE, before, after, `Suppressed ${rule}`);
  }

  /** @throws {InputError} `changed-meanwhile`, `settings-invalid`, `settings-unreadable` */
  unsuppress(entry: UnsuppressRequest): SaveAnswer {
    const { before, source } = this.#settings();
    const text = removeSuppression(source?.text ?? "", entry);
    const after = source && text !== undefined ? encodeText(source, text) : undefined;
    return this.#write(SETTINGS_FILE, before, after, `Suppressed ${entry.rule} no longer`);
  }

  /** The settings file, as far as there is one. @throws {InputError} `settings-invalid`, `settings-unreadable` */
  #settings(): { before: Buffer | undefined; source: SourceText | undefined } {
    const { root, rules } = this.#project;
    // Whatever is there has to be read first, also by a wrong name.
    judgingOf(root, rules);
    const before = contentOf(root, SETTINGS_FILE);
    return { before, source: before && decodeText(before, SETTINGS_FILE) };
  }

  /** Notes what somebody else has written by way of the workbench. */
  note(label: string, files: Parameters<History["add"]>[1]): ChangeView {
    return this.history.add(label, files);
  }

  /** @param after undefined removes the file */
  #write(file: string, before: Buffer | undefined, after: Buffer | undefined, label: string): SaveAnswer {
    const version = versionOf(after ?? Buffer.of());
    if (after) this.#keep(after);
    if (after && before?.equals(after)) return { version, change: undefined, notes: [] };
    const files = [{ file, before, after }];
    const notes = write(this.#project.root, files);
    return { version, change: this.history.add(label, files), notes };
  }

  /** A version of a file as the page edits it: with marks, and with line ends as editors have them. */
  #shown(file: string, bytes: Buffer): string {
    return withPlainLineEnds(this.#hidden.mask(decodeText(bytes, file).text));
  }

  /** @param ends `\n` leaves line ends as an editor has them */
  #encoded(file: string, before: Buffer, text: string, ends?: "\n"): Buffer {
    const source = decodeText(before, file);
    // Line ends first: a secret of several lines brings its own.
    const lines = ends ? text : withLineEndsOf(text, this.#hidden.mask(source.text));
    return encodeText(source, this.#hidden.unmask(lines, source.text));
  }

  /** A value with marks in place of secrets. */
  masked(value: JsonValue): JsonValue {
    return JSON.parse(this.#hidden.mask(JSON.stringify(value))) as JsonValue;
  }

  /** A value that may hold marks, with the secrets. */
  #real(value: JsonValue | undefined, before: string): JsonValue | undefined {
    if (value === undefined) return undefined;
    return JSON.parse(this.#hidden.unmask(JSON.stringify(value), before)) as JsonValue;
  }

  #heads(): SourceHead[] {
    const { connector } = this.#project.current;
    return PARTS.flatMap((part) => {
      const found = connector[part];
      return found ? [{ part, file: found.file, bytes: found.bytes.length }] : [];
    });
  }

  /** The file as it is on disk now. */
  #load(file: string): { head: SourceHead; bytes: Buffer } {
    const head = this.#heads().find((one) => one.file === file);
    const bytes = head && contentOf(this.#project.root, file);
    if (head && bytes) return { head, bytes };
    throw new InputError(
      "source-unknown",
      `"${file.slice(0, 200)}" is not a file of this connector that can be edited here.`,
      "GET /api/sources lists them.",
    );
  }

  #whyReadOnly(bytes: Buffer, file: string, masked: string | undefined): SourceAnswer["readOnly"] {
    const source = decodeText(bytes, file);
    if (!encodeText(source, source.text).equals(bytes))
      return {
        message: `${file} is not UTF-8, and saving it here could change characters.`,
        help: "Save it as UTF-8 in your editor first.",
      };
    // What goes out is looked through once more: a secret that would be hidden then would be saved as dots.
    const sent = masked === undefined ? "" : JSON.stringify(masked);
    if (this.#secrets.show(sent) !== sent)
      return {
        message: `${file} holds a secret in a form that cannot be put back when it is saved here.`,
        help: "Edit it in an editor of your own.",
      };
    return undefined;
  }

  #keep(bytes: Buffer): void {
    this.#versions.set(versionOf(bytes), bytes, bytes.length);
  }
}

function editsFor(
  document: JsonDocument,
  pointer: string,
  key: string,
  value: JsonValue | undefined,
): Edit[] | undefined {
  const member = child(pointer, key);
  const there = document.locate(member).exact;
  if (value === undefined) return there ? removeAt(document, member) : [];
  return there ? replaceValue(document, member, value) : addMember(document, pointer, key, value);
}

function versionOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("base64url");
}
