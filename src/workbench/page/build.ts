/**
 * The page as files. Knows Vite, which is loaded for a build only: an installed package holds the built page in `dist`.
 *
 * The server inserts `<meta name="csp-nonce" content="…">` before `</head>` (see {@link NONCE_META} in `../api.ts`): Fluent's
 * renderer creates `<style>` elements, which a policy without `unsafe-inline` lets pass by their nonce only.
 */
import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

export interface BuiltPage {
  /** `index.html`; it names the assets by addresses relative to itself, such as `./assets/index-Ab12.js`. */
  html: string;
  /** By path relative to the page: `assets/index-Ab12.js`. */
  assets: Map<string, Buffer>;
}

const PAGE = fileURLToPath(new URL(".", import.meta.url));
const DIST = join(PAGE, "dist");

/**
 * Builds the page in memory.
 * @param options.single one script (a module) and one style sheet, ready to be put into a single offline file
 */
export async function buildPage({ single = false }: { single?: boolean } = {}): Promise<BuiltPage> {
  return collect(await runVite(single, false));
}

/** Builds the page into `dist`, once in pieces and once (in `dist/offline`) for offline files. */
export async function writePage(): Promise<void> {
  await runVite(false, true);
  const { mkdir, writeFile } = await import("node:fs/promises");
  const { html, assets } = await buildPage({ single: true });
  for (const [path, bytes] of [["index.html", Buffer.from(html)] as const, ...assets]) {
    const file = join(DIST, "offline", path);
    await mkdir(join(file, ".."), { recursive: true });
    await writeFile(file, bytes);
  }
}

/**
 * The page as it was built, or built now where there is no build or one that is older than its sources.
 * @param options.single as in {@link buildPage}
 */
export async function loadPage({ single = false }: { single?: boolean } = {}): Promise<BuiltPage> {
  const built = join(DIST, ...(single ? ["offline"] : []));
  const [made, changed] = [await newest(built), await newestSource()];
  if (made === undefined || (changed !== undefined && changed > made)) await writePage();
  const files = (await filesBelow(built)).filter((file) => single || !file.startsWith(`offline${sep}`));
  const assets = new Map<string, Buffer>();
  let html = "";
  for (const file of files) {
    const bytes = await readFile(join(built, file));
    if (file === "index.html") html = bytes.toString("utf8");
    else assets.set(file.split(sep).join("/"), bytes);
  }
  return { html, assets };
}

interface Output {
  output: { type: string; fileName: string; code?: string; source?: string | Uint8Array }[];
}

async function runVite(single: boolean, write: boolean): Promise<Output> {
  const { build } = await import("vite");
  const { pageConfig } = await import("./vite.config.ts");
  const config = pageConfig(single);
  const result = await build({ ...config, build: { ...config.build, write } });
  return (Array.isArray(result) ? result[0] : result) as Output;
}

function collect({ output }: Output): BuiltPage {
  const assets = new Map<string, Buffer>();
  let html = "";
  for (const { fileName, code, source } of output) {
    const bytes = Buffer.from(code ?? source ?? "");
    if (fileName === "index.html") html = bytes.toString("utf8");
    else assets.set(fileName, bytes);
  }
  return { html, assets };
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

/** Time of the newest file below a folder; undefined if there is none. */
async function newest(folder: string, keep = (_file: string) => true): Promise<number | undefined> {
  const times = (await filesBelow(folder))
    .filter(keep)
    .map(async (file) => (await stat(join(folder, file))).mtimeMs);
  return times.length > 0 ? Math.max(...(await Promise.all(times))) : undefined;
}

/** Sources outside the page hardly ever change what it does, except the shapes and sources of data beside it. */
async function newestSource(): Promise<number | undefined> {
  const page = await newest(PAGE, (file) => !file.startsWith(`dist${sep}`));
  const beside = await newest(join(PAGE, ".."), (file) => !file.includes(sep));
  return page === undefined ? beside : Math.max(page, beside ?? 0);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writePage();
