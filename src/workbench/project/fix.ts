/** Fixes findings in the files on disk; never leaves a connector worse than it was. */
import { createTwoFilesPatch } from "diff";
import type { Finding } from "../../rules/language/finding.ts";
import { mend } from "../../validation/fixing/fix-connector.ts";
import type { FixAnswer, FixRequest } from "../api.ts";
import { type FileChange, write } from "../sources/history.ts";
import { withIds } from "./finding-ids.ts";
import { judgingOf } from "./judging.ts";
import type { Project } from "./project.ts";

/**
 * Applies the fixes of findings, to the files as they are now.
 * @throws {InputError} `changed-meanwhile` if somebody saved between reading and writing, `cannot-write`: nothing is written then;
 *   or for a settings file that cannot be read
 */
export function fixFindings(
  project: Project,
  request: FixRequest,
): { answer: FixAnswer; files: FileChange[] } {
  project.reload();
  const { connector, findings } = project.current;
  const { options } = judgingOf(project.root, project.rules);
  const wanted = request.findings === "all" ? undefined : new Set(request.findings);
  const chosen =
    wanted &&
    ((found: readonly Finding[]) =>
      withIds(found).flatMap(({ id, finding }) => (wanted.has(id) ? [finding] : [])));
  const result = mend(project.rules, connector, options, chosen);
  const left = new Set(withIds(result.findings).map(({ id }) => id));
  const applied = findings
    .filter(({ id, finding }) => finding.fixable && wanted?.has(id) !== false && !left.has(id))
    .map(({ id }) => id);
  const { files } = result;
  const changes = files.map(({ file, original, bytes }) => ({ file, before: original, after: bytes }));
  const notes = request.dryRun ? [] : write(connector.root, changes);
  const asked = request.findings === "all" ? [] : request.findings;
  const answer = {
    applied,
    skipped: asked.filter((id) => !applied.includes(id)),
    files: files.map(({ file, before, after }) => ({
      file,
      diff: createTwoFilesPatch(file, file, before, after, "now", "mended", { context: 3 }),
    })),
    written: !request.dryRun && files.length > 0,
    notes,
  };
  return { answer, files: changes };
}
