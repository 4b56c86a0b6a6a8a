/** Writes a connector back into an export or an unpacked solution, whole or not at all. */
import path from "node:path";
import { InputError } from "../../json/problem.ts";
import { kindOf } from "../../machine/files/read-inside.ts";
import { writeFiles } from "../../machine/files/write-files.ts";
import { replaceAll, writeWhole } from "../../machine/files/write-whole.ts";
import { type Painter, PLAIN } from "../../machine/terminal/paint.ts";
import { printable } from "../../machine/terminal/printable.ts";
import { shellWord } from "../../machine/terminal/shell-word.ts";
import { openPackage, readArchiveFile } from "../read/open-package.ts";
import { type ReadSolution, readSolution } from "../read/read-solution.ts";
import { solutionLayouts } from "../read/solution-layout.ts";
import type { PackageSource } from "../source.ts";
import type { UnpackedFile } from "../unpack/unpack.ts";
import { largeSolution, scanLarge } from "../zip/large.ts";
import { patchZip } from "../zip/patch-zip.ts";
import { type IntoResult, putInto } from "./into.ts";

export interface IntoRun extends IntoResult {
  /** Where the result went. */
  out: string;
  written: boolean;
}

/**
 * @param target an export, or a folder with an unpacked solution
 * @param out where the changed export goes; default: in its own place. Folders are changed in place
 * @throws {InputError} for what cannot be read or holds no such connector; nothing is written then
 */
export function runInto(target: string, source: PackageSource, out?: string): IntoRun {
  const folder = kindOf(path.resolve(target)) === "folder";
  if (folder && out !== undefined)
    throw new InputError(
      "into-folder-out",
      "A folder is changed in place: --out has no meaning with it.",
      "Leave --out out.",
    );
  return folder ? intoFolder(target, source) : intoZip(target, source, out ?? target);
}

function intoZip(target: string, source: PackageSource, out: string): IntoRun {
  const label = path.basename(target);
  const bytes = readArchiveFile(target);
  const scanned = scanLarge(bytes, label);
  const archive = largeSolution(scanned, label);
  const [layout] = archive ? solutionLayouts(archive) : [];
  if (!archive || !layout)
    throw new InputError(
      "no-solution",
      `${label} is not an exported solution.`,
      "Name the zip that the platform has exported, or the folder it was unpacked into.",
    );
  const result = putInto(readSolution(archive, layout), source);
  const same = path.resolve(out) === path.resolve(target);
  if (result.changes.size === 0) return { ...result, out, written: false };
  const content = patchZip(bytes, scanned, result.changes);
  const notes = same ? replaceAll([{ file: target, content, expected: bytes }]) : writeWhole(out, content);
  return { ...result, notes: [...result.notes, ...notes], out, written: true };
}

function intoFolder(target: string, source: PackageSource): IntoRun {
  const archive = openPackage(target);
  const layouts = solutionLayouts(archive);
  const [layout] = layouts;
  if (!layout)
    throw new InputError(
      "no-solution",
      `"${target}" holds no unpacked solution.`,
      "Name the folder above Other/.",
    );
  if (layouts.length > 1)
    throw new InputError(
      "several-packages",
      `"${target}" holds ${layouts.length} solutions.`,
      `Name one of them: ${layouts.map(({ base, manifest }) => path.join(target, manifest ?? base)).join(", ")}.`,
    );
  const read: ReadSolution = readSolution(archive, layout);
  const result = putInto(read, source);
  const files = [...result.changes].map(([name, bytes]): UnpackedFile => {
    const before = archive.files.has(name) ? archive.files.get(name) : undefined;
    return { path: name, change: before ? "changed" : "new", bytes, ...(before ? { before } : {}) };
  });
  const notes = writeFiles(target, files);
  return { ...result, notes: [...result.notes, ...notes], out: target, written: result.changes.size > 0 };
}

/** The result as text. */
export function formatInto(run: IntoRun, color: Painter = PLAIN): string {
  const { connector, solution, version, changed, notes, out, written } = run;
  const what = color.bold(printable(connector));
  const lines = written
    ? [
        `${what} is in ${printable(solution)} ${version.to}: ${printable(out)}`,
        ...changed.map((line) => `  ${printable(line)}`),
        "Every other part is as it was.",
        ...(/\.zip$/i.test(out) ? ["", `next: pac solution import --path ${printable(shellWord(out))}`] : []),
      ]
    : [`${what} is in ${printable(solution)} ${version.from} already: nothing was changed.`];
  return `${[...lines, ...notes.map(printable)].join("\n")}\n`;
}

/** The stable output of `--format json`. */
export function intoJson({ changes, ...run }: IntoRun): string {
  return `${JSON.stringify({ ...run, files: [...changes.keys()] }, null, 2)}\n`;
}
