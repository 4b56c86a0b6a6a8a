/** The platform as a whole: put together here, driven through what `api.ts` promises. */

import { CAPABILITIES } from "../definition/extensions.ts";
import type { Operation } from "../definition/model.ts";
import { InputError } from "../json/problem.ts";
import { inShort, sizeOf } from "../json/size.ts";
import { ownObject, ownString } from "../json/values.ts";
import { createRealClock } from "../machine/clock.ts";
import { Redactor } from "../machine/redaction/redactor.ts";
import { connectAgent } from "./agents/mcp.ts";
import type {
  AgentSession,
  Answer,
  Arguments,
  BuiltInTrigger,
  Connection,
  ConnectionOptions,
  Fault,
  FaultOptions,
  Flow,
  FlowOptions,
  ManualOptions,
  OrphanRecord,
  PagedList,
  PageOptions,
  Platform,
  PlatformOptions,
  PlatformSnapshot,
  Run,
  SetFault,
  ThrottleSettings,
  Violation,
} from "./api.ts";
import { sendWhole } from "./chunks/download.ts";
import { PlatformConnection } from "./connections/connection.ts";
import { loadConnector } from "./connector-source.ts";
import { ContractChecker } from "./contract/checker.ts";
import { DynamicInputs } from "./dynamic/dynamics.ts";
import { EventLog } from "./events.ts";
import { ExchangeLog } from "./exchanges/exchange-log.ts";
import { toHar } from "./exchanges/har.ts";
import { FaultPlan } from "./faults/fault-plan.ts";
import type { BaseFlow } from "./flows/base-flow.ts";
import { builtInFlow } from "./flows/built-in.ts";
import { CallbackUrls } from "./flows/callback-url.ts";
import { PollingFlow } from "./flows/polling-flow.ts";
import { profileOf } from "./flows/retry/profiles.ts";
import { WebhookFlow } from "./flows/webhook-flow.ts";
import { Gateway } from "./gateway.ts";
import { createIds } from "./ids.ts";
import { toJson } from "./invoke/arguments.ts";
import { assembleCall } from "./invoke/assemble.ts";
import { readFiles } from "./invoke/files.ts";
import { DEFAULT_KEEP, DEFAULT_THROTTLE, LONGEST_EVENT, MAX_EVENT_BYTES } from "./limits.ts";
import { nextLink } from "./next-link.ts";
import { receiveNotification } from "./notify.ts";
import { collectPages } from "./pages.ts";
import { readPolicies } from "./policies/registry.ts";
import type { Purpose } from "./purpose.ts";
import { followAsync } from "./runs/async-pattern.ts";
import { RunStore } from "./runs/run-store.ts";
import { stepsOf } from "./runs/steps/from-options.ts";
import { operationsOf } from "./runs/steps/step.ts";
import { makeScript, scriptFaults } from "./script/make.ts";
import type { Script } from "./script/script.ts";
import type { Services } from "./services.ts";
import { Throttle } from "./throttle.ts";

/** The trigger of runs that are started by hand. */
const MANUAL = "manual";

/**
 * Makes a platform that runs one connector against one backend.
 * @throws {InputError} if the connector cannot be read, or for options that make no sense
 */
export function createPlatform(options: PlatformOptions): Platform {
  return new EmulatedPlatform(options);
}

class EmulatedPlatform implements Platform {
  readonly clock;
  readonly throttle: ThrottleSettings;
  readonly dynamic: DynamicInputs;
  readonly #services: Services;
  readonly #faults: Fault[];
  readonly #violations: Violation[] = [];
  readonly #connections = new Map<string, PlatformConnection>();
  readonly #flows = new Map<string, BaseFlow>();
  readonly #keep: number;
  readonly #script: Script | undefined;
  readonly #plan: FaultPlan;
  readonly #closed = new AbortController();
  #default: PlatformConnection | undefined;

  constructor(options: PlatformOptions) {
    const connector = loadConnector(options.connector);
    const product = options.product ?? "power-automate";
    const clock = options.clock ?? createRealClock();
    this.#plan = new FaultPlan(clock);
    const ids = createIds(options.seed);
    this.#keep = options.keep ?? DEFAULT_KEEP;
    this.clock = clock;
    this.throttle = checkedThrottle({ ...connector.throttle, ...options.throttle });
    const redactor = new Redactor();
    const events = new EventLog(
      () => clock.now(),
      this.#keep,
      (text) => redactor.text(text),
    );
    const exchanges = new ExchangeLog(redactor, this.#keep);
    const checker = new ContractChecker(connector.model);
    const policies = readPolicies(connector.properties);
    this.#script = makeScript(connector, options);
    this.#faults = [...(options.faults ?? []), ...scriptFaults(connector, this.#script)];
    let room = MAX_EVENT_BYTES;
    const onViolation = (found: Violation, exchange?: number) => {
      // Its texts may quote what a service sent.
      const violation =
        sizeOf(found) > LONGEST_EVENT
          ? inShort(JSON.parse(redactor.text(JSON.stringify(found))) as Violation, LONGEST_EVENT)
          : found;
      room -= sizeOf(violation);
      if (this.#violations.length < this.#keep && room > 0) this.#violations.push(violation);
      events.emit({ type: "violation-found", violation, ...(exchange === undefined ? {} : { exchange }) });
    };
    const gateway = new Gateway({
      connector,
      backend: this.#plan.around(options.backend),
      clock,
      ids,
      events,
      exchanges,
      checker,
      policies,
      onViolation,
      fatalViolations: options.violations === "fatal",
      script: this.#script,
    });
    const runs = new RunStore(this.#keep);
    this.#services = {
      connector,
      product,
      clock,
      ids,
      events,
      exchanges,
      redactor,
      checker,
      gateway,
      callbacks: new CallbackUrls(
        options.callback ?? {},
        product === "logic-apps" ? "logic-apps" : "power-platform",
        ids,
      ),
      profile: profileOf(
        options.retryProfile ?? (product === "logic-apps" ? "logic-apps" : "power-automate-low"),
      ),
      runs,
      orphans: [],
      faults: this.#faults,
      emptyPoll: options.emptyPoll ?? "recurrence",
      unsubscribeWithoutCredentials: options.unsubscribeWithoutCredentials === true,
      onViolation,
      connectionOf: (given) => this.#connection(given),
    };
    runs.use(this.#services);
    this.dynamic = new DynamicInputs(this.#services, (given) => this.#connection(given));
    for (const fault of this.#faults) events.emit({ type: "fault-found", fault });
  }

  faults(): Fault[] {
    return [...this.#faults];
  }

  violations(): Violation[] {
    return [...this.#violations];
  }

  createConnection(values: Record<string, unknown> = {}, options: ConnectionOptions = {}): Connection {
    const { connector, clock, ids, redactor, events } = this.#services;
    const connection = new PlatformConnection(connector, values, options, {
      id: ids.hex(32),
      throttle: new Throttle(this.throttle, () => clock.now()),
      redactor,
      clock,
    });
    connection.onSignIn = async () => {
      for (const flow of this.#flows.values()) if (flow.connection === connection) await flow.renew();
    };
    this.#connections.set(connection.id, connection);
    this.#default ??= connection;
    events.emit({ type: "connection-created", connection: connection.id });
    return connection;
  }

  connections() {
    return [...this.#connections.values()].map((connection) => connection.snapshot());
  }

  async invoke(
    id: string,
    values: Arguments = {},
    options: { connection?: Connection | string; untilDone?: boolean; chunked?: boolean } = {},
  ): Promise<Answer> {
    const { connector, ids, product, profile } = this.#services;
    const operation = this.#operation(id);
    const connection = this.#connection(options.connection);
    const read = await readFiles(values);
    const call = assembleCall(connector, operation, read, undefined, ids.later(24), product);
    const purpose: Purpose = { phase: "invoke" };
    const answer = await sendWhole(this.#services, call, connection, purpose, options.chunked === true);
    if (options.untilDone !== true) return answer;
    return await followAsync(this.#services, {
      answer,
      from: new URL(`${call.origin}${call.basePath}${call.path}`),
      connection,
      about: {},
      action: id,
      waiting: () => undefined,
      profile,
      signal: this.#closed.signal,
    });
  }

  async pages(
    id: string,
    values: Arguments = {},
    options: PageOptions & { connection?: Connection | string } = {},
  ): Promise<PagedList> {
    this.#operation(id);
    return await collectPages(this.#services, id, values, this.#connection(options.connection), options);
  }

  async testConnection(connection?: Connection | string): Promise<Answer> {
    const { model } = this.#services.connector;
    const test = ownObject(ownObject(model.root, CAPABILITIES), "testConnection");
    const id = ownString(test, "operationId");
    if (id === undefined) {
      throw new InputError(
        "no-test-connection",
        "The connector names no operation by which a connection is tested.",
        `Declare "${CAPABILITIES}": { "testConnection": { "operationId": "…" } } on the definition.`,
      );
    }
    const parameters = ownObject(test, "parameters") ?? {};
    return await this.invoke(id, parameters, connection === undefined ? {} : { connection });
  }

  async agent(id: string, options: { connection?: Connection | string } = {}): Promise<AgentSession> {
    return await connectAgent(this.#services, id, this.#connection(options.connection));
  }

  fault(options: FaultOptions): SetFault {
    return this.#plan.add(options);
  }

  clearFaults(): void {
    this.#plan.clear();
  }

  async follow(link: string, options: { connection?: Connection | string } = {}): Promise<Answer> {
    const { connector, gateway } = this.#services;
    const connection = this.#connection(options.connection);
    const next = nextLink(this.#services, link, connection);
    if (!next)
      throw new InputError(
        "link-not-an-address",
        `"${link.slice(0, 100)}" is not an address.`,
        "Pass the link as it was answered.",
      );
    return await gateway.send(next.call, connection, {
      phase: "invoke",
      credentials: next.through || next.url.origin === connector.origin,
    });
  }

  createFlow(given: string | BuiltInTrigger, values: Arguments = {}, options: FlowOptions = {}): Flow {
    if (typeof given !== "string")
      return this.#keepFlow(
        builtInFlow(this.#services, given, values, this.#connection(options.connection), options),
      );
    const id = given;
    const trigger = this.#operation(id);
    if (trigger.kind !== "webhook" && trigger.kind !== "polling") {
      throw new InputError(
        "not-a-trigger",
        `${id} is not a trigger: it has no x-ms-trigger.`,
        "Call it with invoke(), or as an action of a flow.",
      );
    }
    const connection = this.#connection(options.connection);
    const make = trigger.kind === "webhook" ? WebhookFlow : PollingFlow;
    return this.#keepFlow(new make(this.#services, trigger, values, connection, options));
  }

  #keepFlow(flow: BaseFlow): Flow {
    this.#flows.set(flow.id, flow);
    this.#services.events.emit({ type: "flow-created", flow: flow.id, operation: flow.operation });
    return flow;
  }

  start(
    options: ManualOptions,
    { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
  ): Run {
    const { ids, runs } = this.#services;
    const steps = stepsOf(options);
    for (const id of operationsOf(steps)) this.#operation(id);
    const run = runs.start(
      {
        id: ids.hex(32),
        name: options.name ?? "Started by hand",
        operation: MANUAL,
        steps,
        connection: this.#connection(options.connection),
        callbackUrl: undefined,
        options,
      },
      { statusCode: 200, headers, body: body === undefined ? undefined : toJson(body, MANUAL) },
    );
    if (run) return run;
    throw new InputError("run-refused", "The runs that go on hold too much.", "Let some of them end first.");
  }

  flow(id: string): Flow | undefined {
    return this.#flows.get(id);
  }

  flows(): Flow[] {
    return [...this.#flows.values()];
  }

  runs(): Run[] {
    return this.#services.runs.all();
  }

  run(id: string): Run | undefined {
    return this.#services.runs.get(id);
  }

  callbackOf(id: string, action: string): string {
    const run = this.#services.runs.get(id);
    const waiting = run?.actions.filter(({ status }) => status === "waiting").map(({ name }) => name) ?? [];
    if (run && waiting.includes(action))
      return this.#services.callbacks.make({ flow: run.snapshot().flow, run: id, action });
    throw new InputError(
      "no-action-waits",
      `No action "${action}" of the run waits to be called back.`,
      `Waiting: ${waiting.join(", ") || "none"}.`,
    );
  }

  orphans(): OrphanRecord[] {
    return [...this.#services.orphans];
  }

  notify(request: Request): Promise<Response> {
    return receiveNotification(this.#services, (id) => this.#flows.get(id), request);
  }

  on(listener: Parameters<Platform["on"]>[0]): () => void {
    return this.#services.events.on(listener);
  }

  events() {
    return this.#services.events.list();
  }

  exchanges() {
    return this.#services.exchanges.list();
  }

  har() {
    return toHar(this.exchanges(), { name: "connector workbench", version: "0.1.0" });
  }

  snapshot(): PlatformSnapshot {
    return {
      connector: this.#services.connector.name,
      now: new Date(this.clock.now()).toISOString(),
      throttle: { ...this.throttle },
      retryProfile: this.#services.profile.id,
      faults: this.faults(),
      violations: this.violations(),
      connections: this.connections(),
      flows: this.flows().map((flow) => flow.snapshot()),
      runs: this.runs().map((run) => run.snapshot()),
      exchanges: this.exchanges(),
      events: this.events(),
    };
  }

  async ready(): Promise<void> {
    await this.#script?.ready();
  }

  close(): void {
    this.#closed.abort(new Error("The platform was closed."));
    this.#script?.close();
    for (const flow of this.#flows.values()) flow.close();
    this.#services.runs.close();
  }

  #operation(id: string): Operation {
    const operation = this.#services.connector.model.byId.get(id);
    if (operation) return operation;
    const known = [...this.#services.connector.model.byId.keys()];
    throw new InputError(
      "operation-unknown",
      `There is no operation "${id}".`,
      `The definition has: ${known.slice(0, 12).join(", ")}${known.length > 12 ? ", …" : ""}.`,
    );
  }

  /** The connection given, else the first one made, else one made without values. */
  #connection(given: Connection | string | undefined): PlatformConnection {
    const id = typeof given === "string" ? given : given?.id;
    if (id === undefined) {
      this.#default ??= this.#connections.get(this.createConnection().id);
      if (this.#default) return this.#default;
    }
    const found = this.#connections.get(id ?? "");
    if (found) return found;
    throw new InputError(
      "connection-unknown",
      "There is no such connection.",
      "Make one with createConnection().",
    );
  }
}

function checkedThrottle(given: Partial<ThrottleSettings>): ThrottleSettings {
  const { calls, renewalPeriodSeconds, mode } = DEFAULT_THROTTLE;
  const settings = {
    calls: given.calls ?? calls,
    renewalPeriodSeconds: given.renewalPeriodSeconds ?? renewalPeriodSeconds,
    mode: given.mode ?? mode,
  };
  if (!Number.isInteger(settings.calls) || settings.calls < 1 || !(settings.renewalPeriodSeconds > 0)) {
    throw new InputError(
      "throttle-settings",
      "The throttle needs a whole number of calls, at least 1, and a period above 0 seconds.",
      "Correct the settings.",
    );
  }
  return settings;
}
