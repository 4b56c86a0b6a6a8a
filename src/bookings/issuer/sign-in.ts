/** The authorization code flow of OAuth 2.0 (RFC 6749, 4.1, with PKCE of RFC 7636), as far as a connector's connection uses it. */
import { createHash, randomBytes } from "node:crypto";
import { SHARED_REDIRECT } from "../../definition/oauth-settings.ts";
import type { ClockFace } from "../../machine/clock.ts";
import { isLoopbackHost } from "../../machine/network/address.ts";
import type { EventHub } from "../events.ts";
import type { World } from "../world/world.ts";
import type { Issuer } from "./issuer.ts";

/** How long a code can be redeemed, in milliseconds: the ten minutes that RFC 6749 recommends at most. */
const CODE_LIFETIME = 10 * 60_000;

const TOKEN_LIFETIME = 3600;

/** More sign-ins than this at one time are not remembered. */
const MAX_PENDING = 1000;

export interface SignInRequest {
  clientId: string;
  redirectUri: string;
  state: string | undefined;
  challenge: { method: "S256" | "plain"; value: string } | undefined;
}

export type SignInCheck = { ok: true; request: SignInRequest } | { ok: false; why: string };

interface Grant {
  upn: string;
  request: SignInRequest;
  expires: number;
}

export type TokenAnswer =
  | { ok: true; body: Record<string, string | number> }
  | { ok: false; error: string; description: string };

export class SignIn {
  #clock: ClockFace;
  #issuer: Issuer;
  #world: World;
  #events: EventHub;
  #codes = new Map<string, Grant>();
  #refresh = new Map<string, string>();

  constructor(clock: ClockFace, issuer: Issuer, world: World, events: EventHub) {
    this.#clock = clock;
    this.#issuer = issuer;
    this.#world = world;
    this.#events = events;
  }

  /** Judges the query of an authorization request. Codes go to this machine or to the platform only, never to an address of somebody's choosing. */
  check(query: URLSearchParams): SignInCheck {
    const refuse = (why: string): SignInCheck => ({ ok: false, why });
    if (query.get("response_type") !== "code") return refuse("response_type must be code.");
    const clientId = query.get("client_id");
    if (!clientId) return refuse("client_id is missing.");
    const redirectUri = query.get("redirect_uri") ?? "";
    if (!isAllowedRedirect(redirectUri))
      return refuse(`redirect_uri must be an address of this machine or ${SHARED_REDIRECT}.`);
    const value = query.get("code_challenge");
    const method = query.get("code_challenge_method") ?? "plain";
    if (value !== null && method !== "S256" && method !== "plain")
      return refuse("code_challenge_method must be S256 or plain.");
    return {
      ok: true,
      request: {
        clientId,
        redirectUri,
        state: query.get("state") ?? undefined,
        challenge: value === null ? undefined : { method: method as "S256" | "plain", value },
      },
    };
  }

  /** The address to which the browser goes back with a code for the user. */
  grant(request: SignInRequest, upn: string): string {
    const code = randomBytes(24).toString("base64url");
    forgetOldest(this.#codes);
    this.#codes.set(code, { upn, request, expires: this.#clock.now() + CODE_LIFETIME });
    const url = new URL(request.redirectUri);
    url.searchParams.set("code", code);
    if (request.state !== undefined) url.searchParams.set("state", request.state);
    return url.href;
  }

  /** Answers a token request: a code, once, or a refresh token for an access token. */
  async token(form: URLSearchParams): Promise<TokenAnswer> {
    const refuse = (error: string, description: string): TokenAnswer => ({ ok: false, error, description });
    const type = form.get("grant_type");
    if (type === "refresh_token") {
      const upn = this.#refresh.get(form.get("refresh_token") ?? "");
      return upn === undefined
        ? refuse("invalid_grant", "The refresh token is not known.")
        : this.#issue(upn, "refresh-token");
    }
    if (type !== "authorization_code")
      return refuse("unsupported_grant_type", "grant_type must be authorization_code or refresh_token.");
    const code = form.get("code") ?? "";
    const grant = this.#codes.get(code);
    this.#codes.delete(code);
    if (!grant || grant.expires <= this.#clock.now())
      return refuse("invalid_grant", "The code is not known, was used before, or has expired.");
    if (form.get("redirect_uri") !== grant.request.redirectUri)
      return refuse("invalid_grant", "redirect_uri is not that of the authorization request.");
    if (form.get("client_id") !== null && form.get("client_id") !== grant.request.clientId)
      return refuse("invalid_grant", "client_id is not that of the authorization request.");
    if (!provesChallenge(grant.request, form.get("code_verifier") ?? ""))
      return refuse("invalid_grant", "code_verifier does not belong to the code_challenge.");
    return this.#issue(grant.upn, "authorization-code");
  }

  async #issue(upn: string, how: "authorization-code" | "refresh-token"): Promise<TokenAnswer> {
    const user = this.#world.user(upn);
    const refresh = randomBytes(24).toString("base64url");
    forgetOldest(this.#refresh);
    this.#refresh.set(refresh, upn);
    this.#events.emit("signedIn", { user: user.upn, how });
    return {
      ok: true,
      body: {
        token_type: "Bearer",
        scope: this.#issuer.scopes.join(" "),
        expires_in: TOKEN_LIFETIME,
        access_token: await this.#issuer.sign(user, { expiresIn: TOKEN_LIFETIME }),
        refresh_token: refresh,
      },
    };
  }
}

function isAllowedRedirect(text: string): boolean {
  const url = URL.parse(text);
  if (url?.username !== "" || url.hash !== "") return false;
  if (url.protocol !== "http:" && url.protocol !== "https:") return false;
  if (isLoopbackHost(url.hostname)) return true;
  const plain = `${url.origin}${url.pathname}`;
  return plain === SHARED_REDIRECT || plain.startsWith(`${SHARED_REDIRECT}/`);
}

function provesChallenge({ challenge }: SignInRequest, verifier: string): boolean {
  if (!challenge) return true;
  const given =
    challenge.method === "plain" ? verifier : createHash("sha256").update(verifier).digest("base64url");
  return given === challenge.value;
}

function forgetOldest(map: Map<string, unknown>): void {
  if (map.size >= MAX_PENDING) map.delete(map.keys().next().value ?? "");
}
