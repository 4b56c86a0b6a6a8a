/** Faults of writing: what no value of a JSON file can say, done to the bytes of any host. */
import type { Host } from "./hosts.ts";

const DEFINITION = "apiDefinition.swagger.json";
const PROPERTIES = "apiProperties.json";

type Writing = [rule: string, what: string, file: string, write: (text: string) => string | Buffer];

/** A description of the host, or what is put in its place. */
const FIRST_DESCRIPTION = /"description": "/;

const WRITINGS: readonly Writing[] = [
  ["doc-json-valid", "a comma too many", DEFINITION, (text) => text.replace(/\n}\s*$/, ",\n}\n")],
  ["doc-json-valid", "a comment", DEFINITION, (text) => text.replace("{", "{\n  // shelves")],
  ["doc-json-valid", "cut off", DEFINITION, (text) => text.slice(0, -20)],
  ["doc-json-valid", "single quotes", DEFINITION, (text) => text.replace('"2.0"', "'2.0'")],
  ["doc-json-valid", "empty", DEFINITION, () => ""],
  ["props-json-valid", "a comma too many", PROPERTIES, (text) => text.replace(/\}\s*$/, ",}\n")],
  ["props-json-valid", "cut off", PROPERTIES, (text) => text.slice(0, -8)],
  ["doc-bom", "a byte order mark", DEFINITION, (text) => `\ufeff${text}`],
  ["doc-encoding-utf8", "UTF-16", DEFINITION, (text) => Buffer.from(`\ufeff${text}`, "utf16le")],
  [
    "doc-encoding-utf8",
    "Windows-1252",
    DEFINITION,
    (text) => Buffer.from(text.replace(FIRST_DESCRIPTION, "$&Gr\u00f6\u00dfe "), "latin1"),
  ],
  [
    "doc-duplicate-keys",
    "a key twice",
    DEFINITION,
    (text) => text.replace('"swagger": "2.0",', '"swagger": "2.0",\n  "swagger": "2.0",'),
  ],
  [
    "doc-size-1mb",
    "too large",
    DEFINITION,
    (text) => text.replace(FIRST_DESCRIPTION, `$&${"Words, ".repeat(160_000)}`),
  ],
  ["doc-tabs-indentation", "tabs", DEFINITION, (text) => text.replaceAll("\n  ", "\n\t")],
  [
    "doc-trailing-whitespace",
    "blanks at the end of a line",
    DEFINITION,
    (text) => text.replace(",\n", ",  \n"),
  ],
  [
    "doc-section-order",
    "the version last",
    DEFINITION,
    (text) => {
      const { swagger, ...rest } = JSON.parse(text) as { swagger: string };
      return JSON.stringify({ ...rest, swagger }, null, 2);
    },
  ],
];

/** Files under another name than tools look for. */
const NAMES: readonly [rule: string, from: string, to: string][] = [
  ["pkg-definition-name", DEFINITION, "swagger.json"],
  ["pkg-definition-name", DEFINITION, "apidefinition.swagger.json"],
  ["pkg-properties-name", PROPERTIES, "apiproperties.json"],
];

export interface WrittenFault {
  rule: string;
  what: string;
  write: NonNullable<Host["write"]>;
}

export const WRITTEN: readonly WrittenFault[] = [
  ...WRITINGS.map(([rule, what, file, write]) => ({
    rule,
    what,
    write: (files: Map<string, Buffer>) => {
      files.set(file, Buffer.from(write(files.get(file)?.toString() ?? "") as string));
    },
  })),
  ...NAMES.map(([rule, from, to]) => ({
    rule,
    what: `named ${to}`,
    write: (files: Map<string, Buffer>) => {
      files.set(to, files.get(from) ?? Buffer.alloc(0));
      files.delete(from);
    },
  })),
];
