/**
 * Whether a text is a regular expression of .NET, which is what the service compiles patterns with. The pattern is read
 * once from left to right and never run on any text, so that no pattern of a file can hold up the validator.
 * Constructs are those of https://learn.microsoft.com/dotnet/standard/base-types/regular-expression-language-quick-reference.
 */

export interface RegexFault {
  /** What is wrong, as the rest of a sentence: "has a closing parenthesis without an opening one". */
  message: string;
  /** Offset into the pattern, in UTF-16 units. */
  at: number;
}

/** The first fault of a pattern, or undefined if .NET would compile it. Linear in the pattern's length. */
export function dotNetRegexFault(pattern: string): RegexFault | undefined {
  return new Scanner(pattern).scan();
}

/** Escapes of one letter that mean something outside of a character class. */
const LETTER_ESCAPES = "wWsSdDbBAzZGaefnrtv";
const QUANTIFIERS = "*+?{";
/** Unicode's general categories, by which \p tells characters apart; the names of blocks begin with "Is". */
const CATEGORIES =
  "L Lu Ll Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po S Sm Sc Sk So Z Zs Zl Zp C Cc Cf Cs Co Cn".split(
    " ",
  );

class Scanner {
  readonly #text: string;
  #at = 0;
  /** Offsets of the groups that are open. */
  readonly #open: number[] = [];
  readonly #names = new Set<string>();
  #groups = 0;
  /** References to groups, checked at the end: a group may come after its reference. */
  readonly #references: { name: string; at: number }[] = [];
  #ignoreSpace = false;

  constructor(text: string) {
    this.#text = text;
  }

  scan(): RegexFault | undefined {
    const text = this.#text;
    // Nothing to repeat at the start, behind "(" and behind "|"; nothing again right behind a quantifier.
    let repeatable = false;
    let quantified = false;
    while (this.#at < text.length) {
      const at = this.#at;
      const char = text[at] as string;
      if (QUANTIFIERS.includes(char) && (char !== "{" || this.#isBraces())) {
        if (quantified) return { message: `repeats a repetition ("${char}" behind a quantifier)`, at };
        if (!repeatable) return { message: `has a quantifier "${char}" with nothing before it`, at };
        const fault = this.#quantifier(char);
        if (fault) return fault;
        quantified = true;
        continue;
      }
      quantified = false;
      repeatable = true;
      if (char === "\\") {
        const fault = this.#escape(false);
        if (fault) return fault;
      } else if (char === "[") {
        const fault = this.#characterClass();
        if (fault) return fault;
      } else if (char === "(") {
        const group = this.#group();
        if (typeof group === "object") return group;
        repeatable = group === "comment";
      } else if (char === ")") {
        if (this.#open.pop() === undefined)
          return { message: "has a closing parenthesis without an opening one", at };
        this.#at++;
      } else if (char === "|") {
        this.#at++;
        repeatable = false;
      } else if (char === "#" && this.#ignoreSpace) {
        const end = text.indexOf("\n", at);
        this.#at = end < 0 ? text.length : end;
      } else this.#at++;
    }
    const left = this.#open.at(-1);
    if (left !== undefined) return { message: "has an opening parenthesis that is never closed", at: left };
    return this.#unknownReference();
  }

  /** `{` is a quantifier only as {n}, {n,} or {n,m}; otherwise it stands for itself. */
  #isBraces(): boolean {
    return this.#match(/\{\d+(,\d*)?\}/y) !== undefined;
  }

  #match(sticky: RegExp): RegExpExecArray | undefined {
    sticky.lastIndex = this.#at;
    return sticky.exec(this.#text) ?? undefined;
  }

  #quantifier(char: string): RegexFault | undefined {
    const at = this.#at;
    if (char !== "{") this.#at++;
    else {
      const braces = this.#match(/\{(\d+)(?:(,)(\d*))?\}/y);
      if (!braces) return undefined;
      this.#at += braces[0].length;
      const least = Number(braces[1]);
      const most = braces[3] === undefined || braces[3] === "" ? least : Number(braces[3]);
      if (most < least) return { message: `repeats at least ${least} but at most ${most} times`, at };
      if (Math.max(least, most) > 2_147_483_647) return { message: "repeats too many times", at };
    }
    if (this.#text[this.#at] === "?") this.#at++;
    return undefined;
  }

  /** What follows "(": a group, an assertion, options or a comment. */
  #group(): RegexFault | "open" | "comment" {
    const at = this.#at;
    const text = this.#text;
    if (text[at + 1] !== "?") {
      this.#groups++;
      this.#open.push(at);
      this.#at++;
      return "open";
    }
    if (text[at + 2] === "#") {
      const end = text.indexOf(")", at);
      if (end < 0) return { message: "has a comment that is never closed", at };
      this.#at = end + 1;
      return "comment";
    }
    const options = this.#match(/\(\?([imnsx]*)(?:-([imnsx]*))?\)/y);
    if (options) {
      if (options[1]?.includes("x")) this.#ignoreSpace = true;
      if (options[2]?.includes("x")) this.#ignoreSpace = false;
      this.#at += options[0].length;
      return "comment";
    }
    const named = this.#match(/\(\?(?:<(\d+|[^\W\d]\w*)(-\w+)?>|<-\w+>|'(\d+|[^\W\d]\w*)(-\w+)?'|'-\w+')/y);
    if (named) this.#names.add(named[1] ?? named[3] ?? "");
    const head =
      named ??
      this.#match(/\(\?(?:[:=!>]|<[=!]|(?:[imnsx]+(?:-[imnsx]*)?|-[imnsx]+):)/y) ??
      this.#condition();
    if (!head)
      return { message: `has a group that starts with ${JSON.stringify(text.slice(at, at + 4))}`, at };
    this.#open.push(at);
    this.#at += head[0].length;
    return "open";
  }

  /** (?(name)yes|no): the condition is a group of its own, opened by the caller and closed here by the ordinary way. */
  #condition(): RegExpExecArray | undefined {
    const known = this.#match(/\(\?\(\w+\)/y);
    if (known) return known;
    // An expression as condition: only "(?" is taken, what follows is read as a group.
    const open = this.#match(/\(\?(?=\()/y);
    return open;
  }

  #characterClass(): RegexFault | undefined {
    const start = this.#at;
    const text = this.#text;
    const open: number[] = [start];
    this.#at++;
    if (text[this.#at] === "^") this.#at++;
    let first = true;
    let before: number | undefined;
    while (this.#at < text.length) {
      const at = this.#at;
      const char = text[at] as string;
      if (char === "]" && !first) {
        this.#at++;
        open.pop();
        if (open.length === 0) return undefined;
        before = undefined;
        continue;
      }
      first = false;
      // [:alpha:] and its like are read over: .NET has no such names.
      const posix = char === "[" ? this.#match(/\[:\w*:\]/y) : undefined;
      if (posix) {
        this.#at += posix[0].length;
        before = undefined;
        continue;
      }
      // [a-z-[aeiou]] takes letters away again.
      if (char === "-" && text[at + 1] === "[" && before === undefined && at > start + 1) {
        open.push(at + 1);
        this.#at += 2;
        if (text[this.#at] === "^") this.#at++;
        first = true;
        continue;
      }
      if (char === "-" && before !== undefined && text[at + 1] !== "]" && at + 1 < text.length) {
        this.#at++;
        if (text[this.#at] === "[") {
          before = undefined;
          this.#at--;
          continue;
        }
        const last = this.#classCharacter();
        if (typeof last === "object") return last;
        if (last === undefined) return { message: "has a range that ends with a set of characters", at };
        if (last < before)
          return {
            message: `has a range in reverse order (${JSON.stringify(text.slice(at - 1, this.#at))})`,
            at,
          };
        before = undefined;
        continue;
      }
      const code = this.#classCharacter();
      if (typeof code === "object") return code;
      before = code;
    }
    return { message: "has a character class that is never closed", at: start };
  }

  /** One character of a class: its code, or undefined for a set such as \d. */
  #classCharacter(): number | undefined | RegexFault {
    const at = this.#at;
    if (this.#text[at] !== "\\") {
      this.#at++;
      return this.#text.charCodeAt(at);
    }
    const fault = this.#escape(true);
    if (fault) return fault;
    const written = this.#text.slice(at + 1, this.#at);
    if (/^[wWsSdDpP]/.test(written)) return undefined;
    if (/^[xu]/.test(written)) return Number.parseInt(written.slice(1), 16);
    const letter = "abtrvfne".indexOf(written);
    if (letter >= 0) return [7, 8, 9, 13, 11, 12, 10, 27][letter];
    if (/^[0-7]{1,3}$/.test(written)) return Number.parseInt(written, 8);
    return written.startsWith("c") ? 1 : written.charCodeAt(0);
  }

  #escape(inClass: boolean): RegexFault | undefined {
    const at = this.#at;
    const char = this.#text[at + 1];
    if (char === undefined) return { message: "ends with a single backslash", at };
    this.#at += 2;
    if (!/\w/.test(char)) return undefined;
    if (char === "x") return this.#expect(/[0-9a-f]{2}/iy, "\\x needs two hexadecimal digits", at);
    if (char === "u") return this.#expect(/[0-9a-f]{4}/iy, "\\u needs four hexadecimal digits", at);
    if (char === "c") return this.#expect(/[@-_a-z]/y, "\\c needs a control character", at);
    if (char === "p" || char === "P") {
      const named = this.#match(/\{([\w-]+)\}/y);
      if (!named)
        return {
          message: `is malformed: \\${char} needs a category in braces, such as \\${char}{L}`,
          at,
        };
      const name = named[1] ?? "";
      if (!CATEGORIES.includes(name) && !name.startsWith("Is"))
        return { message: `has an unknown category "\\${char}{${name}}"`, at };
      this.#at += named[0].length;
      return undefined;
    }
    if (char === "0") {
      this.#at += this.#match(/[0-7]{0,2}/y)?.[0].length ?? 0;
      return undefined;
    }
    if (/[1-9]/.test(char)) {
      const digits = this.#match(inClass ? /[0-7]{0,2}/y : /\d*/y)?.[0] ?? "";
      this.#at += digits.length;
      // Two digits and more can also be the octal code of a character.
      if (!inClass && digits === "") this.#references.push({ name: char, at });
      else if (inClass && /[89]/.test(char)) return { message: `has an unknown escape "\\${char}"`, at };
      return undefined;
    }
    if (char === "k" && !inClass) {
      const named = this.#match(/<(\w+)>|'(\w+)'|\{(\w+)\}/y);
      if (!named) return { message: "has \\k without the name of a group", at };
      this.#at += named[0].length;
      this.#references.push({ name: named[1] ?? named[2] ?? named[3] ?? "", at });
      return undefined;
    }
    const known = inClass ? "wWsSdDabtrvfne" : LETTER_ESCAPES;
    if (char === "_" ? false : known.includes(char)) return undefined;
    return { message: `has an unknown escape "\\${char}"`, at };
  }

  #expect(sticky: RegExp, message: string, at: number): RegexFault | undefined {
    const found = this.#match(sticky);
    if (!found) return { message: `is malformed: ${message}`, at };
    this.#at += found[0].length;
    return undefined;
  }

  #unknownReference(): RegexFault | undefined {
    for (const { name, at } of this.#references) {
      const number = /^\d+$/.test(name) ? Number(name) : undefined;
      // Named groups are numbered behind the others.
      const known =
        this.#names.has(name) || (number !== undefined && number <= this.#groups + this.#names.size);
      if (!known) return { message: `refers to a group ${JSON.stringify(name)} that it does not have`, at };
    }
    return undefined;
  }
}
