/** New subscriptions: one endpoint behind the three paths of the triggers, which the platform's policy routes to it. */
import { ownArray, ownObject, ownString } from "../../json/values.ts";
import { type BodyRead, readJsonBody } from "../../machine/http/body.ts";
import { hostOf } from "../../machine/network/address.ts";
import type { ServiceContext } from "../context.ts";
import type { ChangeType } from "../contract/service-contract.ts";
import { checkCallbackUrl, checkResolved } from "../delivery/callback-url.ts";
import { createSubscription } from "../delivery/subscription.ts";
import { requireAdministrator } from "./page-access.ts";
import { authorise, type Call, Refusal, respond } from "./respond.ts";

/** @param path operation of the path that was called, if it was one of the three; the body decides what is subscribed to */
export async function subscribe(
  context: ServiceContext,
  call: Call,
  address: string,
  path: string | undefined,
): Promise<Response> {
  const body = await readJsonBody(call.request);
  const change = changeOf(context, body);
  const operation = change?.trigger ?? path ?? context.contract.changes[0]?.trigger ?? "";
  return respond(context, call, operation, async () => {
    const user = await authorise(context, call);
    const { changeTypes, callbackUrl } = readSubscription(context, operation, body);
    const page = requireAdministrator(context, user, address);
    await requireAllowed(context, callbackUrl);
    const { limit } = context.contract.subscriptions;
    // Counted and taken in one go: no other request can come in between.
    if (context.subscriptions.count(page.smtp) >= limit)
      throw new Refusal("limitReached", `The mailbox has ${limit} subscriptions; delete one.`);
    const subscription = createSubscription(
      {
        id: context.random.uuid(),
        page: page.smtp,
        changeTypes,
        callbackUrl,
        createdBy: user.upn,
        createdAt: context.clock.now(),
      },
      context.delivery.endOf(page.smtp),
    );
    context.subscriptions.add(subscription);
    context.delivery.add(subscription);
    context.events.emit("subscribed", { ...subscription.facts, request: call.number, user: user.upn });
    const location = context.contract.endpoints.unsubscribe.path
      .replace("{SMTPAddress}", encodeURIComponent(page.smtp))
      .replace("{WebhookId}", subscription.id);
    const headers: Record<string, string> = {};
    if (context.sendLocation) headers.location = `${call.origin}${location}`;
    return {
      status: change?.answers ?? 201,
      headers,
      body: { webhookId: subscription.id },
    };
  });
}

/** The contract's entry for what a body asks for; of several changes the first decides how it is answered. */
function changeOf(context: ServiceContext, body: BodyRead) {
  const wanted = body.ok ? ownArray(ownObject(body.value, "webhook"), "change_type")?.[0] : undefined;
  return context.contract.changes.find((change) => change.changeType === wanted);
}

function readSubscription(
  context: ServiceContext,
  operation: string,
  body: BodyRead,
): { changeTypes: ChangeType[]; callbackUrl: string } {
  if (!body.ok) throw new Refusal("malformed", body.why);
  const [fault] = context.definition.checkRequest(operation, body.value);
  if (fault) throw new Refusal("malformed", fault);
  const webhook = ownObject(body.value, "webhook");
  const callbackUrl = ownString(webhook, "notification_url");
  const changeTypes = (ownArray(webhook, "change_type") ?? []) as ChangeType[];
  const known = context.contract.changes.map((change) => change.changeType);
  if (callbackUrl === undefined)
    throw new Refusal("malformed", "/webhook/notification_url must be a string.");
  if (ownString(webhook, "resource") !== "Appointments")
    throw new Refusal("malformed", '/webhook/resource must be "Appointments".');
  if (
    changeTypes.length === 0 ||
    changeTypes.some((type) => !known.includes(type)) ||
    new Set(changeTypes).size < changeTypes.length
  )
    throw new Refusal("malformed", `/webhook/change_type must list some of ${known.join(", ")}, each once.`);
  return { changeTypes, callbackUrl };
}

async function requireAllowed(context: ServiceContext, callbackUrl: string): Promise<void> {
  const checked = checkCallbackUrl(callbackUrl, context.callbacks);
  if (!checked.ok)
    throw new Refusal(
      checked.why === "malformed" ? "malformed" : "domainNotAllowed",
      `The notification URL is refused: ${checked.detail}.`,
    );
  if (!context.resolve || checked.loopback) return;
  const fault = await checkResolved(hostOf(checked.url), context.resolve);
  if (fault) throw new Refusal("domainNotAllowed", `The notification URL is refused: ${fault}.`);
}
