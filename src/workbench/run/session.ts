/**
 * The connector at work: one platform at a time, and what outlives it. A changed definition, another retry profile or product set
 * the platform up again; flows, connections, runs, exchanges and events stay, under the workbench's own names.
 */

import type { ConnectorFolder } from "../../definition/connector-folder.ts";
import { rereadExact, stringifyExact } from "../../json/exact-numbers.ts";
import { InputError } from "../../json/problem.ts";
import { hideKnown } from "../../machine/redaction/known.ts";
import { Redactor } from "../../machine/redaction/redactor.ts";
import {
  type Clock,
  createPlatform,
  type ExchangeRecord,
  type Fault,
  type Platform,
  type PlatformEvent,
  type Product,
  type RetryProfileId,
  type Run,
  type ThrottleSettings,
  type Violation,
} from "../../platform/index.ts";
import { DEFAULT_THROTTLE } from "../../platform/limits.ts";
import type { ConnectionParameter, JsonObject, WorkbenchEvent } from "../api.ts";
import type { WorkbenchBackend } from "../backends/backend.ts";
import { ConnectionBook } from "./connection-book.ts";
import type { WorkbenchLog } from "./event-log.ts";
import { wordPlatformEvent, wordRemade } from "./event-words.ts";
import { ExchangeFeed, type ExchangeStore, PLATFORM_KEEP } from "./exchange-store.ts";
import { FlowBook } from "./flow-book.ts";
import { RunBook } from "./run-book.ts";
import type { EventSubject, Runtime } from "./runtime.ts";

export interface SessionParts {
  clock: Clock;
  backend: WorkbenchBackend;
  log: WorkbenchLog;
  exchanges: ExchangeStore;
  /** Makes ids repeatable, for tests. */
  seed: string | undefined;
  callbackBase: string | undefined;
  /** Whether the connector's own code is run. */
  runScript: boolean;
  /** What will go wrong when a connector runs, as far as its files show it. */
  faultsOf(connector: ConnectorFolder): Fault[];
  onChange(): void;
}

/** Violations and ids remembered. */
const MAX_VIOLATIONS = 50;

export class Session implements Runtime {
  readonly flows: FlowBook;
  /** Knows the secrets of every connection there was. */
  readonly redactor = new Redactor();
  readonly runs = new RunBook(this.redactor);
  readonly connections: ConnectionBook;
  product: Product = "power-automate";
  retryProfile: RetryProfileId = "power-automate-low";
  violations: Violation[] = [];
  violationCount = 0;
  /** Why there is no platform. */
  notRunnable: { message: string; help: string } | undefined;
  readonly #parts: SessionParts;
  #platform: Platform | undefined;
  #detach: () => void = () => {};
  #source: { connector: ConnectorFolder; parameters: readonly ConnectionParameter[] } | undefined;
  #throttle: Partial<ThrottleSettings> = {};
  #setups = 0;
  #feed: ExchangeFeed | undefined;
  /** Setting up happens one after the other, and nothing is done to flows meanwhile. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.connections = new ConnectionBook(this, parts.backend, parts.onChange);
    this.flows = new FlowBook(this, this.connections, this.runs);
    parts.exchanges.feedFrom(() => this.#feed?.take());
  }

  get platform(): Platform {
    if (this.#platform) return this.#platform;
    throw new InputError(
      "not-runnable",
      this.notRunnable?.message ?? "There is no connector to run.",
      this.notRunnable?.help ?? "Correct the definition first.",
    );
  }

  /** How often the platform was set up. */
  get setUps(): number {
    return this.#setups;
  }

  get faults(): Fault[] {
    return this.#platform?.faults() ?? [];
  }

  get throttle(): ThrottleSettings {
    return this.#platform ? { ...this.#platform.throttle } : { ...DEFAULT_THROTTLE, ...this.#throttle };
  }

  /** Runs another connector, or the same one again. Flows that were on subscribe again. */
  use(connector: ConnectorFolder, parameters: readonly ConnectionParameter[]): Promise<void> {
    this.#source = { connector, parameters };
    return this.setUp();
  }

  setUp(): Promise<void> {
    return this.exclusive(async () => {
      if (!this.#source) return;
      await this.flows.suspend();
      this.#dispose();
      this.#start(this.#source.connector);
      if (this.#platform) this.connections.remake(this.#source.parameters);
      await this.flows.resume();
      this.#parts.onChange();
    });
  }

  exclusive<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(work);
    this.#queue = done.catch(() => undefined);
    return done;
  }

  /** Waits until a set-up that is under way is done. */
  async ready(): Promise<void> {
    await this.#queue;
  }

  #start(connector: ConnectorFolder): void {
    const { clock, backend, exchanges, seed, callbackBase, runScript } = this.#parts;
    this.notRunnable = undefined;
    try {
      const platform = createPlatform({
        connector,
        faults: this.#parts.faultsOf(connector),
        clock,
        backend: exchanges.remember(backend.handle),
        product: this.product,
        retryProfile: this.retryProfile,
        throttle: this.#throttle,
        keep: PLATFORM_KEEP,
        ...(runScript && connector.script ? { script: "run" as const } : {}),
        ...(callbackBase === undefined ? {} : { callback: { base: callbackBase } }),
        ...(seed === undefined ? {} : { seed: `${seed} ${this.#setups}` }),
      });
      this.#setups++;
      this.#platform = platform;
      this.#feed = new ExchangeFeed(platform, exchanges, (record) => this.#translate(record));
      // What it said while it was made, nobody could hear.
      for (const event of platform.events()) this.#hear(event);
      this.#detach = platform.on((event) => this.#hear(event));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.notRunnable = { message: error.message, help: error.help };
    }
  }

  #dispose(): void {
    this.#detach();
    this.#feed?.take();
    this.#feed = undefined;
    this.#platform?.close();
    this.#platform = undefined;
  }

  close(): void {
    this.#dispose();
  }

  /** Holds for the next call. */
  changeThrottle(change: Partial<ThrottleSettings>): void {
    const next = { ...this.throttle, ...change };
    if (!Number.isInteger(next.calls) || next.calls < 1 || !(next.renewalPeriodSeconds > 0))
      throw new InputError(
        "throttle-settings",
        "The throttle takes a whole number of calls from 1 and a period above 0 seconds.",
        "Correct the settings.",
      );
    this.#throttle = next;
    // Connections look at the platform's settings at every call.
    if (this.#platform) Object.assign(this.#platform.throttle, next);
    this.#parts.onChange();
  }

  /** A text that leaves the process: without the secrets of connections and of the connector's files, in whatever form. */
  show(text: string): string {
    return hideKnown(this.redactor.values(text));
  }

  /** A text without any secret, of connections, of the connector's files, or told by its form. */
  hidden(text: string): string {
    return this.redactor.text(text);
  }

  /** A copy without secrets. */
  clean<T>(value: T): T {
    return value === undefined ? value : (rereadExact(this.redactor.text(stringifyExact(value))) as T);
  }

  // ------------------------------------------------------------------------------------------------------------ events

  /** The workbench's number of an exchange of the platform that now runs. */
  exchangeNumber(platformNumber: number): number {
    return this.#feed?.numberOf(platformNumber) ?? 0;
  }

  tell(
    type: string,
    mood: WorkbenchEvent["mood"],
    text: string,
    about: EventSubject,
    facts: JsonObject = {},
  ): void {
    const at = new Date(this.#parts.clock.now()).toISOString();
    this.#parts.log.add({ at, source: "workbench", type, mood, text, ...about, facts });
  }

  #hear(event: PlatformEvent): void {
    const { number: _number, at, type, ...rest } = event;
    const facts = rest as JsonObject & {
      flow?: string;
      run?: string;
      connection?: string;
      operation?: string;
    };
    const { flow, run, connection, operation, ...others } = facts;
    const ownFlow = flow === undefined ? undefined : this.flows.nameOf(flow);
    const exchange =
      "exchange" in event && event.exchange !== undefined ? this.#feed?.numberOf(event.exchange) : undefined;
    delete others["exchange"];
    const remade = type === "flow-created" ? this.flows.remaking : undefined;
    const worded = remade
      ? wordRemade(remade, this.flows.displayName(ownFlow ?? ""))
      : wordPlatformEvent(event, this.#nameOf(ownFlow));
    if (ownFlow !== undefined) this.flows.noteChange(ownFlow);
    if (type === "violation-found") this.#noteViolation(event.violation);
    if (type === "notification-accepted" || type === "notification-refused") this.#parts.exchanges.expect();
    if (type === "run-started") this.#noteRun(event.run, ownFlow ?? event.flow);
    this.#parts.log.add({
      at,
      source: "platform",
      type: remade ? "flow-remade" : type,
      ...this.clean(worded),
      ...(operation === undefined ? {} : { operation }),
      ...(connection === undefined ? {} : { connection: this.connections.nameOf(connection) ?? connection }),
      ...(ownFlow === undefined ? {} : { flow: ownFlow }),
      ...(run === undefined ? {} : { run }),
      ...(exchange === undefined ? {} : { exchange }),
      facts: this.clean(others),
    });
    this.#parts.onChange();
  }

  #noteViolation(violation: Violation): void {
    this.violationCount++;
    this.violations.push(violation);
    if (this.violations.length > MAX_VIOLATIONS) this.violations.shift();
  }

  /** Undefined for a flow that has not been given its name yet. */
  #nameOf(flow: string | undefined): string | undefined {
    const name = flow === undefined ? undefined : this.flows.displayName(flow);
    return name === flow ? undefined : name;
  }

  #noteRun(id: string, flow: string): void {
    const run: Run | undefined = this.#platform?.run(id);
    if (run) this.runs.add(run, flow);
  }

  /** A record under the workbench's names of flow and connection. */
  #translate(record: ExchangeRecord): ExchangeRecord {
    const { flow, connection } = record;
    return {
      ...record,
      ...(flow === undefined ? {} : { flow: this.flows.nameOf(flow) ?? flow }),
      ...(connection === undefined ? {} : { connection: this.connections.nameOf(connection) ?? connection }),
    };
  }
}
