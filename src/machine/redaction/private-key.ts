/** Private keys in PEM, as they are in files: over many lines, in one string of JSON, cut off before their last line. */

/** What every private key contains: a text without it need not be looked through. */
export const PRIVATE_KEY_MARK = "PRIVATE KEY-----";

export interface PrivateKey {
  /** Where it begins and ends in the text, without the dashes of its last line. */
  start: number;
  end: number;
  /** `-----BEGIN RSA PRIVATE KEY-----`. */
  head: string;
  /** The lines of the key itself; what is shorter than sixteen letters gives nothing away. */
  lines: string[];
}

/** A line break, as it is or escaped, once or more often, what indents the next line, and the seam between two literals of a program. */
const BREAK = String.raw`(?:\s|\\+[nrt]|"\s{0,200}\+\s{0,200}[@$]{0,2}")`;
/** Base64; a line of a key is longer than any word, or has a digit. */
const LINE = "(?=[A-Za-z+/]{0,64}[0-9+/]|[A-Za-z]{64})[A-Za-z0-9+/]{16,}={0,2}";

/** Nothing of it needs a second try: what is not a line of base64 ends a key, whatever comes behind it. */
const PRIVATE_KEY = new RegExp(
  `(-----BEGIN (?:[A-Z]{1,12} ){0,3}PRIVATE KEY-----)(${BREAK}*[A-Za-z0-9+/]{40,}={0,2}(?:${BREAK}+${LINE})*)`,
  "g",
);
const BETWEEN = new RegExp(`${BREAK}+`);

const SHORTEST_LINE = 16;

/** The private keys in a text. One whose last line is missing ends where base64 ends: what is behind it is not a part of it. */
export function* privateKeysIn(text: string): Generator<PrivateKey> {
  for (const { index, 0: whole, 1: head = "", 2: body = "" } of text.matchAll(PRIVATE_KEY)) {
    const lines = body.split(BETWEEN).filter((line) => line.length >= SHORTEST_LINE);
    yield { start: index, end: index + whole.length, head, lines };
  }
}
