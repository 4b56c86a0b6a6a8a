/**
 * Unpacks the Chromium that npm brought into the folder that `TMPDIR` names. A process of its own, because the package unpacks
 * into the temporary folder of its process and nowhere else.
 */
import path from "node:path";
import { fileURLToPath } from "node:url";
import { inflate } from "@sparticuz/chromium";

const archives = path.join(
  path.dirname(fileURLToPath(import.meta.resolve("@sparticuz/chromium"))),
  "..",
  "bin",
);
// What is left out draws WebGL, of which the page has none.
await Promise.all(
  ["chromium.br", "al2023.tar.br", "fonts.tar.br"].map((name) => inflate(path.join(archives, name))),
);
