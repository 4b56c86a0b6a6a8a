/**
 * The page as files. Knows Vite, which is loaded for a build only: an installed package holds the built page in `dist`.
 *
 * What a page needs of its policy: scripts and styles from its own origin, pictures from `data:`, and style elements by nonce.
 * Fluent's renderer creates empty `<style>` elements and fills them through `insertRule`; a policy without `unsafe-inline` lets
 * such an element pass by its nonce only, so whoever serves the page puts `<meta name="csp-nonce" content="…">` into its head
 * (`NONCE_META` in `../api.ts`). Style attributes are set through the CSSOM, which no policy forbids.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { writeWhole } from "../../machine/files/write-whole.ts";
import { ownFile } from "../../machine/home.ts";

export interface BuiltPage {
  /** `index.html`; it names the assets by addresses relative to itself, such as `./assets/index-Ab12.js`. */
  html: string;
  /** By path relative to the page: `assets/index-Ab12.js`. */
  assets: Map<string, Buffer>;
  /** The same, packed with Brotli; only in a build that is kept for good. */
  brotli?: Map<string, Buffer>;
}

export interface PageOptions {
  /** One script (a module) and one style sheet, ready to be put into a single offline file; else in pieces. */
  single?: boolean;
}

const PAGE = ownFile("src/workbench/page");
const DIST = join(PAGE, "dist");
const INDEX = "index.html";
/** What the name of a packed piece ends with. */
const PACKED = ".br";

/** Builds the page in memory. */
export async function buildPage({ single = false }: PageOptions = {}): Promise<BuiltPage> {
  const { build } = await import("vite");
  const { pageConfig } = await import("./vite.config.ts");
  const config = pageConfig(single);
  const result = await asProduction(() => build({ ...config, build: { ...config.build, write: false } }));
  const { output } = (Array.isArray(result) ? result[0] : result) as Output;
  const assets = new Map<string, Buffer>();
  let html = "";
  for (const { fileName, code, source } of output) {
    const bytes = Buffer.from(code ?? source ?? "");
    if (fileName === INDEX) html = bytes.toString("utf8");
    else assets.set(fileName, bytes);
  }
  return { html, assets };
}

/**
 * Vite builds for development where `NODE_ENV` says so or, as under a test runner, says anything else: React then is three times
 * as large, and every element holds the path of its source on this machine.
 */
async function asProduction<T>(work: () => Promise<T>): Promise<T> {
  const before = process.env["NODE_ENV"];
  process.env["NODE_ENV"] = "production";
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env["NODE_ENV"];
    else process.env["NODE_ENV"] = before;
  }
}

/** Builds the page into `dist`, once in pieces and once (in `dist/offline`) for offline files; the pieces also packed. */
export async function writePage(): Promise<void> {
  const pieces = await buildPage();
  const brotli = new Map([...pieces.assets].map(([name, bytes]) => [name, brotliCompressSync(bytes)]));
  keep(folderOf(false), { ...pieces, brotli });
  keep(folderOf(true), await buildPage({ single: true }));
}

/** The page as it was built, or built now where there is no build or one that is older than its sources. */
export async function loadPage({ single = false }: PageOptions = {}): Promise<BuiltPage> {
  const folder = folderOf(single);
  const index = join(folder, INDEX);
  const built = existsSync(index) ? statSync(index).mtimeMs : undefined;
  if (built !== undefined && built >= newestSource()) return read(folder);
  const page = await buildPage({ single });
  keep(folder, page);
  return page;
}

function folderOf(single: boolean): string {
  return single ? join(DIST, "offline") : DIST;
}

/**
 * Writes a build beside the one before. Two processes may do so at once: every file is written whole, names of assets hold a
 * hash of their content, and the index that names them comes last.
 */
function keep(folder: string, { html, assets, brotli = new Map() }: BuiltPage): void {
  const files = new Map([...assets, ...[...brotli].map(([path, bytes]) => [path + PACKED, bytes] as const)]);
  mkdirSync(join(folder, "assets"), { recursive: true });
  for (const [path, bytes] of files) writeWhole(join(folder, path), bytes);
  writeWhole(join(folder, INDEX), html);
  for (const file of readdirSync(join(folder, "assets")))
    if (!files.has(`assets/${file}`)) rmSync(join(folder, "assets", file), { force: true });
}

function read(folder: string): BuiltPage {
  const assets = new Map<string, Buffer>();
  const brotli = new Map<string, Buffer>();
  for (const file of readdirSync(join(folder, "assets"))) {
    if (file.endsWith(".tmp")) continue;
    const packed = file.endsWith(PACKED);
    const name = `assets/${packed ? file.slice(0, -PACKED.length) : file}`;
    (packed ? brotli : assets).set(name, readFileSync(join(folder, "assets", file)));
  }
  return { html: readFileSync(join(folder, INDEX), "utf8"), assets, brotli };
}

interface Output {
  output: { fileName: string; code?: string; source?: string | Uint8Array }[];
}

/** Time of the newest source; 0 where the sources are not there. Those outside the workbench hardly ever change the page. */
function newestSource(): number {
  const page = filesBelow(PAGE).filter((file) => !relative(PAGE, file).startsWith(`dist${sep}`));
  const beside = readdirSync(join(PAGE, ".."), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return Math.max(0, ...[...page, ...beside].map((file) => statSync(file).mtimeMs));
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
