/** Names under which secrets stand: of members, parameters, headers and variables. Chosen after reading published connectors. */

/** Nothing else than a secret is under these: what is not a plain word is one. */
const CERTAIN =
  "client[-_]?secret|consumer[-_]?secret|app[-_]?secret|password|passwd|passphrase|pwd|private[-_]?key|client[-_]?assertion";
/** A secret may be under these, or the name of one: what looks random is one. */
const LIKELY =
  "secret|secret[-_]?key|api[-_]?key|app[-_]?key|auth[-_]?key|user[-_]?key|subscription[-_]?key|functions[-_]?key|access[-_]?key|account[-_]?key|shared[-_]?(?:access[-_]?)?(?:key|secret|signature)|signing[-_]?key|encryption[-_]?key|master[-_]?key|host[-_]?key|hmac(?:[-_]?key)?|(?:(?:access|auth|bearer|refresh|id|api|security|session)[-_]?)?token|authorization|bearer|cookie|sig|signature|connection[-_]?string|credentials?";
/** Many things are under these; only in an address, a header or a program, and only what looks very random, is a secret. */
const WEAK = "key|code|app[-_]?id|auth|salt|pat";

/** As alternatives of a regular expression. */
export const SECRET_NAMES = `${CERTAIN}|${LIKELY}`;
export const ALL_NAMES = `${SECRET_NAMES}|${WEAK}`;
/** How {@link SECRET_NAMES} end: found quickly, and where none is, nothing has to be looked at. */
export const ENDINGS =
  "secret|passw(?:or)?d|pwd|passphrase|key|hmac|token|assertion|authorization|bearer|cookie|sig|signature|connection[-_]?string|credentials?";

/** How much a name says of the value that is under it. */
export type Sureness = "certain" | "likely" | "weak";

/** Takes what was found, with words for it; decides itself whether to believe it. */
export type Add = (value: string, sureness: Sureness, what: string) => void;

const AFTER_PREFIX = "(?:^|[-_.:])";
const IS: readonly [Sureness, RegExp][] = [
  ["certain", new RegExp(`${AFTER_PREFIX}(?:${CERTAIN})\\d?$`, "i")],
  ["likely", new RegExp(`${AFTER_PREFIX}(?:${LIKELY})\\d?$`, "i")],
  ["weak", new RegExp(`${AFTER_PREFIX}(?:${WEAK})\\d?$`, "i")],
];
/** Places in a list, marks of a version: they change with each call and open nothing. */
const NO_SECRET =
  /(?:continuation|page|paging|next|prev(?:ious)?|skip|sync|delta|change|cursor|resume|public|idempotency|primary|foreign|partition|row|sort|cache)[-_ ]?(?:token|key)\d?$/i;
const ENDS = new RegExp(`(?:${ENDINGS}|${WEAK})\\d?$`, "i");

/** What the name says: `x-api-key`, `myApiKey` and `API_KEY` are the same; undefined if it is not one of a secret. */
export function surenessOf(name: string): Sureness | undefined {
  if (name.length > 80 || !ENDS.test(name)) return undefined;
  if (NO_SECRET.test(name)) return undefined;
  const parted = name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").replaceAll(" ", "_");
  return IS.find(([, pattern]) => pattern.test(parted))?.[0];
}
