/** Tells one state of a connector folder from another. */
import { createHash } from "node:crypto";
import type { ConnectorFolder } from "../../definition/connector-folder.ts";
import { readFileInside } from "../../machine/files/read-inside.ts";
import { SETTINGS_FILE } from "../../validation/settings.ts";
import { KEPT_FOLDER } from "../keep/kept-folder.ts";

/** What a connector folder can hold that plays a part of its own. */
export const PARTS = ["definition", "properties", "settings", "icon", "script", "readme", "intro"] as const;

/** The same text for the same bytes in every file that counts. Names of other files count too: rules look at them. */
export function fingerprint(connector: ConnectorFolder): string {
  const hash = createHash("sha1");
  for (const part of PARTS) {
    const file = connector[part];
    hash.update(file ? `${part} ${file.file} ${file.bytes.length}\n` : `${part}\n`);
    if (file) hash.update(file.bytes);
  }
  if (connector.entries.includes(SETTINGS_FILE)) {
    const read = readFileInside(connector.root, SETTINGS_FILE);
    if (read.ok) hash.update(read.bytes);
  }
  // The workbench makes its own folder some time after the first flow: no change of the connector.
  const entries = connector.entries.filter((entry) => entry.replace(/\/$/, "") !== KEPT_FOLDER);
  hash.update(JSON.stringify([entries, connector.problems.map(({ code, file }) => [code, file])]));
  return hash.digest("hex");
}
