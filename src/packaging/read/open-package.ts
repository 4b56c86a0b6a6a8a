/** Opens a package from disk: an archive, a folder, or a single template. */
import path from "node:path";
import { InputError } from "../../json/problem.ts";
import { kindOf, listFolder, readFileInside, readNamed } from "../../machine/files/read-inside.ts";
import { isLarge, LazyFiles, largeSolution, scanLarge } from "../zip/large.ts";
import { LIMITS, size as sizeText } from "../zip/limits.ts";
import { type Archive, readArchive } from "../zip/nested.ts";

/** Repositories keep solutions some folders deep, and have thousands of files. (Chosen.) */
const MAX_DEPTH = 10;
const MAX_FILES = 50_000;

/** Never part of a package. */
const SKIPPED = new Set(["node_modules", ".git", "dist", "bin", "obj"]);

/**
 * @throws {InputError} `no-such-file`, `unreadable`, `archive-…`
 */
export function openPackage(target: string): Archive {
  const full = path.resolve(target);
  const kind = kindOf(full);
  const label = path.basename(full);
  if (kind === "none")
    throw new InputError(
      "no-such-file",
      `There is no file or folder "${target}".`,
      "Check the spelling; paths are relative to the current folder.",
    );
  if (kind === "folder") return openFolder(full, label);
  const bytes = readArchiveFile(target);
  return bytes.subarray(0, 1).toString() === "{" || /\.(?:json|bicep)$/i.test(label)
    ? { label, files: new Map([[label, bytes]]), folders: [], remarks: [], open: noArchive(label) }
    : openArchive(bytes, label);
}

/**
 * The bytes of a package. What counts is the file that was opened, not what stood under its name before.
 * @throws {InputError} `not-a-file`, `unreadable`, `archive-too-large`
 */
export function readArchiveFile(target: string): Buffer {
  const read = readNamed(target, LIMITS.export);
  if (read.ok) return read.bytes;
  const { code, message } = read.problem;
  if (code === "too-large")
    throw new InputError(
      "archive-too-large",
      `${path.basename(target)} is too large: more than ${sizeText(LIMITS.export)} are not read.`,
      "Packages of connectors are far smaller.",
    );
  throw new InputError(
    "unreadable",
    message.replace(`"${path.basename(target)}"`, `"${target}"`),
    "Name an export or a package: a file that you may read.",
  );
}

/** Packages of connectors are unpacked whole; of large exports only what is asked for. */
function openArchive(bytes: Buffer, label: string): Archive {
  const scanned = scanLarge(bytes, label);
  const large = isLarge(scanned) ? largeSolution(scanned, label) : undefined;
  return large ?? readArchive(bytes, label);
}

/** Files of a folder, read when they are asked for: a repository holds more than the packages in it. */
function openFolder(root: string, label: string): Archive {
  const make = new Map<string, () => Buffer>();
  const folders: string[] = [];
  let total = 0;
  const visit = (below: string, depth: number) => {
    for (const entry of listFolder(path.join(root, below))) {
      const name = below === "" ? entry.name : `${below}/${entry.name}`;
      if (entry.kind === "folder") {
        folders.push(name);
        if (depth < MAX_DEPTH && !SKIPPED.has(entry.name)) visit(name, depth + 1);
      } else if (entry.kind === "file") {
        if (make.size >= MAX_FILES) throw tooMuch(label);
        make.set(name, () => {
          const read = readFileInside(root, name);
          if (!read.ok) throw new InputError(read.problem.code, read.problem.message, read.problem.help);
          total += read.bytes.length;
          if (total > LIMITS.total) throw tooMuch(label);
          return read.bytes;
        });
      }
    }
  };
  visit("", 0);
  const files = new LazyFiles(make);
  return {
    label,
    files,
    folders,
    remarks: [],
    open: (name) => {
      const bytes = files.get(name);
      if (!bytes) return noArchive(label)(name);
      return readArchive(bytes, `${label}/${name}`);
    },
  };
}

function tooMuch(label: string): InputError {
  return new InputError(
    "folder-too-large",
    `"${label}" holds more than a package does.`,
    "Name the folder of the package itself.",
  );
}

function noArchive(label: string): Archive["open"] {
  return (name) => {
    throw new InputError("archive-missing", `${label} holds no archive "${name}".`, "Name another file.");
  };
}
