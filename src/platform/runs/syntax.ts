/** The grammar of workflow expressions: from text to a tree. Knows no function and no run. */
import { beginning } from "../../json/cut.ts";
import { parseExact } from "../../json/exact-numbers.ts";
import { InputError } from "../../json/problem.ts";
import type { JsonValue } from "../../json/values.ts";

export type Expression =
  | { kind: "value"; value: JsonValue; decimal: boolean }
  | { kind: "call"; name: string; values: Expression[]; text: string }
  | { kind: "access"; of: Expression; key: Expression; optional: boolean; text: string };

/** A template: texts as they are, and expressions between `@{` and `}`. */
export type Template = (string | Expression)[];

/** Expressions nested deeper are no honest work. */
const MAX_DEPTH = 64;

/** The whole text as one expression. @throws {InputError} `expression-syntax` */
export function parseExpression(text: string): Expression {
  const parser = new Parser(text, 0);
  const found = parser.expression(0);
  parser.end();
  return found;
}

/**
 * A text with `@{…}` in it. `@@{` is a plain `@{` (sourced: the escape of the definition language). The brace that ends an
 * expression is found by reading it: texts within it may hold braces themselves.
 * @throws {InputError} `expression-syntax`
 */
export function parseTemplate(text: string): Template {
  const parts = cut(text, (at): Cut<Expression> => {
    const parser = new Parser(text, at);
    return { found: parser.expression(0), end: parser.closed() };
  });
  return parts.length === 0 ? [""] : parts;
}

/**
 * A text with `@{…}` in it as it is written: texts, and the words of expressions. For who edits it: what cannot be read as an
 * expression stays text.
 */
export function readTemplate(text: string): ({ text: string } | { expression: string })[] {
  const parts = cut(text, (at): Cut<{ expression: string }> | undefined => {
    try {
      const parser = new Parser(text, at);
      parser.expression(0);
      const end = parser.closed();
      return { found: { expression: text.slice(at, end - 1) }, end };
    } catch {
      return undefined;
    }
  });
  return parts.map((part) => (typeof part === "string" ? { text: part } : part));
}

interface Cut<T> {
  found: T;
  /** The place behind its brace. */
  end: number;
}

/** @param expressionAt reads the expression that begins at a place, behind its `@{`; undefined leaves it text */
function cut<T>(text: string, expressionAt: (at: number) => Cut<T> | undefined): (string | T)[] {
  const parts: (string | T)[] = [];
  let plain = "";
  for (let at = 0; at < text.length; ) {
    const expression = text.startsWith("@{", at) ? expressionAt(at + 2) : undefined;
    if (text.startsWith("@@{", at)) {
      plain += "@{";
      at += 3;
    } else if (expression) {
      if (plain !== "") parts.push(plain);
      plain = "";
      parts.push(expression.found);
      at = expression.end;
    } else plain += text[at++];
  }
  if (plain !== "") parts.push(plain);
  return parts;
}

class Parser {
  readonly #text: string;
  #at: number;

  constructor(text: string, at: number) {
    this.#text = text;
    this.#at = at;
  }

  end(): void {
    this.#space();
    if (this.#at < this.#text.length) throw this.#syntax("something follows the expression");
  }

  /** The place behind the brace that ends an expression within a text. */
  closed(): number {
    this.#space();
    if (!this.#take(/\}/y)) throw this.#syntax(`"}" is missing`);
    return this.#at;
  }

  expression(depth: number): Expression {
    if (depth > MAX_DEPTH) throw this.#syntax("the expression is nested too deeply");
    this.#space();
    const literal = this.#take(/'((?:[^']|'')*)'/y);
    if (literal) return value((literal[1] ?? "").replaceAll("''", "'"));
    const number = this.#take(/-?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y);
    if (number)
      return { ...value(parseExact(number[0].replace(/^(-?)\./, "$10."))), decimal: /[.eE]/.test(number[0]) };
    const word = this.#take(/(true|false|null)\b(?!\s*\()/iy);
    if (word) return value(JSON.parse((word[1] ?? "null").toLowerCase()) as JsonValue);
    return this.#accesses(this.#call(depth), depth);
  }

  #call(depth: number): Expression {
    const start = this.#at;
    const name = this.#take(/([A-Za-z][A-Za-z0-9]*)\s*\(/y)?.[1];
    if (name === undefined) throw this.#syntax("a function such as triggerBody() is expected");
    const values: Expression[] = [];
    this.#space();
    if (!this.#take(/\)/y)) {
      do {
        values.push(this.expression(depth + 1));
        this.#space();
      } while (this.#take(/,/y));
      if (!this.#take(/\)/y)) throw this.#syntax(`")" is missing`);
    }
    return { kind: "call", name, values, text: this.#text.slice(start, this.#at) };
  }

  #accesses(start: Expression, depth: number): Expression {
    const from = this.#at;
    let found = start;
    for (let steps = 0; ; steps++) {
      this.#space();
      const dot = this.#take(/(\??)\.([A-Za-z_$][\w$]*)/y);
      const bracket = dot ? undefined : this.#take(/(\??)\[/y);
      if (!dot && !bracket) return found;
      if (steps > MAX_DEPTH * 4) throw this.#syntax("the expression is nested too deeply");
      const key = dot ? value(dot[2] ?? "") : this.expression(depth + 1);
      if (bracket) {
        this.#space();
        if (!this.#take(/\]/y)) throw this.#syntax(`"]" is missing`);
      }
      const root = start.kind === "call" ? start.text : "";
      const text = `${root}${this.#text.slice(from, this.#at)}`;
      found = { kind: "access", of: found, key, optional: (dot ?? bracket)?.[1] === "?", text };
    }
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (!match) return undefined;
    this.#at += match[0].length;
    return match;
  }

  #space(): void {
    this.#take(/\s*/y);
  }

  #syntax(message: string): InputError {
    const shown = this.#text.length > 200 ? `${beginning(this.#text, 200)}…` : this.#text;
    return new InputError(
      "expression-syntax",
      `The expression ${shown} cannot be read at character ${this.#at + 1}: ${message}.`,
      "Write it as the designer does, such as triggerOutputs()?['body/CustomerName'].",
    );
  }
}

function value(of: JsonValue): Expression & { kind: "value" } {
  return { kind: "value", value: of, decimal: false };
}
