/** The folders that the packages of connectors are made of, for those who build again when something in them changes. */
import { statSync } from "node:fs";
import path from "node:path";
import { InputError } from "../json/problem.ts";
import { kindOf, listFolder } from "../machine/files/read-inside.ts";
import { VARIABLE_FOLDER } from "./read/read-variables.ts";
import { settingsFolder } from "./settings-file.ts";
import { readSettingsFile } from "./solution/settings.ts";

/** Folders as the user named them, with those that a solution.yaml lists, and what accompanies each. */
export function sourceFolders(folders: readonly string[]): string[] {
  const found = new Set<string>();
  const add = (folder: string) => {
    for (const below of ["", "connector", VARIABLE_FOLDER, `connector/${VARIABLE_FOLDER}`]) {
      const full = path.join(folder, below);
      if (below === "" || kindOf(full) === "folder") found.add(full);
      if (!below.endsWith(VARIABLE_FOLDER)) continue;
      for (const { name, kind } of listFolder(full)) if (kind === "folder") found.add(path.join(full, name));
    }
  };
  for (const target of folders) {
    const full = path.resolve(target);
    const root = kindOf(full) === "file" ? path.dirname(full) : full;
    add(root);
    for (const listed of listedIn(root)) add(listed);
  }
  return [...found];
}

function listedIn(root: string): string[] {
  try {
    const base = path.join(root, settingsFolder(root));
    return (readSettingsFile(root).connectors ?? []).map((folder) => path.resolve(base, folder));
  } catch (error) {
    // A file that cannot be read now is watched until it can.
    if (error instanceof InputError) return [];
    throw error;
  }
}

/** Names, sizes and times of the files in them: it changes with a save, not with what is built below them. */
export function sourceFingerprint(folders: readonly string[]): string {
  return sourceFolders(folders)
    .flatMap((folder) =>
      listFolder(folder)
        .filter(({ kind }) => kind === "file")
        .map(({ name }) => {
          const stats = statSync(path.join(folder, name), { throwIfNoEntry: false });
          return `${folder}/${name} ${stats?.size} ${stats?.mtimeMs} ${stats?.ino}`;
        }),
    )
    .join("\n");
}
