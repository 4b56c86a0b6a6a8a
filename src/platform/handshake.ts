/**
 * Handshakes by which services make sure that a callback address wants their notifications. None starts a run.
 * Sourced: CloudEvents webhooks, abuse protection (OPTIONS with `WebHook-Request-Origin`); Microsoft Graph (`validationToken` in the
 * query, echoed as text); Event Grid (`SubscriptionValidation`, whose code is sent back). That the front end of flows answers
 * all three is chosen: it is documented for the platform's own connectors only.
 */
import { ownString } from "../json/values.ts";

/** The answer to a handshake; undefined for an ordinary notification, which can still be read. */
export async function handshakeAnswer(request: Request): Promise<Response | undefined> {
  const origin = request.headers.get("webhook-request-origin");
  if (request.method === "OPTIONS" && origin !== null) {
    const rate = request.headers.get("webhook-request-rate");
    return new Response(null, {
      status: 200,
      headers: {
        allow: "POST",
        "webhook-allowed-origin": origin,
        ...(rate === null ? {} : { "webhook-allowed-rate": rate }),
      },
    });
  }
  const token = new URL(request.url).searchParams.get("validationToken");
  if (token !== null && request.method === "POST")
    return new Response(token, { status: 200, headers: { "content-type": "text/plain" } });
  if (request.headers.get("aeg-event-type") === "SubscriptionValidation") {
    const body: unknown = await request
      .clone()
      .json()
      .catch(() => undefined);
    const event: unknown = Array.isArray(body) ? body[0] : undefined;
    const code = ownString((event as { data?: unknown } | undefined)?.data, "validationCode");
    if (code !== undefined) return Response.json({ validationResponse: code });
  }
  return undefined;
}
