/** Definitions of environment variables that are in a connector's folder. */
import path from "node:path";
import { listFolder, readFileInside } from "../../machine/files/read-inside.ts";
import type { VariableDefinition } from "../read/packaged-connector.ts";
import { readVariable, VARIABLE_FOLDER } from "../read/read-variables.ts";
import { settingsFolder } from "../settings-file.ts";

/** Files of definitions that are taken from a folder; a solution has a few dozen. (Chosen.) */
const MAX_FILES = 2_000;

/**
 * The definitions that are beside a connector's solution.yaml, as unpacking puts them there.
 * @throws {InputError} `xml-syntax` if one cannot be read
 */
export function folderVariables(root: string): VariableDefinition[] {
  const base = `${settingsFolder(root)}${VARIABLE_FOLDER}`;
  let count = 0;
  return listFolder(path.join(root, base))
    .filter((entry) => entry.kind === "folder")
    .map((folder) => {
      const files = listFolder(path.join(root, base, folder.name)).flatMap((entry) => {
        const read =
          entry.kind === "file" && ++count <= MAX_FILES
            ? readFileInside(root, `${base}/${folder.name}/${entry.name}`)
            : undefined;
        return read?.ok ? [{ path: `${folder.name}/${entry.name}`, bytes: read.bytes }] : [];
      });
      return readVariable(path.basename(root), folder.name, files);
    })
    .filter(({ files }) => files.length > 0);
}
