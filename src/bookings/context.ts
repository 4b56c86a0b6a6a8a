/** What the handlers of one service share. */

import type { ClockFace } from "../machine/clock.ts";
import type { Resolve } from "../machine/network/resolve.ts";
import type { DefinitionContract } from "./contract/definition-contract.ts";
import { type ErrorEntry, errorFor, type ServiceContract } from "./contract/service-contract.ts";
import type { CallbackPolicy } from "./delivery/callback-url.ts";
import type { Delivery } from "./delivery/delivery.ts";
import type { EventHub } from "./events.ts";
import type { Faults } from "./faults.ts";
import type { History } from "./history.ts";
import type { Issuer } from "./issuer/issuer.ts";
import type { SignIn } from "./issuer/sign-in.ts";
import type { Random } from "./random.ts";
import type { SubscriptionBook } from "./subscriptions/subscription-book.ts";
import type { World } from "./world/world.ts";

/** The conditions under which the service refuses; each names an entry of `connector/service.yaml`. */
const CONDITIONS = {
  malformed: "request-malformed",
  notSignedIn: "caller-not-signed-in",
  notAdministrator: "caller-not-page-administrator",
  domainNotAllowed: "notification-domain-not-allowed",
  notStaff: "caller-not-page-staff",
  otherTenant: "caller-of-another-tenant",
  pageUnknown: "booking-page-unknown",
  subscriptionUnknown: "subscription-unknown",
  limitReached: "subscription-limit-reached",
} as const;

export type Condition = keyof typeof CONDITIONS;

export interface ServiceContext {
  clock: ClockFace;
  random: Random;
  events: EventHub;
  contract: ServiceContract;
  definition: DefinitionContract;
  errors: Record<Condition, ErrorEntry>;
  world: World;
  issuer: Issuer;
  signIn: SignIn;
  faults: Faults;
  delivery: Delivery;
  subscriptions: SubscriptionBook;
  history: History;
  callbacks: CallbackPolicy;
  /** Looks names up where callbacks leave this machine; absent, they never do. */
  resolve: Resolve | undefined;
  /** What happens to an answer or notification that the definition does not allow. */
  onDrift: "error" | "report";
  /** Whether an answer to a new subscription names the address that ends it. */
  sendLocation: boolean;
  /** Numbers the requests. */
  nextRequest(): number;
}

/** All refusals, looked up once, so that a contract that lacks one is found at the start. */
export function lookUpErrors(contract: ServiceContract): Record<Condition, ErrorEntry> {
  return Object.fromEntries(
    Object.entries(CONDITIONS).map(([name, when]) => [name, errorFor(contract, when)]),
  ) as Record<Condition, ErrorEntry>;
}
