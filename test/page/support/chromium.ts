/** Starts the browser of the page tests: the first that can be started. */
import { type Browser, chromium } from "playwright-core";
import { bundledChromium, type Program } from "./bundled-chromium.ts";
import { type Candidate, candidates } from "./candidates.ts";

/** No browser can be started here, through no fault of the tests. The message says how to get one. */
export class NoBrowser extends Error {}

/** Without anything that would call home. */
const ARGS = [
  "--no-sandbox",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-domain-reliability",
  "--disable-sync",
];

/**
 * @throws {NoBrowser} where there is none to try, or none of them starts
 * @throws {Error} where the one that `CHROMIUM_PATH` names does not start
 */
export async function launchChromium(): Promise<Browser> {
  const failed: string[] = [];
  for (const candidate of candidates()) {
    try {
      return await launch(await programOf(candidate));
    } catch (error) {
      const name = candidate.kind === "bundled" ? "the Chromium that npm brought" : candidate.file;
      const what = `${name} does not start (${reason(error)})`;
      if (candidate.kind === "named") throw new Error(`CHROMIUM_PATH: ${what}.`, { cause: error });
      failed.push(what);
    }
  }
  throw new NoBrowser(
    `${failed.length ? `${failed.join("; ")}.` : "No browser was found."} Install Chrome, Chromium or Edge, or set CHROMIUM_PATH to the program of one.`,
  );
}

async function programOf(candidate: Candidate): Promise<Program> {
  return candidate.kind === "bundled" ? await bundledChromium() : { file: candidate.file, args: [], env: {} };
}

async function launch({ file, args, env }: Program): Promise<Browser> {
  return await chromium.launch({
    executablePath: file,
    args: [...ARGS, ...args],
    env: { ...process.env, ...env },
  });
}

/** Playwright tells the whole log of the browser; the first line says what happened. */
function reason(error: unknown): string {
  const [first = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
  return first.replace(/^browserType\.launch: /, "").replace(/\.$/, "");
}
