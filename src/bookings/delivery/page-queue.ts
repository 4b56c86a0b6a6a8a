/** What is queued for one booking page: the log of its notifications, and who reads from it. */
import { ChangeLog } from "./change-log.ts";
import type { Lane, Subscription } from "./subscription.ts";

export class PageQueue {
  readonly log = new ChangeLog();
  readonly subscriptions = new Set<Subscription>();

  /** Takes entries over from the log into the lanes of a subscription, while it holds fewer than its bound. */
  refill(subscription: Subscription, bound: number): void {
    const before = subscription.cursor;
    while (subscription.held < bound) {
      const entry = this.log.at(subscription.cursor);
      if (!entry) break;
      subscription.cursor++;
      if (!subscription.changeTypes.includes(entry.type)) continue;
      subscription.held++;
      const lane = subscription.lanes.get(entry.appointment);
      if (lane) lane.waiting.push(entry);
      else {
        const opened: Lane = {
          appointment: entry.appointment,
          waiting: [entry],
          attempts: 0,
          firstTriedAt: 0,
          retryAt: 0,
          state: "ready",
        };
        subscription.lanes.set(entry.appointment, opened);
        subscription.ready.push(opened);
      }
    }
    if (subscription.cursor !== before) this.trim();
  }

  /** Forgets what everybody has taken over. */
  trim(): void {
    let position = this.log.end;
    for (const subscription of this.subscriptions) position = Math.min(position, subscription.cursor);
    this.log.trim(position);
  }
}
