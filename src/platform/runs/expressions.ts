/**
 * Expressions of the designer, as far as trigger outputs need them (sourced: the expressions that the designer writes):
 * `triggerOutputs()?['body/CustomerName']`, `triggerBody()?['Customers']`, `items('Apply_to_each')?['Email']`, `item()`,
 * `body('Action')`, `outputs('Action')`, and a few functions. One key may name a whole path: `body/A/B` is body, A, B.
 */

import { InputError } from "../../json/problem.ts";
import { isObject, type JsonValue, own } from "../../json/values.ts";
import { FUNCTIONS } from "./functions.ts";

export interface RunScope {
  triggerOutputs(): JsonValue;
  outputs(action: string): JsonValue | undefined;
  /** The current item of a loop; without a name, of the innermost one. */
  item(loop: string | undefined): JsonValue | undefined;
}

/** Expressions nested deeper are no honest work. */
const MAX_DEPTH = 64;

/** @throws {InputError} `expression-syntax`, `expression-value` */
export function evaluate(expression: string, scope: RunScope): JsonValue | undefined {
  const text = expression.trim().replace(/^@(?!@)/, "");
  const inner = /^\{(.*)\}$/s.exec(text)?.[1] ?? text;
  const parser = new Parser(inner, scope);
  const value = parser.expression(0);
  parser.end();
  return value;
}

/** Replaces the expressions in arguments: `@…` as a whole text, `@{…}` within one; `@@` is a plain `@`. */
export function evaluateAll(value: unknown, scope: RunScope): unknown {
  if (typeof value === "string") {
    if (value.startsWith("@@")) return value.slice(1);
    if (value.startsWith("@") && !value.startsWith("@{")) return evaluate(value, scope);
    return value.replace(/@\{([^}]*)\}/g, (_, inner: string) => {
      const found = evaluate(inner, scope);
      return found === undefined || found === null
        ? ""
        : typeof found === "object"
          ? JSON.stringify(found)
          : String(found);
    });
  }
  if (Array.isArray(value)) return value.map((item) => evaluateAll(item, scope));
  if (isObject(value))
    return Object.fromEntries(Object.keys(value).map((key) => [key, evaluateAll(own(value, key), scope)]));
  return value;
}

class Parser {
  readonly #text: string;
  readonly #scope: RunScope;
  #at = 0;

  constructor(text: string, scope: RunScope) {
    this.#text = text;
    this.#scope = scope;
  }

  end(): void {
    this.#space();
    if (this.#at < this.#text.length) throw this.#syntax("something follows the expression");
  }

  expression(depth: number): JsonValue | undefined {
    if (depth > MAX_DEPTH) throw this.#syntax("the expression is nested too deeply");
    this.#space();
    const literal = this.#take(/'((?:[^']|'')*)'/y);
    if (literal) return (literal[1] ?? "").replaceAll("''", "'");
    const number = this.#take(/-?\d+(?:\.\d+)?/y);
    if (number) return Number(number[0]);
    const word = this.#take(/(true|false|null)\b(?!\s*\()/iy);
    if (word) return JSON.parse((word[1] ?? "null").toLowerCase()) as JsonValue;
    return this.#accesses(this.#call(depth), depth);
  }

  #call(depth: number): JsonValue | undefined {
    const name = this.#take(/([A-Za-z][A-Za-z0-9]*)\s*\(/y)?.[1];
    if (name === undefined) throw this.#syntax("a function such as triggerBody() is expected");
    const values: (JsonValue | undefined)[] = [];
    this.#space();
    if (!this.#take(/\)/y)) {
      do {
        values.push(this.expression(depth + 1));
        this.#space();
      } while (this.#take(/,/y));
      if (!this.#take(/\)/y)) throw this.#syntax(`")" is missing`);
    }
    return this.#apply(name, values);
  }

  #apply(name: string, values: (JsonValue | undefined)[]): JsonValue | undefined {
    const first = typeof values[0] === "string" ? values[0] : undefined;
    switch (name.toLowerCase()) {
      case "triggeroutputs":
        return this.#scope.triggerOutputs();
      case "triggerbody":
        return own(this.#scope.triggerOutputs(), "body");
      case "outputs":
      case "body": {
        const outputs = this.#scope.outputs(first ?? "");
        if (outputs === undefined)
          throw failed(`There is no action "${first ?? ""}" that has run.`, "Name an earlier action.");
        return name.toLowerCase() === "body" ? own(outputs, "body") : outputs;
      }
      case "items":
      case "item": {
        const item = this.#scope.item(name.toLowerCase() === "items" ? first : undefined);
        if (item === undefined)
          throw failed(`${this.#text} stands outside the loop that it names.`, "Use it inside the loop.");
        return item;
      }
    }
    const known = FUNCTIONS.get(name.toLowerCase());
    if (!known)
      throw failed(
        `The emulator does not know the function ${name}().`,
        `It knows: triggerOutputs, triggerBody, outputs, body, items, item, ${[...FUNCTIONS.keys()].join(", ")}.`,
      );
    return known(values);
  }

  #accesses(start: JsonValue | undefined, depth: number): JsonValue | undefined {
    let value = start;
    for (;;) {
      this.#space();
      const dot = this.#take(/(\??)\.([A-Za-z_$][\w$]*)/y);
      const bracket = dot ? undefined : this.#take(/(\??)\[/y);
      if (!dot && !bracket) return value;
      const key = dot ? (dot[2] ?? "") : this.expression(depth + 1);
      if (bracket) {
        this.#space();
        if (!this.#take(/\]/y)) throw this.#syntax(`"]" is missing`);
      }
      const optional = (dot ?? bracket)?.[1] === "?";
      const next = step(value, key);
      // Sourced: without the question mark, what is not there makes the expression fail.
      if (next === undefined && !optional)
        throw failed(
          `In ${this.#text} there is nothing at "${String(key)}".`,
          "Write ?[…] for what may be missing.",
        );
      value = next;
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
    return new InputError(
      "expression-syntax",
      `The expression ${this.#text} cannot be read at character ${this.#at + 1}: ${message}.`,
      "Write it as the designer does, such as triggerOutputs()?['body/CustomerName'].",
    );
  }
}

function failed(message: string, help: string): InputError {
  return new InputError("expression-value", message, help);
}

/** One step: an index, a member, or a path of members in one key. */
function step(value: JsonValue | undefined, key: JsonValue | undefined): JsonValue | undefined {
  if (Array.isArray(value)) return typeof key === "number" ? value[key] : undefined;
  if (!isObject(value)) return undefined;
  const name = String(key);
  const direct = own(value, name);
  if (direct !== undefined || !name.includes("/")) return direct;
  // Names may hold slashes: the longest member that begins the path is taken.
  for (let cut = name.lastIndexOf("/"); cut > 0; cut = name.lastIndexOf("/", cut - 1)) {
    const member = own(value, name.slice(0, cut));
    if (member !== undefined) return step(member, name.slice(cut + 1));
  }
  return undefined;
}
