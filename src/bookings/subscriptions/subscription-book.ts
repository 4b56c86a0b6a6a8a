/** Who is subscribed to which booking page, and how many subscriptions a page has. */
import type { Subscription } from "../delivery/subscription.ts";

export class SubscriptionBook {
  #byPage = new Map<string, Map<string, Subscription>>();

  /** Subscriptions of a page, oldest first, whoever made them. */
  of(page: string): Subscription[] {
    return [...(this.#byPage.get(page)?.values() ?? [])];
  }

  /** How many a page has: what its limit counts. */
  count(page: string): number {
    return this.#byPage.get(page)?.size ?? 0;
  }

  find(page: string, id: string): Subscription | undefined {
    return this.#byPage.get(page)?.get(id);
  }

  add(subscription: Subscription): void {
    const ofPage = this.#byPage.get(subscription.page) ?? new Map<string, Subscription>();
    this.#byPage.set(subscription.page, ofPage);
    ofPage.set(subscription.id, subscription);
  }

  remove(subscription: Subscription): void {
    this.#byPage.get(subscription.page)?.delete(subscription.id);
  }

  /** Puts others in place of those that are there, none by default; returns those that were. */
  swap(others: Map<string, Map<string, Subscription>> = new Map()): Map<string, Map<string, Subscription>> {
    const before = this.#byPage;
    this.#byPage = others;
    return before;
  }

  all(): Subscription[] {
    return [...this.#byPage.values()].flatMap((ofPage) => [...ofPage.values()]);
  }
}
