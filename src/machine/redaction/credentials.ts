/** Tells real credentials from the placeholders that are in published connectors. */

import { escapeRegExp } from "../../json/escape-reg-exp.ts";
import { PRIVATE_KEY_MARK, privateKeysIn } from "./private-key.ts";

/** Shapes of credentials as their issuers document them, each with a piece of text that every one contains. */
const CREDENTIALS: { what: string; mark: string | string[]; pattern: RegExp }[] = [
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
  {
    what: "an OpenAI key",
    mark: "sk-",
    pattern:
      /(?<![\w-])sk-(?:(?:proj|svcacct|admin)-)?(?:[A-Za-z0-9]{40,160}(?!\w)|[\w-]{20,100}T3BlbkFJ[\w-]{20,100})/g,
  },
  { what: "an Anthropic key", mark: "sk-", pattern: /(?<![\w-])sk-ant-[\w-]{20,160}/g },
  { what: "a SendGrid key", mark: "SG.", pattern: /(?<!\w)SG\.[\w-]{22}\.[\w-]{43}(?![\w-])/g },
  {
    what: "a signed token (JWT)",
    mark: "eyJ",
    pattern:
      /(?<![\w-])eyJ[\w-]{10,2000}\.eyJ(?:[\w-]{10,4000}\.[\w-]{20,1000}|[\w-]{40,4000}\.?(?![\w.-]))/g,
  },
  {
    what: "an encrypted token (JWE)",
    mark: "eyJ",
    pattern: /(?<![\w-])eyJ[\w-]{10,2000}\.[\w-]{0,1000}\.[\w-]{10,200}\.[\w-]{10,8000}\.[\w-]{16,200}/g,
  },
  {
    what: "a key of an Azure service",
    mark: ["AzFu", "AzSe", "+ASt", "+AEh", "+ASb", "+ARm", "+ABa", "+ACDb", "JQQJ9"],
    pattern:
      /(?<![\w+/-])(?:[\w-]{44}AzFu[\w-]{5}[AQgw]==|[A-Za-z0-9]{42}AzSe[A-D][A-Za-z0-9]{5}|[A-Za-z0-9+/]{33,76}\+A(?:St|Eh|Sb|Rm|Ba|CDb)[A-Za-z0-9+/]{5,7}={1,2}|[A-Za-z0-9]{52}JQQJ9[9DH][A-Za-z0-9]{26,32}(?:==)?)(?![\w+/=-])/g,
  },
  {
    what: "the address of a Slack webhook",
    mark: "hooks.slack.com/",
    pattern: /hooks\.slack\.com\/(?:services|workflows|triggers)\/\w{8,14}\/\w{8,20}\/[\w/-]{16,80}/g,
  },
  {
    what: "the address of a Discord webhook",
    mark: "/api/webhooks/",
    pattern: /discord(?:app)?\.com\/api\/webhooks\/\d{15,22}\/[\w-]{50,100}/g,
  },
  {
    what: "the address of a Teams webhook",
    mark: ["/webhookb2/", "outlook.office.com/webhook/"],
    pattern:
      /(?:\/webhookb2|outlook\.office\.com\/webhook)\/[0-9a-f-]{36}@[0-9a-f-]{36}\/IncomingWebhook\/\w{20,60}/gi,
  },
  { what: "a GitLab token", mark: "glpat-", pattern: /(?<!\w)glpat-[\w-]{20,60}/g },
  { what: "an npm token", mark: "npm_", pattern: /(?<!\w)npm_[A-Za-z0-9]{36}(?!\w)/g },
  {
    what: "a HubSpot token",
    mark: "pat-",
    pattern: /(?<!\w)pat-(?:na|eu|ap)\d-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi,
  },
  {
    what: "a Shopify token",
    mark: ["shpat_", "shpss_", "shpca_", "shppa_"],
    pattern: /(?<!\w)shp(?:at|ss|ca|pa)_[0-9a-fA-F]{32}(?!\w)/g,
  },
  { what: "a Databricks token", mark: "dapi", pattern: /(?<!\w)dapi[0-9a-f]{32}(?:-\d)?(?!\w)/g },
  { what: "a DigitalOcean token", mark: "o_v1_", pattern: /(?<!\w)do[opr]_v1_[0-9a-f]{64}(?!\w)/g },
  { what: "an Atlassian token", mark: "ATATT3x", pattern: /(?<!\w)ATATT3x[\w=-]{60,300}/g },
  {
    what: "a Notion token",
    mark: ["secret_", "ntn_"],
    pattern: /(?<!\w)(?:secret_[A-Za-z0-9]{43}|ntn_[A-Za-z0-9]{40,50})(?!\w)/g,
  },
  { what: "a Linear key", mark: "lin_api_", pattern: /(?<!\w)lin_api_[A-Za-z0-9]{40}(?!\w)/g },
  { what: "a Mailgun key", mark: "key-", pattern: /(?<![\w-])key-[0-9a-f]{32}(?![\w-])/g },
  { what: "a Hugging Face token", mark: "hf_", pattern: /(?<!\w)hf_[A-Za-z0-9]{34,40}(?!\w)/g },
  { what: "a Telegram bot token", mark: ":AA", pattern: /(?<!\d)\d{8,10}:AA[\w-]{33}(?![\w-])/g },
];

/** Vendors mark the keys of their documentation so; the last one is the token that jwt.io shows. */
const MADE_UP = /EXAMPLE|example|xxxx|XXXX|0000000000|1234567890|eyJzdWIiOiIxMjM0NTY3ODkw/;

/** One question to a text instead of one for each issuer: every text of every finding is asked. */
const ANY_MARK = new RegExp(
  [PRIVATE_KEY_MARK, ...CREDENTIALS.flatMap(({ mark }) => mark)].map(escapeRegExp).join("|"),
  "g",
);

export interface FoundCredential {
  what: string;
  start: number;
  end: number;
}

/** The shortest shape above, an AWS access key, has so many characters: names and words need not be looked through. */
const SHORTEST = 20;

/** Credentials of known issuers in a text, each found by its shape; time grows with the length of the text only. */
export function findCredentials(text: string): FoundCredential[] {
  const found: FoundCredential[] = [];
  if (text.length < SHORTEST) return found;
  const marks = new Set(text.match(ANY_MARK));
  if (marks.size === 0) return found;
  if (marks.has(PRIVATE_KEY_MARK))
    for (const { start, end } of privateKeysIn(text))
      if (!MADE_UP.test(text.slice(start, end))) found.push({ what: "a private key", start, end });
  for (const { what, mark, pattern } of CREDENTIALS) {
    if (typeof mark === "string" ? !marks.has(mark) : !mark.some((one) => marks.has(one))) continue;
    for (const match of text.matchAll(pattern)) {
      if (MADE_UP.test(match[0])) continue;
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
 * True for a placeholder, which the author's own value replaces: `<<your client secret>>`, `[[DUMMY]]`,
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
 * Why a value in the place of a secret looks real, in words for a message; undefined if it looks made up.
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

/**
 * Whether letters of both cases and digits take turns as in something random, not as in words that are joined. Chosen: three in ten
 * of the places, not counting the capital that begins a word.
 */
export function looksMixed(text: string): boolean {
  const bare = text.slice(0, 512).replace(/[^A-Za-z0-9]/g, "");
  if (bare.length < 8) return false;
  if (/^[A-Z0-9]{16,}$/.test(bare) && /\d/.test(bare) && /[A-Z]/.test(bare)) return entropy(bare) >= 3;
  const turns = bare.match(/[a-z](?=[A-Z0-9])|[A-Z](?=\d)|\d(?=[A-Za-z])/g)?.length ?? 0;
  return turns / bare.length >= 0.3;
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
