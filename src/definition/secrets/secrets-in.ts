/**
 * The secrets that are in a connector's files: what must be shown nowhere, wherever else it stands, and what stops a package.
 * Both ask here, so that nothing ships that is hidden.
 */
import type { JsonValue } from "../../json/values.ts";
import { findCredentials, withoutScheme } from "../../machine/redaction/credentials.ts";
import { PRIVATE_KEY_MARK, privateKeysIn } from "../../machine/redaction/private-key.ts";
import { isBelievable } from "./believable.ts";
import { candidatesIn } from "./candidates.ts";
import { inCode } from "./in-code.ts";
import { inJson, inValue, look, saysSo } from "./in-json.ts";
import { inProse } from "./in-prose.ts";
import type { Add, Sureness } from "./names.ts";

/** What a text is: `json` is a file, whole or broken; `code` a program; `prose` a readme or a YAML file. */
export type TextKind = "json" | "code" | "prose";

export interface FoundSecret {
  /** Itself, without a scheme such as `Bearer`. Never to be said. */
  value: string;
  /** What it is, in words for a message: `a private key`, `the value of "x-api-key"`. */
  what: string;
  /** Whether an issuer's documented shape gave it away. */
  isIssued: boolean;
  /** Whether it only continues another one, as each line of a private key does. */
  isPart: boolean;
}

/**
 * Secrets in the text of one file, each once. Placeholders, expressions and references to environment variables are none; what
 * is under a likely name has to look random, what is under a certain one has only to be no word.
 * @param value what the text holds, where it is JSON
 */
export function secretsIn(written: string, value: JsonValue | undefined, kind: TextKind): FoundSecret[] {
  const { found, note, add } = collector();
  scan(written, value, kind, note, add);
  return [...found.values()];
}

function collector() {
  const found = new Map<string, FoundSecret>();
  const note: Note = (secret, what, { isIssued = false, isPart = false } = {}) => {
    if (!found.has(secret)) found.set(secret, { value: secret, what, isIssued, isPart });
  };
  const add: Add = (candidate, sureness, what) => {
    const bare = withoutScheme(candidate);
    if (isBelievable(bare, sureness)) note(bare, what);
  };
  return { found, note, add };
}

/** How an escape begins that may hide a character of a secret; most texts escape only quotation marks and line breaks. */
const ESCAPES = ["\\u", "\\U", "\\/"];

/** Gives whether the text says that values in it may be secret. */
function scan(written: string, value: JsonValue | undefined, kind: TextKind, note: Note, add: Add): boolean {
  // Whoever writes `\u0026` or `\/` means the same.
  const text = kind === "json" && ESCAPES.some((begin) => written.includes(begin)) ? plain(written) : written;
  issued(text, note);
  const candidates = candidatesIn(text);
  if (kind === "json") inJson(text, value, candidates, add);
  if (kind === "code") inCode(text, add);
  // Connection strings and comments are prose, too.
  inProse(text, kind === "json", candidates, add);
  inAddresses(text, add);
  inHeaders(text, note, add);
  return candidates.areHolders;
}

/** What a part of a JSON file says by itself. */
export interface PartSays {
  /** That a secret may be in it. */
  isSuspect: boolean;
  /** That values somewhere in the file may be secret. */
  areHolders: boolean;
}

/**
 * What one object of a JSON file, or what is around some objects, says. A secret never goes on beyond the value in which it
 * begins; only a private key may, so that the mark of one is suspect.
 */
export function partSays(written: string): PartSays {
  const { found, note, add } = collector();
  const areHolders = scan(written, undefined, "json", note, add);
  return {
    isSuspect: found.size > 0 || written.includes(PRIVATE_KEY_MARK),
    areHolders: areHolders || saysSo(written),
  };
}

/**
 * Whether the value of a file holds what {@link secretsIn} would find by looking into it instead of its text.
 * @param passedOver what in it is not looked into
 */
export function isSuspectValue(
  value: JsonValue,
  areHolders: boolean,
  passedOver: ReadonlySet<object>,
): boolean {
  const { found, add } = collector();
  inValue(value, areHolders, add, passedOver);
  return found.size > 0;
}

/** The same for a part of the value, by its name. */
export function isSuspectPart(part: JsonValue, name: string): boolean {
  const { found, add } = collector();
  look(part, name, add);
  return found.size > 0;
}

type Note = (secret: string, what: string, how?: { isIssued?: boolean; isPart?: boolean }) => void;

function issued(text: string, note: Note): void {
  for (const { what, start, end } of findCredentials(text)) {
    const credential = text.slice(start, end).replace(/^[?&]?\w{1,20}=/, "");
    if (!credential.startsWith("-----")) note(credential, what, { isIssued: true });
  }
  if (!text.includes(PRIVATE_KEY_MARK)) return;
  for (const { head, lines } of privateKeysIn(text)) {
    note(head, "a private key", { isIssued: true });
    for (const line of lines) note(line, "a private key", { isIssued: true, isPart: true });
  }
}

const PASSWORD = /:\/\/[^\s/?#@"'<>\\:]{0,200}:([^\s/?#@"'<>\\]{3,200})@/g;
const USER = /:\/\/([^\s/?#@"'<>\\:]{16,200})@/g;
const PARAMETER =
  /[?&#;](sig|access_token|id_token|refresh_token|client_secret|password|passwd|pwd|[\w-]{0,20}api[-_]?key|[\w-]{0,20}(?:subscription|functions|access)-key|token|code|key|app_?id|auth|signature|x-amz-signature)=([^&;"'\s<>\\#{})]{6,4000})/gi;

/** What signs is longer: an example has been made up. */
const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function inAddresses(text: string, add: Add): void {
  if (isUserSomewhere(text)) {
    for (const [, password = ""] of text.matchAll(PASSWORD))
      add(password, "certain", "a password in an address");
    for (const [, user = ""] of text.matchAll(USER)) add(user, "weak", "a key in an address");
  }
  if (!text.includes("=")) return;
  for (const [, name = "", given = ""] of text.matchAll(PARAMETER))
    if (!(/^sig/i.test(name) && GUID.test(given)))
      add(given, surenessInAddress(name), `"${name}" in an address`);
}

/** What an address holds before an "@". */
const HELD = /:\/\/[^\s/?#@"'<>\\]{3,401}$/;

/** Whether some address may hold a user. Of "@" a text has few, of "://" many. */
function isUserSomewhere(text: string): boolean {
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1))
    if (HELD.test(text.slice(Math.max(0, at - 404), at))) return true;
  return false;
}

/** `sig` is one whatever it looks like; a key may be that of a record, a code that of a country. */
function surenessInAddress(name: string): Sureness {
  if (/^(?:sig|access_token|client_secret|password)$/i.test(name)) return "certain";
  return /^(?:token|code|key|app_?id|auth)$/i.test(name) ? "weak" : "likely";
}

const SCHEME = /\b(Bearer|Basic)\s+([\w.~+/=-]{8,4000})/gi;

function inHeaders(text: string, note: Note, add: Add): void {
  for (const [, scheme = "", credentials = ""] of text.matchAll(SCHEME)) {
    if (/^basic$/i.test(scheme)) {
      const pair = Buffer.from(credentials, "base64").toString("utf8");
      if (!/^[^\s:]+:[\x20-\x7e]+$/.test(pair)) continue;
      const password = pair.slice(pair.indexOf(":") + 1);
      if (!isBelievable(password, "certain") && !isBelievable(credentials, "weak")) continue;
      note(credentials, "the credentials of a Basic header");
      add(password, "certain", "the password of a Basic header");
    } else if (credentials.length >= 20 && !credentials.endsWith(".."))
      add(credentials, "likely", "the token of a Bearer header");
  }
}

/** Text of JSON with its escapes undone where they hide a character of a secret; no line break comes or goes, nor a string's end. */
function plain(text: string): string {
  return text
    .replaceAll("\\/", "/")
    .replace(/(?<!\\)(\\\\)*\\u([0-9a-f]{4})/gi, (whole, before: string | undefined, code: string) => {
      const character = String.fromCharCode(Number.parseInt(code, 16));
      return /[\x20-\x7e]/.test(character) && !/["\\]/.test(character)
        ? `${before ?? ""}${character}`
        : whole;
    });
}
