/** Payloads that the author keeps beside the connector: better examples than anything made from a schema. */
import path from "node:path";
import type { ConnectorFolder } from "../../definition/connector-folder.ts";
import { parseOutside } from "../../json/depth.ts";
import { decodeText } from "../../json/text.ts";
import type { JsonValue } from "../../json/values.ts";
import { listFolder, readFileInside } from "../../machine/files/read-inside.ts";
import type { SampleFact } from "./service-facts.ts";

/** Chosen: where the samples of a connector are looked for; the first folder that has one for the operation counts. */
const FOLDERS = ["connector/samples", "samples"];

/** Larger files are recordings, not examples. */
const MAX_SAMPLE = 1024 * 1024;

/**
 * The samples of a connector's operations.
 * @param facts what `service.yaml` says of them: this comes before the names of the files
 * @returns the payload for an operation id, or undefined: of `service.yaml` the first entry for it, otherwise the first
 *   file in the order of the names that is called `OPERATIONID.json`, or begins with `OPERATIONID.` or `OPERATIONID-`
 */
export function samplesOf(
  connector: ConnectorFolder,
  facts: readonly SampleFact[],
): (operationId: string) => JsonValue | undefined {
  // Where the connector is nowhere on disk, its root is only a name.
  if (!path.isAbsolute(connector.root)) return () => undefined;
  const folders = FOLDERS.map((folder) => ({
    folder,
    files: listFolder(path.join(connector.root, folder))
      .filter(({ kind, name }) => kind !== "folder" && /\.json$/i.test(name))
      .map(({ name }) => name),
  }));
  return (operationId) => {
    const named = facts.filter((fact) => fact.operationId === operationId).map(({ file }) => file);
    const start = operationId.toLowerCase();
    for (const { folder, files } of folders) {
      const own = named.filter((file) => files.includes(file));
      const alike = files.filter((file) =>
        [".", "-"].some((mark) => file.toLowerCase().startsWith(start + mark)),
      );
      for (const file of [...own, ...alike]) {
        const value = read(connector.root, `${folder}/${file}`);
        if (value !== undefined) return value;
      }
    }
    return undefined;
  };
}

/** A sample that cannot be read is none: the schema still gives an example. */
function read(root: string, file: string): JsonValue | undefined {
  const found = readFileInside(root, file, MAX_SAMPLE);
  if (!found.ok) return undefined;
  try {
    return parseOutside(decodeText(found.bytes, file).text);
  } catch {
    return undefined;
  }
}
