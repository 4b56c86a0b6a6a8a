/** Where the product's own files lie: its schemas, its example world and connector, its built page. */
import path from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The top folder of the repository, or of the installed package. As many folders up from the sources (`src/machine`) as from
 * the built form (`build/js`), where everything that runs lies side by side.
 */
export const HOME = path.resolve(fileURLToPath(new URL("../..", import.meta.url)));

/** The full path of one of the product's own files. */
export function ownFile(file: string): string {
  return path.join(HOME, file);
}
