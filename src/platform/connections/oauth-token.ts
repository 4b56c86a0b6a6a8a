/** A token that expires, is refreshed, rotated and revoked, as a sign-in gives it. */
import { InputError } from "../../json/problem.ts";
import type { ClockFace } from "../../machine/clock.ts";

/** What a sign-in, or a refresh, gives (RFC 6749, access token response). */
export interface OAuthToken {
  accessToken: string;
  /** Seconds that the access token is good for; without end by default. */
  expiresInSeconds?: number;
  /** A new one replaces the old, which may then be good for nothing (rotation). */
  refreshToken?: string;
}

/** A connection's token with the way to a new one. */
export interface OAuthSource extends OAuthToken {
  /**
   * Asked when the token has expired. What it throws, or an answer without an access token, ends the sign-in: the connection is
   * unauthenticated until somebody signs in again.
   */
  refresh?(refreshToken: string | undefined): OAuthToken | Promise<OAuthToken>;
}

/** The connection is no longer signed in. */
export class NotSignedIn extends Error {
  override name = "NotSignedIn";
}

export class TokenKeeper {
  readonly #clock: ClockFace;
  #source: OAuthSource;
  #expiresAt: number;
  #renewal: Promise<string> | undefined;

  constructor(source: OAuthSource, clock: ClockFace) {
    this.#clock = clock;
    this.#source = source;
    this.#expiresAt = this.#end(source);
  }

  /** The token that is good now, renewed if it has to be. Calls at one time share one renewal. @throws {NotSignedIn} */
  async current(): Promise<string> {
    if (this.#clock.now() < this.#expiresAt) return this.#source.accessToken;
    this.#renewal ??= this.#renew().finally(() => {
      this.#renewal = undefined;
    });
    return await this.#renewal;
  }

  /** Lets the token expire now. */
  expire(): void {
    this.#expiresAt = this.#clock.now();
  }

  async #renew(): Promise<string> {
    const { refresh, refreshToken } = this.#source;
    if (!refresh) throw new NotSignedIn("The access token has expired, and nothing says how to refresh it.");
    let renewed: OAuthToken;
    try {
      renewed = await refresh(refreshToken);
    } catch (error) {
      throw new NotSignedIn(
        `The token could not be refreshed: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    if (typeof renewed?.accessToken !== "string" || renewed.accessToken === "")
      throw new NotSignedIn("The refresh gave no access token.");
    this.#source = { ...this.#source, ...renewed };
    this.#expiresAt = this.#end(renewed);
    return this.#source.accessToken;
  }

  #end(token: OAuthToken): number {
    return token.expiresInSeconds === undefined
      ? Number.POSITIVE_INFINITY
      : this.#clock.now() + token.expiresInSeconds * 1000;
  }
}

/** @throws {InputError} `connection-value-type` for an object that is not a token */
export function oauthSource(name: string, value: object): OAuthSource {
  const { accessToken, expiresInSeconds, refresh } = value as Partial<OAuthSource>;
  const fits =
    typeof accessToken === "string" &&
    (expiresInSeconds === undefined || (typeof expiresInSeconds === "number" && expiresInSeconds >= 0)) &&
    (refresh === undefined || typeof refresh === "function");
  if (fits) return value as OAuthSource;
  throw new InputError(
    "connection-value-type",
    `The connection parameter "${name}" needs a token.`,
    "Give its text, a function that gives it, or { accessToken, expiresInSeconds, refreshToken, refresh }.",
  );
}
