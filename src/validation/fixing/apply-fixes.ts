/** Applies the fixes of findings to the files of a connector, in memory. */
import { type ConnectorFolder, connectorFromFiles } from "../../definition/connector-folder.ts";
import { documentNamed } from "../../definition/document-named.ts";
import type { Edit } from "../../json/edits.ts";
import { applyEdits } from "../../json/edits.ts";
import { encodeText } from "../../json/text.ts";
import type { Finding, Fix } from "../../rules/language/finding.ts";

export interface FixedFile {
  file: string;
  before: string;
  after: string;
  removeByteOrderMark: boolean;
}

export interface FixResult {
  files: FixedFile[];
  /** The connector as it is with the fixes, for a second look. */
  connector: ConnectorFolder;
  /** Findings whose fix was applied. */
  applied: Finding[];
}

/**
 * Applies every fix that does not overlap an earlier one; the rest is left for a next round.
 * @param fixOf gives the fix of a finding; default: asks the finding
 * @param before what the connector was like when it was looked at last (see {@link connectorOf})
 */
export function applyFixes(
  connector: ConnectorFolder,
  findings: readonly Finding[],
  fixOf: (finding: Finding) => Fix | undefined = (finding) => finding.fix?.(),
  before?: ConnectorFolder,
): FixResult {
  const applied: Finding[] = [];
  const byFile = new Map<string, EditList>();
  for (const finding of findings) {
    const fix = fixOf(finding);
    if (!fix) continue;
    const list = byFile.get(fix.file) ?? new EditList();
    byFile.set(fix.file, list);
    if (list.add(fix)) applied.push(finding);
  }
  const contents = contentsOf(connector);
  const files: FixedFile[] = [];
  for (const [file, { edits, removeByteOrderMark }] of byFile) {
    const document = documentNamed(connector, file);
    if (!document) continue;
    const after = applyEdits(document.text, edits);
    files.push({ file, before: document.text, after, removeByteOrderMark });
    contents.set(file, removeByteOrderMark ? Buffer.from(after, "utf8") : encodeText(document, after));
  }
  return {
    files,
    connector: sameFolder(connector, contents, before),
    applied,
  };
}

/**
 * The connector as it would be if one of its files held something else: what an editor has not saved yet.
 * @param before what it was like when it was looked at last (see {@link connectorOf})
 */
export function withContent(
  connector: ConnectorFolder,
  file: string,
  bytes: Buffer,
  before?: ConnectorFolder,
): ConnectorFolder {
  return sameFolder(connector, contentsOf(connector).set(file, bytes), before);
}

function sameFolder(
  connector: ConnectorFolder,
  contents: Map<string, Buffer>,
  before?: ConnectorFolder,
): ConnectorFolder {
  return {
    ...connectorFromFiles(connector.name, contents, undefined, before),
    root: connector.root,
    entries: connector.entries,
  };
}

/** Edits of one file that do not overlap, kept in order so that thousands of them can be checked quickly. */
class EditList {
  readonly edits: Edit[] = [];
  removeByteOrderMark = false;

  /** Takes all edits of a fix, or none if one of them overlaps an edit that is in already. */
  add(fix: Fix): boolean {
    if (fix.edits.some((edit) => this.#clashes(edit))) return false;
    for (const edit of fix.edits) this.edits.splice(this.#placeOf(edit), 0, edit);
    this.removeByteOrderMark ||= fix.removeByteOrderMark === true;
    return true;
  }

  #clashes(edit: Edit): boolean {
    const place = this.#placeOf(edit);
    const [before, after] = [this.edits[place - 1], this.edits[place]];
    // Two insertions at one place have no order of their own, so they count as overlapping as well.
    if (before && (before.end > edit.start || before.start === edit.start)) return true;
    return after !== undefined && (edit.end > after.start || after.start === edit.start);
  }

  #placeOf(edit: Edit): number {
    let low = 0;
    let high = this.edits.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.edits[middle] as Edit).start < edit.start) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function contentsOf(connector: ConnectorFolder): Map<string, Buffer> {
  const contents = new Map<string, Buffer>();
  const { definition, properties, settings, icon, script, readme, intro } = connector;
  for (const part of [definition, properties, settings, icon, script, readme, intro])
    if (part) contents.set(part.file, part.bytes);
  return contents;
}
