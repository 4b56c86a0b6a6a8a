/** The secrets that stand in a connector's files: what must be shown nowhere, wherever else it stands. */
import { isObject, type JsonValue, own, ownString } from "../json/values.ts";
import {
  findCredentials,
  isEnvironmentVariable,
  isPlaceholder,
  secretReason,
  withoutScheme,
} from "../machine/redaction/credentials.ts";

/** Names under which nothing else than a secret stands. Chosen after reading published connectors. */
const CERTAIN = "client[-_]?secret|password|passwd|passphrase|private[-_]?key|client[-_]?assertion";
/** Names under which a secret may stand, or the name of one. */
const LIKELY =
  "secret|pwd|(?:x-)?api[-_]?key|(?:ocp-apim-)?subscription[-_]?key|(?:x-)?functions[-_]?key|access[-_]?key|account[-_]?key|shared[-_]?access[-_]?(?:key|signature)|(?:(?:access|auth|bearer|refresh|id|api|security|session)[-_]?)?token|(?:proxy-)?authorization|sig|signature|connection[-_]?string|credentials?";
const NAMES = `${CERTAIN}|${LIKELY}`;

const IS_CERTAIN = new RegExp(`^(?:${CERTAIN})$`, "i");
const IS_NAME = new RegExp(`^(?:[\\w-]*[-_])?(?:${NAMES})$`, "i");

/** A member of JSON, in a text that need not be whole. */
const MEMBER = new RegExp(
  `"((?:[\\w-]{0,40}[-_])?(?:${NAMES}))"\\s*:\\s*"((?:[^"\\\\]|\\\\.){4,4000})"`,
  "gi",
);
/** A value that code gives to a name: assigned, passed along with it, or set under it. */
const ASSIGNED = new RegExp(
  `(\\w*?)(${NAMES})"?\\]?\\s*(?:=|:|,)\\s*[@$]?"((?:[^"\\\\]|\\\\.){4,400})"`,
  "gi",
);
/** How those names end, as members or values: found quickly, and where none is, nothing has to be looked at. */
const LAST =
  "(?:secret|passw(?:or)?d|pwd|passphrase|key|token|assertion|authorization|sig|signature|string|credentials?)";
const ENDS_MEMBER = new RegExp(`${LAST}"\\s*:\\s*"`, "i");
const ENDS_NAME = new RegExp(`${LAST}"\\s*[:,}\\n\\r]`, "i");
const PASSWORD_OF_ADDRESS = /:\/\/[^\s/?#@"'<>\\:]{0,200}:([^\s/?#@"'<>\\]{3,200})@/g;
const PARAMETER_OF_ADDRESS =
  /[?&](sig|access_token|client_secret|password|api[-_]?key|subscription-key|token|code|key)=([^&"'\s<>\\#{}]{8,4000})/gi;
const SCHEME = /\b(Bearer|Basic)\s+([\w.~+/=-]{8,4000})/gi;
const PRIVATE_KEY = /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----([^-]{40,20000})/g;

/**
 * Secrets in the text of one file. Placeholders, expressions and references to environment variables are none; what stands under a
 * likely name has to look random, what stands under a certain one has only to be no word.
 * @param value what the text holds, where it is JSON
 * @param isCode whether it is a program
 */
export function secretsIn(text: string, value: JsonValue | undefined, isCode = false): Set<string> {
  const found = new Set<string>();
  const add = (candidate: string, certain: boolean) => {
    const bare = withoutScheme(candidate);
    if (isBelievable(bare, certain)) found.add(bare);
  };
  if (isCode) {
    for (const [, , name = "", written = ""] of text.matchAll(ASSIGNED))
      add(unescaped(written), IS_CERTAIN.test(name));
  } else {
    if (ENDS_MEMBER.test(text))
      for (const [, name = "", written = ""] of text.matchAll(MEMBER))
        add(unescaped(written), IS_CERTAIN.test(name));
    if (value !== undefined && ENDS_NAME.test(text)) look(value, add);
  }
  for (const [, password = ""] of text.matchAll(PASSWORD_OF_ADDRESS)) add(password, true);
  for (const [, name = "", given = ""] of text.matchAll(PARAMETER_OF_ADDRESS))
    add(given, /^(?:sig|access_token|client_secret|password)$/i.test(name));
  for (const [, scheme = "", credentials = ""] of text.matchAll(SCHEME)) {
    if (/^basic$/i.test(scheme)) {
      const pair = Buffer.from(credentials, "base64").toString("utf8");
      if (!/^[^\s:]+:[\x20-\x7e]+$/.test(pair)) continue;
      found.add(credentials);
      add(pair.slice(pair.indexOf(":") + 1), true);
    } else if (credentials.length >= 20) add(credentials, true);
  }
  for (const { start, end } of findCredentials(text)) {
    const credential = text.slice(start, end).replace(/^[?&]?\w{1,20}=/, "");
    if (!credential.startsWith("-----")) found.add(credential);
  }
  for (const [, body = ""] of text.matchAll(PRIVATE_KEY))
    for (const line of body.split(/\s+|\\[nr]/)) if (line.length >= 16) found.add(line);
  return found;
}

type Add = (candidate: string, certain: boolean) => void;

/** Members that say what the value of something is. */
const VALUES = [
  "default",
  "defaultValue",
  "value",
  "example",
  "examples",
  "x-example",
  "x-ms-examples",
  "enum",
];
const PARAMETER = "x-ms-apimTemplateParameter.";

/** Looks for what is named like a secret, or is said to be one, and for the values it is given. */
function look(root: JsonValue, add: Add): void {
  const waiting: [JsonValue, string][] = [[root, ""]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [value, key] = next;
    if (Array.isArray(value)) {
      for (const item of value) if (typeof item === "object" && item !== null) waiting.push([item, key]);
      continue;
    }
    if (!isObject(value)) continue;
    const names = [key, ownString(value, "name"), ownString(value, "key"), ownString(value, "propertyName")];
    const isSaid =
      /^password$/i.test(ownString(value, "format") ?? "") ||
      /^securestring$/i.test(ownString(value, "type") ?? "");
    const name = names.find((one) => one !== undefined && IS_NAME.test(one));
    if (isSaid || name !== undefined) {
      const certain = isSaid || IS_CERTAIN.test(name ?? "");
      for (const member of VALUES) for (const text of textsIn(own(value, member))) add(text, certain);
    }
    // What a policy sets is fixed for everyone: under such a name it is a secret.
    if (IS_NAME.test(ownString(value, `${PARAMETER}name`) ?? ""))
      for (const text of textsIn(own(value, `${PARAMETER}value`))) add(text, true);
    for (const member of Object.keys(value)) {
      const inner = value[member];
      if (typeof inner === "object" && inner !== null) waiting.push([inner, member]);
    }
  }
}

function textsIn(value: JsonValue | undefined): string[] {
  const texts: string[] = [];
  const waiting = [value];
  for (let count = 0; waiting.length > 0 && count < 1_000; count++) {
    const next = waiting.pop();
    if (typeof next === "string") texts.push(next);
    else if (typeof next === "object" && next !== null) waiting.push(...Object.values(next));
  }
  return texts;
}

/** Chosen: a short word is no secret that anybody could be hurt by, and hiding it would make nonsense of every text. */
function isBelievable(value: string, certain: boolean): boolean {
  const text = value.trim();
  if (text.length < 6 || isPlaceholder(text) || isEnvironmentVariable(text)) return false;
  if (/^@|@\{|@\w+\(|^\{.*\}$|^\$\{?\w+\}?$/.test(text)) return false;
  // A number, or the name of something: X-Amz-Signature, TermsAndConditions.
  if (/^\d{1,9}$/.test(text)) return false;
  if (!certain && /^(?:[A-Za-z]+(?:[-_. ][A-Za-z]+)*|[A-Za-z]?[a-z]+(?:[A-Z][a-z]*)+)$/.test(text))
    return false;
  if (secretReason(text) !== undefined) return true;
  if (!certain || /^https?:\/\//i.test(text)) return false;
  if (/\s/.test(text)) return /\d/.test(text) && /[^\w\s.,]/.test(text) && text.length < 100;
  return /[^a-zA-Z]/.test(text) || /[a-z][A-Z].*[a-z]/.test(text) || text.length >= 16;
}

function unescaped(written: string): string {
  try {
    return JSON.parse(`"${written}"`) as string;
  } catch {
    return written;
  }
}
