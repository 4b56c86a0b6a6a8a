/**
 * Something is tried in the world, and leaves nothing behind: appointments and visits are afterwards as they were before, and
 * subscriptions from before neither hear of what is tried nor count for the limit meanwhile. Events and changes stay in the log.
 */
import type { ServiceContext } from "./context.ts";

/**
 * Begins to try something.
 * @param without ids of appointments that stand aside meanwhile, so that their times are free
 * @returns ends it; give `false` where subscriptions from before are not to come back
 */
export function rehearse(
  { world, subscriptions, delivery }: ServiceContext,
  without: readonly string[],
): (resume?: boolean) => void {
  const restoreWorld = world.remember(without);
  const aside = subscriptions.all();
  const before = subscriptions.swap();
  for (const subscription of aside) delivery.pause(subscription);
  return (resume = true) => {
    for (const subscription of subscriptions.all()) {
      subscriptions.remove(subscription);
      delivery.remove(subscription);
    }
    restoreWorld();
    subscriptions.swap(before);
    for (const subscription of aside) {
      delivery.resume(subscription);
      if (resume && !subscription.ended) continue;
      subscriptions.remove(subscription);
      delivery.remove(subscription);
    }
  };
}
