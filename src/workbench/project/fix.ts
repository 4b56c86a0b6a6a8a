/** Mends findings in the files on disk; never leaves a connector worse than it was. */
import path from "node:path";
import { createTwoFilesPatch } from "diff";
import type { ConnectorFolder } from "../../definition/connector-folder.ts";
import { writeWhole } from "../../files/write-whole.ts";
import { applyFixes } from "../../validation/fixing/apply-fixes.ts";
import { mend } from "../../validation/fixing/fix-connector.ts";
import { countBySeverity } from "../../validation/report.ts";
import { type ValidateOptions, validateWith } from "../../validation/validate.ts";
import type { FixAnswer, FixRequest } from "../api.ts";
import { withIds } from "./finding-ids.ts";
import type { IdentifiedFinding, Project } from "./project.ts";

/**
 * Applies the fixes of findings, to the files as they are now.
 * @throws {InputError} `cannot-write`, or for a settings file that cannot be read
 */
export function fixFindings(project: Project, request: FixRequest): FixAnswer {
  project.reload();
  const { connector, findings } = project.current;
  const { options } = project.validateOptions(project.root);
  const wanted = request.findings === "all" ? undefined : new Set(request.findings);
  const { after, applied } = wanted
    ? applySome(
        project,
        connector,
        options,
        findings.filter(({ id }) => wanted.has(id)),
      )
    : applyAll(project, connector, options, findings);
  const files = changedFiles(connector, after);
  if (!request.dryRun) for (const file of files) writeWhole(path.join(connector.root, file.file), file.bytes);
  const asked = request.findings === "all" ? [] : request.findings;
  return {
    applied,
    skipped: asked.filter((id) => !applied.includes(id)),
    files: files.map(({ file, before, text }) => ({
      file,
      diff: createTwoFilesPatch(file, file, before, text, "now", "mended", { context: 3 }),
    })),
    written: !request.dryRun && files.length > 0,
  };
}

interface Applied {
  after: ConnectorFolder;
  applied: string[];
}

function applyAll(
  project: Project,
  connector: ConnectorFolder,
  options: ValidateOptions,
  findings: readonly IdentifiedFinding[],
): Applied {
  const result = mend(project.rules, connector, options);
  const left = new Set(withIds(result.findings).map(({ id }) => id));
  return {
    after: result.connector,
    applied: findings.filter(({ id, finding }) => finding.fixable && !left.has(id)).map(({ id }) => id),
  };
}

/** All at once if that does good, else one after the other, each only if it does. */
function applySome(
  project: Project,
  connector: ConnectorFolder,
  options: ValidateOptions,
  wanted: readonly IdentifiedFinding[],
): Applied {
  const idOf = new Map(wanted.map(({ id, finding }) => [finding, id]));
  const before = project.current.findings.map(({ finding }) => finding);
  const result = applyFixes(
    connector,
    wanted.map(({ finding }) => finding),
  );
  if (result.applied.length === 0) return { after: connector, applied: [] };
  if (!isWorse(before, validateWith(project.rules, result.connector, options)))
    return { after: result.connector, applied: result.applied.flatMap((finding) => idOf.get(finding) ?? []) };
  let [current, applied] = [connector, [] as string[]];
  for (const { id, finding } of wanted.length > 1 ? wanted : []) {
    // Edits hold for the text they were worked out on: after the first one, the finding is looked up anew.
    const now = withIds(validateWith(project.rules, current, options));
    const again = current === connector ? finding : now.find((one) => one.id === id)?.finding;
    const tried = again && applyFixes(current, [again]);
    if (!tried || tried.applied.length === 0) continue;
    const known = now.map((one) => one.finding);
    if (isWorse(known, validateWith(project.rules, tried.connector, options))) continue;
    current = tried.connector;
    applied = [...applied, id];
  }
  return { after: current, applied };
}

/** More findings of a graver kind, or as many of all kinds: then the fix has mended nothing. */
function isWorse(before: Parameters<typeof countBySeverity>[0], after: typeof before): boolean {
  const [was, is] = [countBySeverity(before), countBySeverity(after)];
  if (is.error !== was.error) return is.error > was.error;
  if (is.warning !== was.warning) return is.warning > was.warning;
  return is.info >= was.info;
}

function changedFiles(before: ConnectorFolder, after: ConnectorFolder) {
  return (["definition", "properties", "settings"] as const).flatMap((part) => {
    const [was, is] = [before[part], after[part]];
    return was && is && !was.bytes.equals(is.bytes)
      ? [{ file: was.file, before: was.text, text: is.text, bytes: is.bytes }]
      : [];
  });
}
