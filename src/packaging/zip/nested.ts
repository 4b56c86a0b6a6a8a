/** Archives inside archives, with one budget for all of them. */
import { InputError } from "../../json/problem.ts";
import { Budget, LIMITS } from "./limits.ts";
import { readZip, type ZipContent } from "./read-zip.ts";

export interface Archive extends ZipContent {
  /** File name, with the archives it is in: `package.zip/PkgAssets/Flow.zip`. */
  label: string;
  /** Opens an archive that is one of the files. */
  open(name: string): Archive;
}

/**
 * Reads an archive that may hold archives; those are read when asked for.
 * @throws {InputError} see `readZip`; `archive-too-deep`
 */
export function readArchive(bytes: Buffer, label: string): Archive {
  return open(bytes, label, new Budget(), 1);
}

function open(bytes: Buffer, label: string, budget: Budget, depth: number): Archive {
  if (depth > LIMITS.nesting) {
    throw new InputError(
      "archive-too-deep",
      `${label} is an archive inside ${depth - 1} others.`,
      "A certification package nests three; deeper ones are not opened.",
    );
  }
  const content = readZip(bytes, label, budget);
  const opened = new Map<string, Archive>();
  return {
    ...content,
    label,
    open(name) {
      const known = opened.get(name);
      if (known) return known;
      const inner = content.files.get(name);
      if (!inner) throw new InputError("archive-missing", `${label} holds no "${name}".`, "Export it again.");
      const archive = open(inner, `${label}/${name}`, budget, depth + 1);
      opened.set(name, archive);
      return archive;
    },
  };
}
