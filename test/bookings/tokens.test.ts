import { decodeJwt, decodeProtectedHeader } from "jose";
import { describe, expect, it } from "vitest";
import { createBookingsService, createVirtualClock, type TokenFlaw } from "../../src/bookings/index.ts";
import { ADMIN, setUp } from "./support.ts";

describe("Access tokens", () => {
  it.each([
    { flaw: "expired", says: "expired" },
    { flaw: "wrong-audience", says: "audience" },
    { flaw: "wrong-signature", says: "signature" },
    { flaw: "wrong-issuer", says: "issuer" },
    { flaw: "missing-scope", says: "Bookings.ReadWrite.All" },
  ] satisfies { flaw: TokenFlaw; says: string }[])(
    "a token with the flaw $flaw is refused, with the reason",
    async ({ flaw, says }) => {
      const { service, subscribe } = setUp();
      const answer = await subscribe("Created", {
        authorization: `Bearer ${await service.token(ADMIN, { flaw })}`,
      });
      expect(answer.status).toBe(401);
      expect(answer.headers.get("x-mock-reason")).toContain(says);
      expect(answer.headers.get("www-authenticate")).toBe('Bearer error="invalid_token"');
    },
  );

  it.each([
    ["the word Bearer alone", "Bearer"],
    ["nothing behind Bearer", "Bearer "],
    ["a user name and password", "Basic cHJpeWE6c2VjcmV0"],
    ["three words with dots between", "Bearer not.a.token"],
    [
      "a token that asks not to be checked",
      "Bearer eyJhbGciOiJub25lIn0.eyJ1cG4iOiJwcml5YS5yYW1hbkBleGFtcGxlLm9yZyJ9.",
    ],
    ["100,000 letters", `Bearer ${"a".repeat(100_000)}.b.c`],
  ])("anything that is not a token is refused: %s", async (_, authorization) => {
    const { subscribe } = setUp();
    expect((await subscribe("Created", { authorization })).status).toBe(401);
  });

  it("a token of a second service is refused, though it looks the same", async () => {
    const { subscribe } = setUp();
    const stranger = createBookingsService();
    const answer = await subscribe("Created", { authorization: `Bearer ${await stranger.token(ADMIN)}` });
    expect(answer.status).toBe(401);
  });

  it("a token whose text was changed is refused", async () => {
    const { service, subscribe } = setUp();
    const [header, , signature] = (await service.token("nadia.haddad@example.org")).split(".");
    const payload = (await service.token(ADMIN)).split(".")[1];
    const answer = await subscribe("Created", { authorization: `Bearer ${header}.${payload}.${signature}` });
    expect(answer.status).toBe(401);
  });

  it("a token is valid for an hour on the clock of the service", async () => {
    const { service, clock, subscribe } = setUp();
    const authorization = `Bearer ${await service.token(ADMIN)}`;
    await clock.advance(3599_000);
    expect((await subscribe("Created", { authorization })).status).toBe(200);
    await clock.advance(1_000);
    expect((await subscribe("Created", { authorization })).status).toBe(401);
  });

  it("a token has the claims of the definition: audience of the resource, scopes of the connection", async () => {
    const { service } = setUp();
    const token = await service.token(ADMIN);
    expect(decodeProtectedHeader(token)).toMatchObject({ typ: "JWT", alg: "ES256" });
    expect(decodeJwt(token)).toMatchObject({
      aud: "https://outlook.office.com/",
      iss: "https://login.microsoftonline.com/common",
      upn: ADMIN,
      scp: "Bookings.Read.All Bookings.ReadWrite.All",
    });
  });

  it("neither events nor answers repeat a token", async () => {
    const { service, subscribe } = setUp();
    const good = await service.token(ADMIN);
    const bad = await service.token(ADMIN, { flaw: "expired" });
    const answers = [
      await subscribe("Created", { authorization: `Bearer ${good}` }),
      await subscribe("Created", { authorization: `Bearer ${bad}` }),
    ];
    const told =
      JSON.stringify(service.events.recent()) +
      answers.map((answer) => JSON.stringify([answer.body, ...answer.headers])).join();
    for (const token of [good, bad]) expect(told).not.toContain(token.split(".")[2]);
  });

  it("a token for an unknown user is refused with a list of the users", () => {
    const { service } = setUp();
    expect(() => service.token("nobody@example.org")).toThrow("There is no user");
  });
});

describe("Sign-in", () => {
  const redirect = "http://127.0.0.1:5000/back";
  const authorize = (query: Record<string, string>) =>
    new Request(`https://login.microsoftonline.com/common/oauth2/authorize?${new URLSearchParams(query)}`);
  const redeem = (form: Record<string, string>) =>
    new Request("https://login.microsoftonline.com/common/oauth2/token", {
      method: "POST",
      body: new URLSearchParams(form),
    });
  const query = { response_type: "code", client_id: "my-app", redirect_uri: redirect, state: "s t&te" };

  async function codeFor(
    service: ReturnType<typeof createBookingsService>,
    extra: Record<string, string> = {},
  ) {
    const response = await service.fetch(authorize({ ...query, login_hint: ADMIN, ...extra }));
    const location = new URL(response.headers.get("location") ?? "");
    expect([response.status, location.origin, location.searchParams.get("state")]).toEqual([
      302,
      "http://127.0.0.1:5000",
      "s t&te",
    ]);
    return location.searchParams.get("code") ?? "";
  }

  it("a code is redeemed for a token with which the service can be called", async () => {
    const { service, list: _list } = setUp();
    const code = await codeFor(service);
    const response = await service.fetch(
      redeem({ grant_type: "authorization_code", code, redirect_uri: redirect, client_id: "my-app" }),
    );
    const tokens = (await response.json()) as { access_token: string; refresh_token: string };
    const listed = await service.fetch(
      new Request(`${service.origin}/BookingsService/api/V1/bookingBusinessesUserAsAdmin`, {
        headers: { authorization: `Bearer ${tokens.access_token}`, "x-prefer-owauserconfig": "true" },
      }),
    );
    expect(listed.status).toBe(200);
    const again = await service.fetch(
      redeem({ grant_type: "refresh_token", refresh_token: tokens.refresh_token }),
    );
    expect(again.status).toBe(200);
  });

  it.each([
    { why: "was used before", change: { twice: true } },
    { why: "is ten minutes old", change: { wait: 600_000 } },
    { why: "goes to another address", change: { redirect_uri: "http://127.0.0.1:5000/elsewhere" } },
    { why: "belongs to another client", change: { client_id: "other-app" } },
  ] as { why: string; change: { twice?: true; wait?: number; redirect_uri?: string; client_id?: string } }[])(
    "a code that $why is not redeemed",
    async ({ change: { twice, wait = 0, ...form } }) => {
      const { service, clock } = setUp();
      const code = await codeFor(service);
      const given = {
        grant_type: "authorization_code",
        code,
        redirect_uri: redirect,
        client_id: "my-app",
        ...form,
      };
      await clock.advance(wait);
      if (twice) await service.fetch(redeem(given));
      const answer = await service.fetch(redeem(given));
      expect([answer.status, ((await answer.json()) as { error: string }).error]).toEqual([
        400,
        "invalid_grant",
      ]);
    },
  );

  it("a code with a challenge (PKCE) is redeemed with its verifier only", async () => {
    const { service } = setUp();
    const challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    const verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    const pkce = { code_challenge: challenge, code_challenge_method: "S256" };
    const form = { grant_type: "authorization_code", redirect_uri: redirect };
    const without = await service.fetch(redeem({ ...form, code: await codeFor(service, pkce) }));
    const withIt = await service.fetch(
      redeem({ ...form, code: await codeFor(service, pkce), code_verifier: verifier }),
    );
    expect([without.status, withIt.status]).toEqual([400, 200]);
  });

  it("without a login hint, a page asks which user to sign in as, and nothing in the address becomes markup", async () => {
    const { service } = setUp();
    const response = await service.fetch(authorize({ ...query, state: '"><script>alert(1)</script>' }));
    const html = await response.text();
    expect(html).toContain("Priya Raman");
    expect(html).not.toContain("<script");
    expect(response.headers.get("content-security-policy")).toBe("default-src 'none'");
  });

  it.each([
    "https://evil.example.com/steal",
    "https://global.consent.azure-apim.net.evil.example/redirect",
    "https://global.consent.azure-apim.net/redirected",
    "http://127.0.0.1@evil.example.com/",
    "javascript:alert(1)",
    "",
  ])("a code is never sent to %s", async (redirect_uri) => {
    const { service } = setUp();
    const response = await service.fetch(authorize({ ...query, redirect_uri, login_hint: ADMIN }));
    expect([response.status, response.headers.get("location")]).toEqual([400, null]);
  });

  it("the platform's redirect address is one of those that get a code", async () => {
    const { service } = setUp();
    const response = await service.fetch(
      authorize({
        ...query,
        redirect_uri: "https://global.consent.azure-apim.net/redirect/my-connector",
        login_hint: ADMIN,
      }),
    );
    expect(response.status).toBe(302);
  });

  it("discovery leads to the key with which tokens are signed", async () => {
    const { service } = setUp();
    const get = async (url: string) =>
      (await service.fetch(new Request(url))).json() as Promise<Record<string, unknown>>;
    const found = await get("https://login.microsoftonline.com/common/.well-known/openid-configuration");
    const { keys } = (await get(String(found.jwks_uri))) as { keys: { kid: string; d?: string }[] };
    expect(keys[0]?.kid).toBe(decodeProtectedHeader(await service.token(ADMIN)).kid);
    expect(keys[0]).not.toHaveProperty("d");
  });
});

it("tokens of one service keep to its clock, not to the machine's", async () => {
  const clock = createVirtualClock(Date.UTC(1999, 0, 1));
  const { subscribe } = setUp({ clock });
  expect((await subscribe()).status).toBe(200);
});
