/** A name of the service in words, as an example of a label. */

const known = new Map<string, string | undefined>();
/** Chosen: names come again and again within a connector, and many from one to the next. */
const MAX_KNOWN = 4096;

/** `Webhook URL` for `webhookUrl`; undefined for what has no words in it. */
export function labelFrom(name: string): string | undefined {
  if (known.has(name)) return known.get(name);
  const label = made(name);
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(name, label);
  return label;
}

function made(name: string): string | undefined {
  if (!/^[A-Za-z$@][\w.$@[\] -]{1,59}$/.test(name)) return undefined;
  const words = name
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .replace(/([A-Za-z]{2})(\d+)$/g, "$1 $2")
    .split(/[\W_]+/)
    .filter((word) => word !== "");
  const label = words.map((word, index) => asWritten(word, index === 0)).join(" ");
  return label.length < 2 ? undefined : label;
}

/** Short words that are written in capitals wherever they are. */
const ABBREVIATIONS = new Set([
  "api",
  "id",
  "url",
  "uri",
  "pdf",
  "sms",
  "html",
  "json",
  "xml",
  "csv",
  "ip",
  "sku",
  "iban",
  "vat",
]);

function asWritten(word: string, isFirst: boolean): string {
  const small = word.toLowerCase();
  if (ABBREVIATIONS.has(small)) return small.toUpperCase();
  // What is in capitals may be an abbreviation of the service's own.
  if (/^[A-Z]{2,5}$/.test(word)) return word;
  return isFirst ? small.charAt(0).toUpperCase() + small.slice(1) : small;
}
