/** The Chromium of this machine. There is none in the package: a browser is nothing that npm should bring along. */
import { existsSync } from "node:fs";
import path from "node:path";
import { type Browser, chromium } from "playwright-core";

const NAMES = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "microsoft-edge",
  "chrome",
];
const PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/** @throws Error that says what to do, where the machine has no Chromium */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string {
  const named = env["CHROMIUM_PATH"];
  const onPath = (env["PATH"] ?? "")
    .split(path.delimiter)
    .flatMap((folder) => NAMES.map((name) => path.join(folder, name)));
  const found = [...(named ? [named] : []), ...onPath, ...PLACES].find((file) => existsSync(file));
  if (found) return found;
  throw new Error(
    "The tests of the page need a Chromium, and this machine has none. Install chromium, or set CHROMIUM_PATH to its program.",
  );
}

/** Starts it without anything that would call home. */
export async function launchChromium(): Promise<Browser> {
  return await chromium.launch({
    executablePath: findChromium(),
    args: [
      "--no-sandbox",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-default-apps",
      "--disable-domain-reliability",
      "--disable-sync",
    ],
  });
}
