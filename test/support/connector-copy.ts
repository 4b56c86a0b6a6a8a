/** Throw-away copies of a connector, changed as a test wants. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import { BASE_DEFINITION, BASE_FILES, BASE_PROPERTIES } from "../../src/rules/examples/base-connector.ts";

/** A folder that is removed when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "workbench-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes files below a folder. */
export function writeFiles(folder: string, files: Record<string, string | Uint8Array>): void {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}

/** The sound example connector as files, with some of them replaced. */
export function exampleFiles(changes: Record<string, string> = {}): Record<string, string> {
  return {
    "apiDefinition.swagger.json": JSON.stringify(BASE_DEFINITION, null, 2),
    "apiProperties.json": JSON.stringify(BASE_PROPERTIES, null, 2),
    ...BASE_FILES,
    ...changes,
  };
}

/** The text of the example's definition after a textual change; fails if the change changes nothing. */
export function changedDefinition(from: string, to: string): string {
  const text = JSON.stringify(BASE_DEFINITION, null, 2);
  if (!text.includes(from)) throw new Error(`The definition does not contain ${from}`);
  return text.replace(from, to);
}
