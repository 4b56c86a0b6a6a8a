/** The mocked Bookings service: one call makes it, from then on it is requests in, answers and notifications out. */

import { getResponse, type HttpHandler } from "msw";
import { isOAuth, readConnection } from "../definition/connection.ts";
import type { ConnectorFolder } from "../definition/connector-folder.ts";
import { isResource } from "../definition/oauth-settings.ts";
import { InputError } from "../json/problem.ts";
import { ownObject, ownString } from "../json/values.ts";
import { type ClockFace, createVirtualClock } from "../machine/clock.ts";
import type { Resolve } from "../machine/network/resolve.ts";
import { lookUpErrors, type ServiceContext } from "./context.ts";
import { DefinitionContract } from "./contract/definition-contract.ts";
import { readServiceContract } from "./contract/service-contract.ts";
import { Delivery } from "./delivery/delivery.ts";
import { createLoopbackDeliver } from "./delivery/loopback-deliver.ts";
import { DEFAULT_RETRY_POLICY, type RetryPolicy } from "./delivery/retry-policy.ts";
import type { Deliver } from "./delivery/send.ts";
import { withFaults } from "./delivery/struck-deliver.ts";
import { EventHub } from "./events.ts";
import { type FaultSpec, Faults } from "./faults.ts";
import { createHandlers } from "./handlers/handlers.ts";
import { History, type PastChange } from "./history.ts";
import { Issuer, type TokenOptions } from "./issuer/issuer.ts";
import { SignIn } from "./issuer/sign-in.ts";
import { createNotifier } from "./notifier.ts";
import { createQuirks, type Quirks } from "./quirks.ts";
import { createRandom } from "./random.ts";
import { rehearse } from "./rehearsal.ts";
import { SubscriptionBook } from "./subscriptions/subscription-book.ts";
import type { AppointmentRef, BookRequest, EditRequest, JoinRequest } from "./world/requests.ts";
import type { Appointment, WorldSpec } from "./world/types.ts";
import { createWorld, DEFAULT_START, World } from "./world/world.ts";
import { readDefaultWorld } from "./world/world-file.ts";

export interface BookingsServiceOptions {
  /** Who and what there is; the small organization of `world/default-world.yaml` by default. */
  world?: WorldSpec | World;
  /** A clock that stands still by default, see {@link createVirtualClock}. */
  clock?: ClockFace;
  /** Folder of the connector whose definition the service is held against; ours by default. */
  connector?: string | ConnectorFolder;
  /** Switches of `connector/service.yaml` (and `cancel-reason-missing`) that are to differ from their defaults. */
  quirks?: Record<string, boolean>;
  faults?: FaultSpec[];
  /**
   * Carries notifications; calls nothing but this machine by default. Under `setupServer`, give
   * `(request, signal) => fetch(request, { signal })`, so that `fetch` is looked up after it was replaced.
   */
  deliver?: Deliver;
  /** Looks up the hosts of callback addresses; give it where `deliver` leaves this machine. */
  resolve?: Resolve;
  /** Whether callback addresses of this machine are taken on. False by default, as with the real service. */
  loopbackCallbacks?: boolean;
  retries?: Partial<RetryPolicy>;
  /** `error` (unless given): an answer that the definition does not allow becomes a 500, a notification an exception. */
  onDrift?: "error" | "report";
  /** False leaves the `Location` header out of the answer to a subscription, as a service would that knows no platform. */
  sendLocation?: boolean;
  /** Of everything made up: identifiers, chances. */
  seed?: number;
  /** Which run with the same kept state this is, from 0: identifiers of one run never come in another. */
  run?: number;
  /** Where the service is, `https://outlook.office.com` by the definition by default. No slash at the end. */
  origin?: string;
  /** Where sign-in stands, as the definition says by default. No slash at the end. */
  signInOrigin?: string;
}

/**
 * A handler of msw. Its type is not named: whoever uses the service without msw need not have it installed.
 */
// biome-ignore lint/suspicious/noExplicitAny: it has to fit the type of whichever msw the test brings
export type MswHandler = any;

export interface BookingsService {
  /** For `setupServer(...service.handlers)` of msw. */
  handlers: MswHandler[];
  /** Answers a request without any network. The host of its address does not matter, its path does. */
  fetch(request: Request): Promise<Response>;
  origin: string;
  world: World;
  clock: ClockFace;
  events: EventHub;
  faults: Faults;
  quirks: Quirks;
  /** What the parts share, for the server and its control API. */
  context: ServiceContext;
  /** An access token for a user of the world, good or with a flaw. */
  token(upn: string, options?: TokenOptions): Promise<string>;
  book(request?: BookRequest): Appointment;
  join(appointment: AppointmentRef, request?: JoinRequest): Appointment;
  reschedule(appointment: AppointmentRef, start: string): Appointment;
  cancel(appointment: AppointmentRef, reason?: string): Appointment;
  /** Changes hosts, service, notes, answers or location; raises *updated*. */
  edit(appointment: AppointmentRef, request: EditRequest): Appointment;
  /** A customer of a group gives the seat back; raises *updated*, for the last one *cancelled*. */
  leave(appointment: AppointmentRef, customer: string): Appointment;
  /** What happened after a change's number, oldest first; `missed` leaves only what no subscription was told of. */
  changes(options?: { after?: number; missed?: boolean }): PastChange[];
  /** Begins to try something that leaves nothing behind, see {@link rehearse}. */
  rehearse(without?: readonly string[]): (resume?: boolean) => void;
  /** Sends notifications that a fault holds back to come out of order, although nothing has overtaken them. */
  releaseHeld(): Promise<void>;
  /** Resolves when no notification is on its way: all are taken, or wait for their next try. */
  settled(): Promise<void>;
  /** Ends all subscriptions; nothing is sent from then on. */
  close(): void;
}

/**
 * Makes a service.
 * @throws {InputError} if the world, the definition, the contract or a switch cannot be used
 */
export function createBookingsService(options: BookingsServiceOptions = {}): BookingsService {
  const clock = options.clock ?? createVirtualClock(DEFAULT_START);
  const seed = options.seed ?? 1;
  const definition = new DefinitionContract(options.connector);
  const contract = readServiceContract(definition.connector.root);
  const world =
    options.world instanceof World
      ? options.world
      : createWorld(options.world ?? readDefaultWorld(), { clock, seed: seed + 1 });
  const events = new EventHub(clock);
  const random = createRandom(seed, options.run);
  const subscriptions = new SubscriptionBook();
  const faults = new Faults(contract, createRandom(seed + 2));
  for (const fault of options.faults ?? []) faults.inject(fault);
  const carrier = withFaults(faults, clock, events, options.deliver ?? createLoopbackDeliver());
  const delivery = new Delivery({
    clock,
    events,
    deliver: carrier.deliver,
    policy: { ...DEFAULT_RETRY_POLICY, ...options.retries },
    onGone: (subscription) => subscriptions.remove(subscription),
  });
  const signIn = signInOf(definition);
  const signInOrigin = options.signInOrigin ?? signIn.origin;
  const issuer = new Issuer({ ...signIn, clock, issuer: `${signInOrigin}/common` });
  let requests = 0;
  const origin = options.origin ?? definition.base;
  const context: ServiceContext = {
    clock,
    random,
    events,
    contract,
    definition,
    errors: lookUpErrors(contract),
    world,
    issuer,
    signIn: new SignIn(clock, issuer, world, events),
    faults,
    delivery,
    subscriptions,
    history: new History(() => clock.now()),
    callbacks: {
      allowedDomains: contract.notifications.allowedDomains,
      loopback: options.loopbackCallbacks ?? false,
    },
    resolve: options.resolve,
    onDrift: options.onDrift ?? "error",
    sendLocation: options.sendLocation ?? true,
    nextRequest: () => ++requests,
  };
  const quirks = createQuirks(contract, world, options.quirks);
  world.onChange(createNotifier(context, quirks));
  world.people.onChange((change) => {
    events.emit("peopleChanged", change);
    if (change.what === "page-removed") endSubscriptions(context, change.page ?? "");
  });
  const handlers = createHandlers(context, origin, signInOrigin);
  return {
    handlers,
    fetch: (request) => answerAnyHost(handlers, request, [origin, signInOrigin]),
    origin,
    world,
    clock,
    events,
    faults,
    quirks,
    context,
    token: (upn, tokenOptions) => {
      const user = world.user(upn);
      events.emit("signedIn", { user: user.upn, how: "direct" });
      return issuer.sign(user, tokenOptions);
    },
    book: (request) => world.book(request),
    join: (appointment, request) => world.join(appointment, request),
    reschedule: (appointment, start) => world.reschedule(appointment, start),
    cancel: (appointment, reason) => world.cancel(appointment, reason),
    edit: (appointment, request) => world.edit(appointment, request),
    leave: (appointment, customer) => world.leave(appointment, customer),
    changes: ({ after, missed } = {}) => context.history.since(after, missed),
    rehearse: (without = []) => rehearse(context, without),
    releaseHeld: () => carrier.release(),
    settled: () => delivery.settled(),
    close: () => delivery.stop(),
  };
}

/** Nobody is told any more about a page that is gone, and its subscriptions no longer count. */
function endSubscriptions({ subscriptions, delivery, events }: ServiceContext, page: string): void {
  for (const subscription of subscriptions.of(page)) {
    subscriptions.remove(subscription);
    events.emit("gone", { ...subscription.facts, lost: delivery.remove(subscription) });
  }
}

/** The longest address that Mock Service Worker compares with its handlers. */
const MAX_ADDRESS = 8192;

/** A request to any host, as if it were to ours. */
async function answerAnyHost(
  handlers: HttpHandler[],
  request: Request,
  origins: string[],
): Promise<Response> {
  const url = new URL(request.url);
  if (request.url.length > MAX_ADDRESS)
    return Response.json(
      { error: { code: "UriTooLong", message: `The address is longer than ${MAX_ADDRESS} characters.` } },
      { status: 414 },
    );
  for (const origin of new Set([url.origin, ...origins])) {
    const addressed =
      url.origin === origin ? request : new Request(origin + url.pathname + url.search, request);
    const response = await getResponse(handlers, addressed);
    if (response) return response;
  }
  return Response.json(
    { error: { code: "NotFound", message: "Neither the service nor its sign-in has this address." } },
    { status: 404 },
  );
}

/** What a token has to be like, from the definition and the properties of the connector. */
function signInOf(definition: DefinitionContract): { origin: string; audience: string; scopes: string[] } {
  const oauth = Object.values(ownObject(definition.model.root, "securityDefinitions") ?? {}).find(
    (one) => ownString(one, "type") === "oauth2",
  );
  const address = URL.parse(ownString(oauth, "authorizationUrl") ?? "");
  if (!address)
    throw new InputError(
      "no-sign-in",
      `${definition.connector.definition?.file}: securityDefinitions has no oauth2 entry with an authorizationUrl.`,
      "The service accepts access tokens only; declare the sign-in.",
    );
  const { parameters } = readConnection(ownObject(definition.connector.properties?.value, "properties"));
  const settings = parameters.find(isOAuth)?.oauth;
  const resource = settings?.told.find(isResource)?.value;
  const scopes = (settings?.scopes.value ?? Object.keys(ownObject(oauth, "scopes") ?? {})).map(String);
  return {
    origin: address.origin,
    audience: typeof resource === "string" ? resource : `${definition.base}/`,
    scopes,
  };
}
