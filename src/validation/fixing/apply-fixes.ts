/** Applies the fixes of findings to the files of a connector, in memory. */
import { type ConnectorFolder, connectorFromFiles } from "../../definition/connector-folder.ts";
import type { Edit, Finding, Fix } from "../finding.ts";
import { applyEdits } from "./edits.ts";

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

/** Applies every fix that does not overlap an earlier one; the rest is left for a next round. */
export function applyFixes(connector: ConnectorFolder, findings: readonly Finding[]): FixResult {
  const applied: Finding[] = [];
  const byFile = new Map<string, { edits: Edit[]; mark: boolean }>();
  for (const finding of findings) {
    if (!finding.fix) continue;
    const state = byFile.get(finding.fix.file) ?? { edits: [], mark: false };
    if (overlaps(state.edits, finding.fix)) continue;
    state.edits.push(...finding.fix.edits);
    state.mark ||= finding.fix.removeByteOrderMark === true;
    byFile.set(finding.fix.file, state);
    applied.push(finding);
  }
  const contents = contentsOf(connector);
  const files: FixedFile[] = [];
  for (const [file, { edits, mark }] of byFile) {
    const document = [connector.definition, connector.properties, connector.settings].find(
      (known) => known?.file === file,
    );
    if (!document) continue;
    const after = applyEdits(document.text, edits);
    files.push({ file, before: document.text, after, removeByteOrderMark: mark });
    const keepMark = document.byteOrderMark && !mark;
    contents.set(file, Buffer.from((keepMark ? "\ufeff" : "") + after, "utf8"));
  }
  return {
    files,
    connector: { ...connectorFromFiles(connector.name, contents), root: connector.root },
    applied,
  };
}

function overlaps(edits: readonly Edit[], fix: Fix): boolean {
  return fix.edits.some((edit) =>
    // Two insertions at one place have no order of their own, so they count as overlapping as well.
    edits.some((other) => (edit.start < other.end && other.start < edit.end) || edit.start === other.start),
  );
}

function contentsOf(connector: ConnectorFolder): Map<string, Buffer> {
  const contents = new Map<string, Buffer>();
  const { definition, properties, settings, icon, script, readme, intro } = connector;
  for (const part of [definition, properties, settings, icon, script, readme, intro])
    if (part) contents.set(part.file, part.bytes);
  return contents;
}
