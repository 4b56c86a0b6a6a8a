/** The sign-in service: authorization page, tokens, keys and the document that describes them (OpenID Connect Discovery). */
import { type HttpHandler, HttpResponse, http } from "msw";
import { readForm } from "../../machine/http/body.ts";
import type { ServiceContext } from "../context.ts";

/** The organization's part of the path: the definition says `common`, a client may name any. */
const TENANT = ":tenant";

export function signInHandlers(context: ServiceContext, origin: string): HttpHandler[] {
  const at = (path: string) => `${origin}/${TENANT}${path}`;
  const handlers: HttpHandler[] = [];
  // Version 1 as in the definition, version 2 as most clients of today.
  for (const version of ["", "/v2.0"]) {
    handlers.push(
      http.get(at(`/oauth2${version}/authorize`), ({ request }) => authorizePage(context, request)),
      http.post(at(`/oauth2${version}/token`), ({ request }) => token(context, request)),
      http.get(at(`${version}/.well-known/openid-configuration`), () =>
        HttpResponse.json({
          issuer: context.issuer.issuer,
          authorization_endpoint: `${context.issuer.issuer}/oauth2/authorize`,
          token_endpoint: `${context.issuer.issuer}/oauth2/token`,
          jwks_uri: `${context.issuer.issuer}/discovery/keys`,
          response_types_supported: ["code"],
          grant_types_supported: ["authorization_code", "refresh_token"],
          code_challenge_methods_supported: ["S256", "plain"],
          token_endpoint_auth_methods_supported: ["client_secret_post", "client_secret_basic", "none"],
          subject_types_supported: ["public"],
          id_token_signing_alg_values_supported: ["ES256"],
          scopes_supported: [...context.issuer.scopes],
        }),
      ),
    );
  }
  handlers.push(
    http.get(at("/discovery/keys"), async () => HttpResponse.json((await context.issuer.keys()) as object)),
  );
  return handlers;
}

/** Whoever is named in `login_hint` is signed in at once; otherwise a page asks who it is to be. Nobody has a password. */
function authorizePage(context: ServiceContext, request: Request): Response {
  const url = new URL(request.url);
  const checked = context.signIn.check(url.searchParams);
  if (!checked.ok) return page(400, "Sign-in is not possible", `<p>${escapeHtml(checked.why)}</p>`);
  const hint = url.searchParams.get("login_hint");
  const user = hint === null ? undefined : context.world.users.get(hint.toLowerCase());
  if (user)
    return new HttpResponse(null, {
      status: 302,
      headers: { location: context.signIn.grant(checked.request, user.upn), "cache-control": "no-store" },
    });
  const links = [...context.world.users.values()].map(({ upn, name }) => {
    const choice = new URLSearchParams(url.searchParams);
    choice.set("login_hint", upn);
    return `<li><a href="?${escapeHtml(choice.toString())}">${escapeHtml(`${name} <${upn}>`)}</a></li>`;
  });
  const note = hint === null ? "" : `<p>There is no user ${escapeHtml(hint)}.</p>`;
  return page(200, "Sign in to the mocked service", `${note}<p>Who are you?</p><ul>${links.join("")}</ul>`);
}

async function token(context: ServiceContext, request: Request): Promise<Response> {
  const headers = { "cache-control": "no-store" };
  const form = await readForm(request);
  if (typeof form === "string")
    return HttpResponse.json({ error: "invalid_request", error_description: form }, { status: 400, headers });
  const answer = await context.signIn.token(form);
  return answer.ok
    ? HttpResponse.json(answer.body, { headers })
    : HttpResponse.json(
        { error: answer.error, error_description: answer.description },
        { status: 400, headers },
      );
}

function page(status: number, title: string, content: string): Response {
  return HttpResponse.html(
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><body><h1>${title}</h1>${content}</body></html>`,
    {
      status,
      headers: { "content-security-policy": "default-src 'none'", "cache-control": "no-store" },
    },
  );
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
