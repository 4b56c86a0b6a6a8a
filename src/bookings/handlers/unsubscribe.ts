/** The end of a subscription: what the platform calls when a flow is turned off, changed or deleted. */
import type { ServiceContext } from "../context.ts";
import { requireAdministrator } from "./page-access.ts";
import { authorise, type Call, Refusal, respond } from "./respond.ts";

export const UNSUBSCRIBE_OPERATION = "DeleteWebhook";

export function unsubscribe(
  context: ServiceContext,
  call: Call,
  address: string,
  webhookId: string,
): Promise<Response> {
  return respond(context, call, UNSUBSCRIBE_OPERATION, async () => {
    const user = await authorise(context, call);
    const page = requireAdministrator(context, user, address);
    const subscription = context.subscriptions.find(page.smtp, webhookId);
    if (!subscription) throw new Refusal("subscriptionUnknown");
    context.subscriptions.remove(subscription);
    context.delivery.remove(subscription);
    context.events.emit("unsubscribed", { ...subscription.facts, request: call.number, user: user.upn });
    return { status: 200, headers: {}, body: `The subscription ${subscription.id} was deleted.` };
  });
}
