/** Environment variables that a solution defines. */

import { InputError } from "../../json/problem.ts";
import { grouped } from "../../machine/terminal/grouped.ts";
import { childNamed, childText, readXml } from "../xml/read-xml.ts";
import type { Archive } from "../zip/nested.ts";
import type { VariableDefinition } from "./packaged-connector.ts";
import type { SolutionLayout } from "./solution-layout.ts";
import { readYamlNode } from "./yaml-node.ts";

export const VARIABLE_FOLDER = "environmentvariabledefinitions";

/** More than any solution has. (Chosen.) */
const MAX_VARIABLES = 5_000;

/** The variables of a solution, each with all files of its folder. (Layout sourced: server exports, unpacked solutions.) */
export function readVariables(archive: Archive, { base }: SolutionLayout): VariableDefinition[] {
  const folders = new Map<string, { path: string; bytes: Buffer }[]>();
  const root = `${base}${VARIABLE_FOLDER}/`.toLowerCase();
  for (const name of archive.files.keys()) {
    if (!name.toLowerCase().startsWith(root)) continue;
    const path = name.slice(root.length);
    const schemaName = path.slice(0, path.indexOf("/"));
    if (schemaName === "") continue;
    const files = folders.get(schemaName) ?? [];
    if (folders.size >= MAX_VARIABLES)
      throw new InputError(
        "solution-too-large",
        `${archive.label} defines more than ${grouped(MAX_VARIABLES)} environment variables.`,
        "No solution has as many: do not trust this file.",
      );
    folders.set(schemaName, files);
    files.push({ path, bytes: archive.files.get(name) ?? Buffer.alloc(0) });
  }
  return [...folders].map(([schemaName, files]) => readVariable(archive.label, schemaName, files));
}

/** A variable out of the files of its folder. */
export function readVariable(
  label: string,
  schemaName: string,
  files: VariableDefinition["files"],
): VariableDefinition {
  let defaultValue: string | undefined;
  for (const { path, bytes } of files) {
    if (/\.xml$/i.test(path))
      defaultValue = childText(readXml(bytes, `${label}/${VARIABLE_FOLDER}/${path}`), "defaultvalue");
    else if (/definition\.ya?ml$/i.test(path))
      defaultValue = childNamed(
        readYamlNode(bytes, `${label}/${VARIABLE_FOLDER}/${path}`, "environmentvariabledefinition"),
        "defaultvalue",
      )?.text;
  }
  return { schemaName, defaultValue, files };
}
