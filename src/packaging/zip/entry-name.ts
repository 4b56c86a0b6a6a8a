/** Names of archive entries: only plain paths below the archive's own root are taken. */
import { isAscii, isUtf8 } from "node:buffer";
import { InputError } from "../../json/problem.ts";

/** Longer than any path a platform tool writes. */
const MAX_NAME = 512;

/** What Windows takes for a device whatever is behind the first dot: `nul`, `aux.json`, `COM¹`. (Documented: naming files on Windows.) */
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])[ ]*(?:\.|$)/i;

/** Decodes a name; old Windows tools write their own code page without saying so. */
export function decodeName(bytes: Buffer): string {
  return isAscii(bytes) || isUtf8(bytes) ? bytes.toString("utf8") : bytes.toString("latin1");
}

/**
 * The name with `/` between its parts, a folder's with `/` at its end.
 * Backslashes count as separators: Windows PowerShell writes them, and what they hide must not escape the checks.
 * @throws {InputError} `archive-path` for a name that leads anywhere but below the root
 */
export function checkName(raw: string, label: string): string {
  const name = raw.replaceAll("\\", "/");
  const refuse = (why: string) =>
    new InputError(
      "archive-path",
      `${label} holds an entry named ${JSON.stringify(raw.slice(0, 100))}, which ${why}.`,
      "No tool of the platform writes such a name: do not trust this file; ask for a new export.",
    );
  if (name === "" || name.length > MAX_NAME) throw refuse("is empty or too long");
  if (/[\x00-\x1f\x7f]/.test(name)) throw refuse("has control characters");
  if (name.startsWith("/")) throw refuse("is absolute");
  if (/^[a-z]:/i.test(name)) throw refuse("names a drive");
  const parts = (name.endsWith("/") ? name.slice(0, -1) : name).split("/");
  if (parts.includes("..")) throw refuse("leads out of the archive");
  if (parts.some((part) => part === "" || part === ".")) throw refuse("is not a plain path");
  // Windows drops these ends and reads a colon as the name of a stream inside a file.
  if (parts.some((part) => /[. ]$|:/.test(part))) throw refuse("is another name on Windows");
  if (parts.some((part) => RESERVED.test(part))) throw refuse("is a device on Windows");
  return name;
}

/** What two names share that the same file would be written for on some system. */
export function nameKey(name: string): string {
  return name.replace(/\/$/, "").normalize("NFC").toLowerCase();
}
