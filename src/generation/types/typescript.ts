/** Types of a connector as one file of TypeScript that imports nothing. */
import type { ConnectorTypes, Member, NamedType, OperationTypes, Type } from "./shapes.ts";

/** Formats with a name of their own, each with what it means. */
const FORMATS: Readonly<Record<string, { name: string; type: string; meaning: string }>> = {
  "date-time": {
    name: "DateTime",
    type: "string",
    meaning: "A point in time, such as 2026-01-31T09:30:00Z.",
  },
  date: { name: "DateOnly", type: "string", meaning: "A day, such as 2026-01-31." },
  time: { name: "Time", type: "string", meaning: "A time of day, such as 09:30:00." },
  duration: { name: "Duration", type: "string", meaning: "A length of time, such as PT30M." },
  uuid: {
    name: "Uuid",
    type: "string",
    meaning: "An identifier such as 3f2504e0-4f89-41d3-9a0c-0305e82c3301.",
  },
  email: { name: "Email", type: "string", meaning: "An e-mail address." },
  uri: { name: "Uri", type: "string", meaning: "An address of the web." },
  url: { name: "Uri", type: "string", meaning: "An address of the web." },
  html: { name: "Html", type: "string", meaning: "Text with HTML in it." },
  byte: { name: "Base64", type: "string", meaning: "Bytes, written in base 64." },
  binary: {
    name: "Binary",
    type: "unknown",
    meaning: "Bytes as they are; in a flow an object with $content-type and $content.",
  },
  int64: {
    name: "Int64",
    type: "number",
    meaning: "A whole number that can be too large for a number of JavaScript.",
  },
};

/** @returns text that ends with a line break, the same for the same definition */
export function typescriptOf(types: ConnectorTypes): string {
  return new Writer(types).write();
}

class Writer {
  readonly #types: ConnectorTypes;
  readonly #formats = new Map<string, string>();

  constructor(types: ConnectorTypes) {
    this.#types = types;
  }

  write(): string {
    const { title, version, types, operations } = this.#types;
    const bodies = new Map(operations.map(({ input, body }) => [input, body]));
    const named = types.map((type) => this.#named(type, bodies.get(type.name)));
    const connector = this.#connector(operations);
    const formats = [...this.#formats].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
    const head = `// Made by the connector workbench (types) from ${oneLine(title)}${version ? ` ${oneLine(version)}` : ""}; do not edit.`;
    return `${[head, ...formats, ...named, connector].join("\n\n")}\n`;
  }

  #named({ name, type, description }: NamedType, body: string | undefined): string {
    const comment = commentOf(description, "");
    if (type.kind === "object" && !type.nullable && type.members.length > 0) {
      // Flows also name the fields of a body one by one.
      const flat = body === undefined ? "" : `  [field: \`${template(body)}/\${string}\`]: unknown;\n`;
      return `${comment}export interface ${name} {\n${this.#members(type.members, "  ")}${this.#rest(type, "  ")}${flat}}`;
    }
    return `${comment}export type ${name} = ${this.#text(type, "")};`;
  }

  /** The interface that a harness is typed by. */
  #connector(operations: readonly OperationTypes[]): string {
    const list = (trigger: boolean) =>
      operations
        .filter((operation) => operation.trigger === trigger)
        .map(({ id, description, input, output }) => {
          const out = `${trigger ? "payload" : "output"}: ${output ?? "undefined"}`;
          return `${commentOf(description, "    ")}    ${key(id)}: { input: ${input}; ${out} };\n`;
        })
        .join("");
    return `/** Every operation with what goes in and what comes out. */\nexport interface Connector {\n  actions: {\n${list(false)}  };\n  triggers: {\n${list(true)}  };\n}`;
  }

  #members(members: readonly Member[], indent: string): string {
    return members
      .map(({ name, type, required, description }) => {
        const why = type.kind === "unknown" ? (type.why ?? "") : "";
        const comment = commentOf([description, why].filter((text) => text !== "").join(" "), indent);
        return `${comment}${indent}${key(name)}${required ? "" : "?"}: ${this.#text(type, indent)};\n`;
      })
      .join("");
  }

  /** Members whose names are not known; TypeScript wants the known ones to fit, so only `unknown` may be beside them. */
  #rest(type: Extract<Type, { kind: "object" }>, indent: string): string {
    if (type.rest === "none") return "";
    const value = type.rest === "any" || type.members.length > 0 ? "unknown" : this.#text(type.rest, indent);
    return `${indent}[name: string]: ${value};\n`;
  }

  #text(type: Type, indent: string): string {
    const text = this.#plain(type, indent);
    return type.nullable && text !== "unknown" ? `${text} | null` : text;
  }

  #plain(type: Type, indent: string): string {
    switch (type.kind) {
      case "string":
        return this.#format(type.format) ?? "string";
      case "integer":
      case "number":
        return type.format === "int64" ? (this.#format("int64") ?? "number") : "number";
      case "boolean":
        return "boolean";
      case "enum":
        return [...new Set(type.values.map((value) => JSON.stringify(value)))].join(" | ");
      case "array": {
        const items = this.#text(type.items, indent);
        return / \| /.test(items) && !items.startsWith("{") ? `(${items})[]` : `${items}[]`;
      }
      case "reference":
        return type.name;
      case "object": {
        if (type.members.length === 0 && type.rest === "none") return "{ [name: string]: never }";
        const inner = `${indent}  `;
        return `{\n${this.#members(type.members, inner)}${this.#rest(type, inner)}${indent}}`;
      }
      default:
        return "unknown";
    }
  }

  #format(format: string | undefined): string | undefined {
    const known = format !== undefined && Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
    if (!known) return undefined;
    this.#formats.set(known.name, `/** ${known.meaning} */\nexport type ${known.name} = ${known.type};`);
    return known.name;
  }
}

function key(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name)
    ? name
    : JSON.stringify(name).replace(/[\u007f-\uffff]/g, escapeUnit);
}

/** A name inside a template of text. */
function template(name: string): string {
  return JSON.stringify(name)
    .slice(1, -1)
    .replace(/\\"/g, '"')
    .replace(/[`$]/g, "\\$&")
    .replace(/[\u007f-\uffff]/g, escapeUnit);
}

function escapeUnit(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** A comment that its text cannot end. */
function commentOf(text: string, indent: string): string {
  const line = oneLine(text);
  return line === "" ? "" : `${indent}/** ${line} */\n`;
}

function oneLine(text: string): string {
  return text
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, " ")
    .replace(/\s+/g, " ")
    .replace(/\*\//g, "*\\/")
    .trim();
}
