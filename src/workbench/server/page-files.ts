/** The built page, kept in memory: what is not in it cannot be asked for. */
import { randomBytes } from "node:crypto";
import { stripVTControlCharacters } from "node:util";
import { InputError } from "../../json/problem.ts";
import { NONCE_META } from "../api.ts";

export interface BuiltPage {
  html: string;
  /** By path relative to the page: `assets/index-Ab12.js`. */
  assets: ReadonlyMap<string, Uint8Array>;
  /** The same, packed with Brotli when they were built, as far as that was done. */
  brotli?: ReadonlyMap<string, Uint8Array>;
}

/**
 * The page as it was built; built now where it is missing or older than its sources.
 * @throws {InputError} `page-not-built` where that is not possible
 */
export async function loadBuiltPage(single = false): Promise<BuiltPage> {
  try {
    const { loadPage } = await import("../page/build.ts");
    const page = await loadPage({ single });
    if (page.html !== "") return page;
    throw new Error("the build holds no index.html");
  } catch (error) {
    throw new InputError(
      "page-not-built",
      `The page could not be built: ${whyNot(error)}`,
      "Run npm ci, then npm run build:page to see why.",
    );
  }
}

/** One line: a bundler announces its errors in the first and says what they are in those that follow. */
function whyNot(error: unknown): string {
  const text = stripVTControlCharacters(error instanceof Error ? error.message : String(error));
  const [first = "", ...rest] = text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  return first.endsWith(":") ? [first, ...rest.slice(0, 2)].join(" ") : first;
}

const TYPES: Record<string, string> = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
  png: "image/png",
  woff2: "font/woff2",
  json: "application/json",
  map: "application/json",
};

export function typeOf(path: string): string {
  return TYPES[path.slice(path.lastIndexOf(".") + 1)] ?? "application/octet-stream";
}

export function createNonce(): string {
  return randomBytes(16).toString("base64url");
}

/** What the page asks for first, whatever it shows. */
const ASKED_FIRST = ["state", "design"];

/**
 * The page with the nonce where its code looks for it; and with what has the browser fetch the first answers while it still reads
 * the code that will ask for them.
 */
export function asServed(html: string, nonce: string): string {
  const head = [
    `<meta name="${NONCE_META}" content="${nonce}">`,
    ...ASKED_FIRST.map((path) => `<link rel="preload" as="fetch" crossorigin href="./api/${path}">`),
  ].join("");
  const end = html.search(/<\/head>/i);
  return end < 0 ? `${head}${html}` : `${html.slice(0, end)}${head}${html.slice(end)}`;
}

/**
 * What the printed address answers: it sets the cookie and goes on to the page. Not a redirect: a cookie with SameSite=Strict is
 * not sent along a redirect that began on another site, but it is along one that begins here.
 * @param path where the page lives
 */
export const doorstep = (path: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${path}"><title>Connector workbench</title></head><body><p><a href="${path}">Open the workbench</a></p></body></html>`;

/** For whoever comes without the token. */
export const LOCKED = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Connector workbench</title></head><body><h1>This workbench is locked</h1><p>Open the address that the workbench has printed: it holds the key. Start it again if you no longer have it.</p></body></html>`;

/** Where the page could not be built; the API works all the same. */
export function noPage({ message, help }: InputError): string {
  const text = (given: string) => given.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Connector workbench</title></head><body><h1>The page is not there</h1><p>${text(message)}</p><p>${text(help)}</p><p>The API works without it: <a href="/openapi.json">openapi.json</a></p></body></html>`;
}
