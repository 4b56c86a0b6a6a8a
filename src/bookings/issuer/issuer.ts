/** Issues and checks access tokens: real JSON web tokens, signed with a key that nobody else has. */
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { createLocalJWKSet, exportJWK, errors as joseErrors, jwtVerify, SignJWT } from "jose";
import type { ClockFace } from "../../machine/clock.ts";
import type { User } from "../world/types.ts";

/** What can be wrong with a token on purpose. */
export const TOKEN_FLAWS = [
  "expired",
  "wrong-audience",
  "wrong-signature",
  "wrong-issuer",
  "missing-scope",
] as const;
export type TokenFlaw = (typeof TOKEN_FLAWS)[number];

export interface TokenOptions {
  /** Seconds until it expires; 3600 by default, as with Microsoft Entra ID. */
  expiresIn?: number;
  flaw?: TokenFlaw;
}

export interface IssuerOptions {
  clock: ClockFace;
  /** Address under which the issuer is known, such as `https://login.microsoftonline.com/common`. */
  issuer: string;
  /** What tokens are for: `https://outlook.office.com/`. */
  audience: string;
  scopes: readonly string[];
}

/** A JSON Web Key (RFC 7517), public part only. */
export interface PublicKey {
  kty?: string;
  kid: string;
  alg: string;
  use: "sig";
  n?: string;
  e?: string;
}

export type Verified = { ok: true; upn: string; tenant: string } | { ok: false; why: string };

// Entra ID signs with RS256; the elliptic curve is our choice, because its keys are made in a millisecond instead of a tenth of a second.
const ALGORITHM = "ES256";
const KEY_ID = "mocked-sign-in";

/** Checked tokens are remembered: a signature takes a hundred times as long to check as a map to ask. */
const REMEMBERED = 1000;

export class Issuer {
  readonly issuer: string;
  readonly audience: string;
  readonly scopes: readonly string[];
  #clock: ClockFace;
  #privateKey: KeyObject;
  #publicKey: KeyObject;
  #strangersKey: KeyObject | undefined;
  #keySet: ReturnType<typeof createLocalJWKSet> | undefined;
  #verified = new Map<string, { upn: string; tenant: string; expires: number }>();

  constructor(options: IssuerOptions) {
    this.issuer = options.issuer;
    this.audience = options.audience;
    this.scopes = options.scopes;
    this.#clock = options.clock;
    ({ privateKey: this.#privateKey, publicKey: this.#publicKey } = generateKeyPairSync("ec", {
      namedCurve: "P-256",
    }));
  }

  /** The public key, as `/discovery/keys` gives it out. */
  async keys(): Promise<{ keys: PublicKey[] }> {
    return {
      keys: [{ ...(await exportJWK(this.#publicKey)), kid: KEY_ID, alg: ALGORITHM, use: "sig" }],
    };
  }

  /** A token for a user, good or with a flaw. Claims are those of a version 1 token of Entra ID, as far as a service reads them. */
  async sign(user: User, { expiresIn = 3600, flaw }: TokenOptions = {}): Promise<string> {
    const now = Math.floor(this.#clock.now() / 1000);
    // An expired token was once good: it was issued before it expired.
    const issuedAt = flaw === "expired" ? now - expiresIn - 60 : now;
    return new SignJWT({
      ver: "1.0",
      oid: user.id,
      sub: user.id,
      tid: user.tenant,
      upn: user.upn,
      name: user.name,
      scp: flaw === "missing-scope" ? "User.Read" : this.scopes.join(" "),
    })
      .setProtectedHeader({ alg: ALGORITHM, typ: "JWT", kid: KEY_ID })
      .setIssuer(flaw === "wrong-issuer" ? "https://sign-in.example.com/common" : this.issuer)
      .setAudience(flaw === "wrong-audience" ? "https://graph.microsoft.com/" : this.audience)
      .setIssuedAt(issuedAt)
      .setNotBefore(issuedAt)
      .setExpirationTime(issuedAt + expiresIn)
      .sign(flaw === "wrong-signature" ? this.#stranger() : this.#privateKey);
  }

  /** Checks an `Authorization` header. `why` is a sentence for whoever has to fix it; it repeats nothing of the token. */
  async verify(header: string | null): Promise<Verified> {
    if (header === null) return { ok: false, why: "There is no Authorization header." };
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(header)?.[1];
    if (token === undefined)
      return { ok: false, why: "The Authorization header holds no bearer token in the form of a JWT." };
    const known = this.#verified.get(token);
    if (known && known.expires > this.#clock.now()) return { ok: true, ...known };
    try {
      this.#keySet ??= createLocalJWKSet(await this.keys());
      const { payload } = await jwtVerify(token, this.#keySet, {
        issuer: this.issuer,
        // With and without the slash at its end: both forms of a resource are in use.
        audience: [this.audience, this.audience.replace(/\/$/, "")],
        algorithms: [ALGORITHM],
        currentDate: new Date(this.#clock.now()),
        requiredClaims: ["exp", "upn", "tid"],
      });
      const granted = typeof payload.scp === "string" ? payload.scp.split(" ") : [];
      if (!granted.some((scope) => this.scopes.includes(scope)))
        return { ok: false, why: `The token grants none of ${this.scopes.join(", ")}.` };
      const found = {
        upn: String(payload.upn),
        tenant: String(payload.tid),
        expires: (payload.exp ?? 0) * 1000,
      };
      if (this.#verified.size >= REMEMBERED) this.#verified.clear();
      this.#verified.set(token, found);
      return { ok: true, ...found };
    } catch (error) {
      return { ok: false, why: explain(error) };
    }
  }

  #stranger(): KeyObject {
    this.#strangersKey ??= generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
    return this.#strangersKey;
  }
}

function explain(error: unknown): string {
  if (error instanceof joseErrors.JWTExpired) return "The token has expired.";
  if (error instanceof joseErrors.JWSSignatureVerificationFailed)
    return "The token's signature is not that of the sign-in service.";
  if (error instanceof joseErrors.JWTClaimValidationFailed) {
    if (error.claim === "aud") return "The token is meant for another service (audience).";
    if (error.claim === "iss") return "The token comes from another sign-in service (issuer).";
    if (error.claim === "nbf") return "The token is not valid yet.";
    return `The token's claim "${error.claim}" is missing or wrong.`;
  }
  return "The token cannot be read.";
}
