/** Takes the secrets that one run has come to know out of everything that leaves it: records, events, logs, exports. */
import { SecretPattern } from "./forms.ts";
import { addGiven } from "./given.ts";
import { hideKnown } from "./known.ts";
import { SECRET_HEADER, SECRET_MEMBERS, SECRET_PARAMETERS } from "./names.ts";
import { HIDDEN, hideParameters } from "./url.ts";

/** `sig=…` as it is in a URL, in a URL inside JSON, and in a URL that is itself encoded, once or more often; other names only in plain form. */
const IN_QUERY = new RegExp(`([?&]|^)(${SECRET_PARAMETERS.join("|")})=([^&"'\\s<>\\\\]*)`, "gi");
const SIGNATURE = /((?:\b|%(?:25)*(?:26|3F))sig(?:=|%(?:25)*3D))(?:(?!%(?:25)*26)[^&"'\s<>\\])+/gi;
const IN_JSON = new RegExp(`("(?:${SECRET_MEMBERS.join("|")})"\\s*:\\s*")(?:[^"\\\\]|\\\\.)*`, "gi");

/** User name and password of an address. */
const USER = /(\b[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/?#@"'<>\\]{1,500}@/gi;

/** Credentials of a header that a service or a message quotes; told from words such as "Basic plan" by length and content. */
const QUOTED_BEARER = /\b(Bearer\s+)[\w.~+/=-]{20,}/gi;
const QUOTED_BASIC = /\b(Basic\s+)([A-Za-z0-9+/]{4,}={0,2})/gi;

/** The newest secrets that are known; those of calls so long ago are shown by nothing that is kept. Chosen. */
const MOST_SECRETS = 300;

/** Shorter values would make nonsense of every text they happen to occur in. */
const SHORTEST_SECRET = 3;

export class Redactor {
  #secrets = new Set<string>();
  #pattern: SecretPattern | undefined;
  /** Names of headers and query parameters that the connector itself uses for keys, lower case. */
  #names = new Set<string>();

  /** Adds a value that must not be shown anywhere, in none of the forms in which whoever echoes it may write it. */
  addSecret(value: string): void {
    if (value.length < SHORTEST_SECRET || this.#secrets.has(value)) return;
    this.#secrets.add(value);
    addGiven(value);
    // New tokens are made all the time: without a bound this would grow for as long as anybody works.
    if (this.#secrets.size > MOST_SECRETS) this.#secrets.delete(this.#secrets.values().next().value ?? "");
    this.#pattern = undefined;
  }

  /** Adds the name of a header or query parameter whose value must not be shown. */
  addName(name: string): void {
    this.#names.add(name.toLowerCase());
  }

  /** A text of any kind, also without the secrets of files that were read; what is not secret stays as it is. */
  text(value: string): string {
    const result = value
      .replace(USER, `$1${HIDDEN}@`)
      .replace(SIGNATURE, `$1${HIDDEN}`)
      .replace(IN_QUERY, `$1$2=${HIDDEN}`)
      .replace(IN_JSON, `$1${HIDDEN}`)
      .replace(QUOTED_BEARER, `$1${HIDDEN}`)
      .replace(QUOTED_BASIC, (whole, scheme: string, pair: string) =>
        Buffer.from(pair, "base64").includes(":") ? scheme + HIDDEN : whole,
      );
    return hideKnown(this.values(result));
  }

  /** A text without the secrets that were added, in whatever form they are in it; the rest stays as it is. */
  values(value: string): string {
    if (this.#secrets.size === 0) return value;
    this.#pattern ??= new SecretPattern(this.#secrets);
    return this.#pattern.hide(value, () => HIDDEN);
  }

  /** {@link values} with dots, one for each character: the length stays. */
  dots(value: string): string {
    if (this.#secrets.size === 0) return value;
    this.#pattern ??= new SecretPattern(this.#secrets);
    return this.#pattern.hide(value, (found) => "•".repeat(found.length));
  }

  /** An address; also without the query parameters that the connector itself uses for keys. */
  url(value: string): string {
    const shown = this.text(value);
    return this.#names.size === 0
      ? shown
      : hideParameters(shown, (name) => this.#names.has(name.toLowerCase()));
  }

  /** Headers as they may be shown, by their names in lower case. */
  headers(headers: Headers): Record<string, string> {
    const result: Record<string, string> = {};
    for (const [name, value] of headers) result[name] = this.header(name, value);
    return result;
  }

  /** The value of one header as it may be shown. */
  header(name: string, value: string): string {
    return SECRET_HEADER.test(name) || this.#names.has(name.toLowerCase()) ? HIDDEN : this.text(value);
  }
}
