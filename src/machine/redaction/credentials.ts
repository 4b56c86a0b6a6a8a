/** Tells real credentials from the placeholders that stand in published connectors. */

/** Shapes of credentials as their issuers document them, each with a piece of text that every one contains. */
const CREDENTIALS: { what: string; mark: string | string[]; pattern: RegExp }[] = [
  {
    what: "a private key",
    mark: "PRIVATE KEY-----",
    pattern: /-----BEGIN (?:[A-Z]{1,12} ){0,3}PRIVATE KEY-----(?:\s|\\n|\\r)*[A-Za-z0-9+/]{40}/g,
  },
  {
    what: "a Microsoft Entra ID client secret",
    mark: "Q~",
    pattern: /(?<![\w~.-])[\w~.-]{3}\dQ~[\w~.-]{31,34}(?![\w~.-])/g,
  },
  {
    what: "a callback address with its signature",
    mark: "sig=",
    pattern: /[?&]sig=[A-Za-z0-9%_-]{43,90}/g,
  },
  { what: "a storage account key", mark: "AccountKey=", pattern: /AccountKey=[A-Za-z0-9+/]{60,100}={0,2}/g },
  { what: "an AWS access key", mark: "AKIA", pattern: /(?<![A-Z0-9])AKIA[0-9A-Z]{16}(?![A-Z0-9])/g },
  {
    what: "a GitHub token",
    mark: ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"],
    pattern: /(?<!\w)gh[pousr]_[A-Za-z0-9]{36}(?!\w)/g,
  },
  { what: "a GitHub token", mark: "github_pat_", pattern: /(?<!\w)github_pat_[A-Za-z0-9_]{60,100}(?!\w)/g },
  { what: "a Slack token", mark: "xox", pattern: /(?<!\w)xox[abprs]-[0-9]{6,16}-[0-9A-Za-z-]{16,120}/g },
  { what: "a Google API key", mark: "AIza", pattern: /(?<!\w)AIza[0-9A-Za-z_-]{35}(?![\w-])/g },
  { what: "a Google client secret", mark: "GOCSPX-", pattern: /(?<!\w)GOCSPX-[0-9A-Za-z_-]{28}(?![\w-])/g },
  { what: "a Stripe live key", mark: "k_live_", pattern: /(?<!\w)[sr]k_live_[0-9A-Za-z]{16,120}/g },
  { what: "an OpenAI key", mark: "sk-", pattern: /(?<![\w-])sk-(?:proj-)?[A-Za-z0-9]{40,160}(?!\w)/g },
  { what: "a SendGrid key", mark: "SG.", pattern: /(?<!\w)SG\.[\w-]{22}\.[\w-]{43}(?![\w-])/g },
  {
    what: "a signed token (JWT)",
    mark: "eyJ",
    pattern: /(?<![\w-])eyJ[\w-]{10,2000}\.eyJ[\w-]{10,4000}\.[\w-]{20,1000}/g,
  },
];

/** One question to a text instead of one for each issuer: every text of every finding is asked. */
const ANY_MARK = new RegExp(
  CREDENTIALS.flatMap(({ mark }) => mark)
    .join("|")
    .replaceAll(".", "\\."),
);

export interface FoundCredential {
  what: string;
  start: number;
  end: number;
}

/** Credentials of known issuers in a text, each found by its shape; time grows with the length of the text only. */
export function findCredentials(text: string): FoundCredential[] {
  if (!ANY_MARK.test(text)) return [];
  const found: FoundCredential[] = [];
  for (const { what, mark, pattern } of CREDENTIALS) {
    if (![mark].flat().some((one) => text.includes(one))) continue;
    for (const match of text.matchAll(pattern)) {
      // Vendors mark the keys of their documentation so.
      if (/EXAMPLE|example|xxxx|XXXX|0000000000|1234567890/.test(match[0])) continue;
      found.push({ what, start: match.index, end: match.index + match[0].length });
    }
  }
  return found;
}

/** Words that placeholders are made of; what is left without them decides. Chosen after reading 600 connectors. */
const PLACEHOLDER_WORDS =
  /your|client|customer|application|oauth|secret|password|passphrase|token|access|key|guid|uuid|value|here|enter|insert|please|paste|provide|add|change|replace|update|fill|with|the|this|from|dummy|testing|test|sample|example|fake|mock|placeholder|todo|tbd|none|null|undefined|empty|not|used|needed|required|string|text|abc|foo|bar|baz|redacted|hidden|removed|private|connector|contoso|fabrikam|microsoft|azure|default|goes|app|api|put|set|for/g;
/** The same for words too short to be looked for inside others. */
const SHORT_WORDS = /(?<![a-z])(?:id|in|of|my|me|to|be|by|a|an|is)(?![a-z])/g;

/**
 * True for a value that stands where the author's own value goes: `<<your client secret>>`, `[[DUMMY]]`,
 * `YOUR_CLIENT_SECRET`, `xxxxxxxx`, an environment variable.
 */
export function isPlaceholder(value: string): boolean {
  const text = value.trim();
  if (text.length < 4 || isEnvironmentVariable(text)) return true;
  if (/^(?:<.*>|\[.*\]|\{.*\}|\(.*\)|@@.*@@|%.*%|__.*__|#\{.*\}#?|\$\{?.*\}?)$/s.test(text)) return true;
  if (/^[0\-_*.x#•…]+$/i.test(text) || /(.)\1{7}/.test(text)) return true;
  const words = text
    .slice(0, 200)
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase();
  const rest = words.replace(SHORT_WORDS, "").replace(PLACEHOLDER_WORDS, "");
  return rest.replace(/[^a-z0-9]/g, "").length < 6;
}

/** A reference to an environment variable of a solution: `@environmentVariables("name")`. */
export function isEnvironmentVariable(value: string): boolean {
  return /^@\{?environmentVariables\(/i.test(value.trim());
}

/**
 * Why a value that stands where a secret belongs looks real, in words for a message; undefined if it looks made up.
 * Chosen: at least twelve characters without spaces, of two kinds at least, that vary as random ones do.
 */
export function secretReason(value: string): string | undefined {
  const issued = findCredentials(value)[0];
  if (issued) return `looks like ${issued.what}`;
  const text = value.trim();
  if (isPlaceholder(text) || text.length < 12 || /\s/.test(text) || /^https?:\/\//i.test(text))
    return undefined;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/].filter((kind) => kind.test(text)).length;
  if (kinds < 2 || entropy(text) < 3) return undefined;
  return `has ${text.length} characters that look random`;
}

/** Shannon entropy in bits per character: 0 for "aaaa", about 3.6 for a GUID, 4 and more for keys. */
export function entropy(text: string): number {
  const sample = text.slice(0, 512);
  const counts = new Map<string, number>();
  for (const character of sample) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / sample.length) * Math.log2(count / sample.length);
  return bits;
}

/** A value without the scheme that a header puts before its credential: `Bearer abc` is `abc`. */
export function withoutScheme(value: string): string {
  return value.trim().replace(/^(?:bearer|basic|token|apikey|key)\s+/i, "");
}
