/** Names of types: what a connector calls things, made fit for TypeScript, each once. */

/** Words that TypeScript keeps for itself as names of types, and ours. */
const TAKEN = [
  ...[
    "any",
    "unknown",
    "never",
    "string",
    "number",
    "boolean",
    "symbol",
    "object",
    "void",
    "undefined",
    "null",
  ],
  ...[
    "bigint",
    "Connector",
    "DateTime",
    "DateOnly",
    "Time",
    "Duration",
    "Uuid",
    "Email",
    "Uri",
    "Base64",
    "Binary",
  ],
  ...["Html", "Int64"],
];

export class Names {
  readonly #taken = new Set<string>(TAKEN.map((name) => name.toLowerCase()));

  /** A name like the given one that nothing else has, not even in other letters. */
  take(wanted: string): string {
    const base = identifier(wanted);
    let name = base;
    for (let count = 2; this.#taken.has(name.toLowerCase()); count++) name = `${base}${count}`;
    this.#taken.add(name.toLowerCase());
    return name;
  }
}

/** A capital, then letters, digits and underscores of ASCII: other letters look alike too easily. */
function identifier(text: string): string {
  const words = text
    .normalize("NFKD")
    .replace(/[^A-Za-z0-9_]+(.)?/g, (_, next: string | undefined) => (next ?? "").toUpperCase())
    .replace(/[^A-Za-z0-9_]/g, "");
  const named = /^[A-Za-z]/.test(words) ? words : `T${words}`;
  return (named[0] ?? "T").toUpperCase() + named.slice(1, 120);
}
