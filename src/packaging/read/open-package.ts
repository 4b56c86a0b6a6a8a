/** Opens a package from disk: an archive, a folder, or a single template. */
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { InputError } from "../../json/problem.ts";
import { kindOf, listFolder, readFileInside, reason } from "../../machine/files/read-inside.ts";
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
  let bytes: Buffer;
  try {
    const stats = statSync(full);
    if (!stats.isFile())
      throw new InputError("unreadable", `"${target}" is not a regular file.`, "Name a file.");
    if (stats.size > LIMITS.export)
      throw new InputError(
        "archive-too-large",
        `${label} has ${sizeText(stats.size)}; more than ${sizeText(LIMITS.export)} are not read.`,
        "Packages of connectors are far smaller.",
      );
    bytes = readFileSync(full);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError("unreadable", `"${target}" cannot be read (${reason(error)}).`, "Check its rights.");
  }
  return bytes.subarray(0, 1).toString() === "{" || /\.(?:json|bicep)$/i.test(label)
    ? { label, files: new Map([[label, bytes]]), folders: [], remarks: [], open: noArchive(label) }
    : openArchive(bytes, label);
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
