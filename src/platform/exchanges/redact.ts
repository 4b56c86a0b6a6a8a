/** Takes secrets out of everything that leaves the platform: records, events, exports. */

const HIDDEN = "***";

/** Headers whose value is a credential. */
const SECRET_HEADER =
  /authorization|api[-_]?key|subscription-key|functions-key|token|secret|cookie|password/i;

/** Names of query parameters, form fields and JSON members whose value is a credential. */
const SECRET_NAMES =
  "sig|access_token|refresh_token|id_token|client_secret|client_assertion|password|api_key|apikey|subscription-key";

/** `sig=…` as it stands in a URL, in a URL inside JSON, and in a URL that is itself encoded, once or more often; other names only in plain form. */
const IN_QUERY = new RegExp(`([?&]|^)(${SECRET_NAMES}|code)=([^&"'\\s<>\\\\]*)`, "gi");
const SIGNATURE = /((?:\b|%(?:25)*(?:26|3F))sig(?:=|%(?:25)*3D))(?:(?!%(?:25)*26)[^&"'\s<>\\])+/gi;
const IN_JSON = new RegExp(`("(?:${SECRET_NAMES})"\\s*:\\s*")(?:[^"\\\\]|\\\\.)*`, "gi");

/** Shorter values would make nonsense of every text they happen to occur in. */
const SHORTEST_SECRET = 6;

export class Redactor {
  #secrets = new Set<string>();
  #pattern: RegExp | undefined;
  /** Names of headers and query parameters that the connector itself uses for keys, lower case. */
  #names = new Set<string>();

  /** Adds a value that must not be shown anywhere, as such or percent-encoded. */
  addSecret(value: string): void {
    if (value.length < SHORTEST_SECRET || this.#secrets.has(value)) return;
    this.#secrets.add(value);
    this.#secrets.add(encodeURIComponent(value));
    this.#pattern = undefined;
  }

  addName(name: string): void {
    this.#names.add(name.toLowerCase());
  }

  text(value: string): string {
    let result = value
      .replace(SIGNATURE, `$1${HIDDEN}`)
      .replace(IN_QUERY, `$1$2=${HIDDEN}`)
      .replace(IN_JSON, `$1${HIDDEN}`);
    if (this.#secrets.size > 0) {
      this.#pattern ??= new RegExp(
        [...this.#secrets]
          .sort((a, b) => b.length - a.length)
          .map((secret) => secret.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
          .join("|"),
        "g",
      );
      result = result.replace(this.#pattern, HIDDEN);
    }
    return result;
  }

  url(value: string): string {
    let result = this.text(value);
    for (const name of this.#names) {
      const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      result = result.replace(new RegExp(`([?&]${escaped}=)[^&#]*`, "gi"), `$1${HIDDEN}`);
    }
    return result;
  }

  headers(headers: Headers): Record<string, string> {
    const result: Record<string, string> = {};
    for (const [name, value] of headers) {
      result[name] = SECRET_HEADER.test(name) || this.#names.has(name) ? HIDDEN : this.text(value);
    }
    return result;
  }
}
