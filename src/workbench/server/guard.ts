/** Who is let in: programs of this machine that hold the token, and the page that was opened with it. */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { whyForbidden } from "../../machine/http/guard.ts";

export interface Refusal {
  status: 401 | 403;
  code: string;
  message: string;
  help: string;
}

/** A new secret for one run of the server: 256 bits, fit for an address. */
export function createToken(): string {
  return randomBytes(32).toString("base64url");
}

/**
 * A browser sends the cookies of a host to all its ports, and so to every other server of this machine. So the cookie is not the
 * token, and it is sent below a path only that nobody else knows: no page of another server has an address there, and what a
 * program does with a cookie of ours it would have to have read in the browser.
 */
export class Guard {
  readonly #token: Buffer;
  /** What the cookie holds. */
  readonly #session = createToken();
  /** Where the page lives, such as `/w-…/`: the path of the cookie. */
  readonly path = `/w-${randomBytes(16).toString("hex")}/`;
  readonly #port: number;
  /** Cookies are shared by all ports of a host: two workbenches must not sign each other out. */
  readonly cookie: string;

  /** Keys that let somebody in once: command lines of other users' programs can be read by everybody on the machine. */
  readonly #keys = new Set<string>();

  constructor(token: string, port: number) {
    this.#token = digest(token);
    this.#port = port;
    this.cookie = `workbench-${port}`;
  }

  /**
   * Why a request is refused before anybody looks at what it wants, or undefined.
   * Besides what every server of ours refuses, `Sec-Fetch-Site` gives pages of other sites away. Opening the printed address from elsewhere, such as a chat, is a navigation and allowed: it carries the token.
   */
  refuse(request: Request): Refusal | undefined {
    const elsewhere = whyForbidden(request, this.#port);
    if (elsewhere) return forbidden(elsewhere.code, elsewhere.message);
    const site = request.headers.get("sec-fetch-site");
    const navigation =
      request.method === "GET" &&
      request.headers.get("sec-fetch-mode") === "navigate" &&
      ["/", this.path].includes(new URL(request.url).pathname);
    if (site !== null && site !== "same-origin" && site !== "none" && !navigation)
      return forbidden("cross-site", "The request comes from another site.");
    return undefined;
  }

  /** Whether a request carries the token: as `Authorization: Bearer` or as our cookie. */
  isKnown(request: Request): boolean {
    const bearer = /^Bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
    if (bearer !== undefined) return this.fits(bearer);
    const cookies = (request.headers.get("cookie") ?? "").split(";").map((pair) => pair.trim());
    const own = cookies.find((pair) => pair.startsWith(`${this.cookie}=`));
    return (
      own !== undefined && timingSafeEqual(digest(own.slice(this.cookie.length + 1)), digest(this.#session))
    );
  }

  /** Compared in a time that does not depend on how much of it is right. */
  fits(token: string): boolean {
    return timingSafeEqual(digest(token), this.#token);
  }

  /** A key for one opening of the page. */
  createKey(): string {
    const key = createToken();
    this.#keys.add(key);
    return key;
  }

  /** Whether a key is good; it is not again. */
  takeKey(key: string): boolean {
    return this.#keys.delete(key);
  }

  /** The cookie that lets the page in from now on; it ends with the browser's session. */
  setCookie(): string {
    return `${this.cookie}=${this.#session}; Path=${this.path}; HttpOnly; SameSite=Strict`;
  }
}

export const NOT_SIGNED_IN: Refusal = {
  status: 401,
  code: "no-token",
  message: "The request does not carry the token of this workbench.",
  help: "Open the address that the workbench has printed, or send the token as Authorization: Bearer.",
};

function forbidden(code: string, message: string): Refusal {
  return { status: 403, code, message, help: "Use the address that the workbench has printed." };
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
