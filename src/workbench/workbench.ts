/** The workbench: one connector folder, read, watched, shown and run. Knows no HTTP; the server and offline files are made of it. */

import { randomBytes } from "node:crypto";
import type { BookingsEvent, WorldSpec } from "../bookings/index.ts";
import { buildModel } from "../definition/model.ts";
import { InputError } from "../json/problem.ts";
import { isLeftover } from "../machine/files/write-whole.ts";
import { counted } from "../machine/terminal/counted.ts";
import { VERSION } from "../machine/version.ts";
import { type Clock, createRealClock, RETRY_PROFILES } from "../platform/index.ts";
import type { Rule } from "../rules/language/rule.ts";
import { runTimeRulesOf } from "../rules/load-rules.ts";
import { runTimeFaults } from "../validation/run-time-faults.ts";
import type {
  ConnectorInfo,
  FixAnswer,
  FixRequest,
  FormAnswer,
  Part,
  RawAnswer,
  SaveAnswer,
  SettingsChange,
  WorkbenchState,
} from "./api.ts";
import type { WorkbenchBackend } from "./backends/backend.ts";
import { chooseBackend } from "./backends/choose.ts";
import { Comparing } from "./compare/comparing.ts";
import type { Desk } from "./desk.ts";
import type { Keeper } from "./keep/keeper.ts";
import { PageBook } from "./keep/page-book.ts";
import { type KeptName, keeperOf } from "./keep/parts.ts";
import { fixFindings } from "./project/fix.ts";
import { Project } from "./project/project.ts";
import { rawOperation } from "./project/raw.ts";
import { Views } from "./project/views.ts";
import { CallBook } from "./run/call-book.ts";
import { WorkbenchLog } from "./run/event-log.ts";
import { wordServiceEvent } from "./run/event-words.ts";
import { ExchangeStore } from "./run/exchange-store.ts";
import { SampleBook } from "./run/sample-book.ts";
import { Session } from "./run/session.ts";
import { ScenarioBook } from "./scenario/scenario-book.ts";
import { Shipping } from "./ship/ship.ts";
import { formOf } from "./sources/form.ts";
import { Sources } from "./sources/sources.ts";

export interface WorkbenchOptions {
  /** Folder of the connector, or its definition file. */
  folder: string;
  rules: readonly Rule[];
  /** A server of this machine to use as the service. */
  backend?: string | undefined;
  /** The world of the mocked Bookings service. */
  world?: WorldSpec | undefined;
  /** Time of everything that runs; the machine's, movable forward, unless given. */
  clock?: Clock | undefined;
  /** Compiles and runs the connector's script.csx with the .NET SDK of this machine; else it is not run, and that is said. */
  runScript?: boolean | undefined;
  /** Nobody has chosen this connector among the several that there are. */
  undecided?: boolean | undefined;
  /** Makes ids repeatable. */
  seed?: string | undefined;
  /** Where a service of this machine reaches {@link Workbench.notify}; callback addresses begin with it. */
  callbackBase?: string | undefined;
  /** Keeps flows, forms, events and the like in the connector's folder, over restarts; false unless given. */
  keep?: boolean | undefined;
}

/** The longest that time is moved at once. */
const LONGEST_ADVANCE = 366 * 86_400;

export class Workbench {
  readonly clock: Clock;
  readonly project: Project;
  readonly views: Views;
  readonly log = new WorkbenchLog();
  readonly exchanges = new ExchangeStore();
  readonly session: Session;
  readonly backend: WorkbenchBackend;
  readonly sources: Sources;
  readonly shipping: Shipping;
  readonly comparing: Comparing;
  readonly id = randomBytes(8).toString("hex");
  readonly calls = new CallBook();
  readonly samples = new SampleBook();
  readonly scenarios = new ScenarioBook();
  /** What the page keeps here: forms, and what was seen last. */
  readonly page = new PageBook();
  readonly #versions: Record<Part, number> = {
    design: 1,
    findings: 1,
    state: 1,
    desk: 1,
    calls: 1,
    scenarios: 1,
  };
  readonly #keeper: Keeper | undefined;
  readonly #listeners = new Set<() => void>();
  /** Revision that the platform runs. */
  #running: string | undefined;
  readonly #startedAt: number;
  readonly #undecided: boolean;
  readonly #onClose = new Set<() => void>();
  readonly #realStart = Date.now();

  /** @throws {InputError} for a folder that is not there, a backend or world that cannot be used */
  constructor(options: WorkbenchOptions) {
    this.clock = options.clock ?? createRealClock();
    this.#startedAt = this.clock.now();
    this.#undecided = options.undecided === true;
    this.project = new Project(options.folder, options.rules);
    this.views = new Views(this.project);
    this.backend = chooseBackend(buildModel(this.project.shown.connector.definition?.value), {
      clock: this.clock,
      url: options.backend,
      world: options.world,
      deliver: (request) => this.notify(request),
      onServiceEvent: (event) => this.#hearService(event),
    });
    this.shipping = new Shipping(this.project);
    this.comparing = new Comparing(this.project);
    this.comparing.keep(this.project.good);
    const runTimeRules = runTimeRulesOf(options.rules);
    this.session = new Session({
      clock: this.clock,
      backend: this.backend,
      log: this.log,
      exchanges: this.exchanges,
      seed: options.seed,
      runScript: options.runScript === true,
      callbackBase: options.callbackBase,
      faultsOf: (connector) => runTimeFaults(runTimeRules, connector),
      onChange: () => this.touch("state"),
    });
    const { redactor } = this.session;
    this.sources = new Sources(this.project, {
      dots: (text) => redactor.dots(text),
      show: (text) => this.session.show(text),
    });
    if (options.keep === true) this.#keeper = keeperOf(this);
    this.session.flows.onChange = () => this.kept("flows");
    this.log.on(() => this.kept("history"));
    this.session.flows.titleOf = (id) => {
      const head = this.project.shown.view.find(id);
      return head && (head.title || head.operationId);
    };
  }

  /** Reads the definition for the first time and gets ready to run it. */
  async start(): Promise<void> {
    await this.#keeper?.load();
    this.#tellRead();
    for (const name of this.project.current.connector.entries.filter(isLeftover))
      this.session.tell(
        "leftover",
        "bad",
        `${name} was left by a run that was ended while it wrote; delete it.`,
        {},
      );
    await this.#run();
    await this.#keeper?.loadLate();
    if (this.#keeper) this.touch("state", "calls", "scenarios");
  }

  /** Something that is kept has changed. */
  kept(part: KeptName): void {
    this.#keeper?.touch(part);
  }

  /** Reads the folder again; what has changed is shown, validated and run. */
  async reload(): Promise<void> {
    const before = this.project.good;
    if (this.project.reload()) await this.#takeReading(before);
  }

  /** @param before what was shown until the files were read anew */
  async #takeReading(before: Project["good"]): Promise<void> {
    this.touch("findings", "state");
    if (this.project.good !== before) this.touch("design");
    this.comparing.keep(this.project.good);
    this.#tellRead();
    await this.#run();
  }

  async #run(): Promise<void> {
    const { good } = this.project;
    if (!good) return;
    const { definition, properties } = good.connector;
    // Another layout of the same values is no reason to subscribe anew.
    const running = JSON.stringify([definition?.value, properties?.value]);
    if (running === this.#running) return;
    this.#running = running;
    this.backend.use(buildModel(definition?.value));
    await this.session.use(good.connector, this.views.design().connectionParameters);
    this.touch("state", "desk");
  }

  #tellRead(): void {
    const { number, view } = this.project.current;
    const { error, warning, info } = this.views.counts();
    const { failure } = view.head;
    const counts = [counted(error, "error"), counted(warning, "warning"), counted(info, "info")].join(", ");
    const text = failure
      ? `The files were read, but the definition cannot be used: ${failure.message}`
      : `The files were read: ${counted(view.operations.length, "operation")}, ${counts}.`;
    this.session.tell(
      "files-read",
      failure ? "bad" : "plain",
      text,
      {},
      { revision: number, error, warning, info },
    );
  }

  /** Takes a notification as the platform's front end does. */
  async notify(request: Request): Promise<Response> {
    try {
      return await this.session.platform.notify(request);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      return Response.json({ error: { code: error.code, message: error.message } }, { status: 503 });
    }
  }

  #hearService(event: BookingsEvent): void {
    const { name, sequence: _sequence, at, ...facts } = event;
    const operation = "operation" in facts ? facts.operation : undefined;
    const address =
      "callback" in facts ? /\/workflows\/([0-9a-f]{32})\//.exec(facts.callback)?.[1] : undefined;
    const flow = address === undefined ? undefined : this.session.flows.nameOf(address);
    this.log.add({
      at: new Date(at).toISOString(),
      source: "service",
      type: name,
      ...this.session.clean(wordServiceEvent(event)),
      ...(operation === undefined ? {} : { operation }),
      ...(flow === undefined ? {} : { flow }),
      facts: this.session.clean(JSON.parse(JSON.stringify(facts))),
    });
    this.touch("desk");
  }

  // ------------------------------------------------------------------------------------------------------------- state

  /** Says that parts have changed; whoever listens asks for them when it suits. */
  touch(...parts: Part[]): void {
    for (const part of parts) this.#versions[part]++;
    for (const listener of this.#listeners) listener();
  }

  onTouch(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get versions(): Record<Part, number> {
    return { ...this.#versions };
  }

  state(): WorkbenchState {
    const { session, clock, log } = this;
    const next = clock.pending()[0];
    return {
      workbench: { version: VERSION, session: this.id, ...(this.#undecided ? { undecided: true } : {}) },
      versions: this.versions,
      connector: this.#connector(),
      findings: this.views.counts(),
      backend: this.backend.info,
      clock: {
        now: new Date(clock.now()).toISOString(),
        aheadMs: Math.max(0, Math.round(clock.now() - this.#startedAt - (Date.now() - this.#realStart))),
        nextAt: next === undefined ? undefined : new Date(next).toISOString(),
      },
      settings: {
        product: session.product,
        retryProfile: session.retryProfile,
        retryProfiles: RETRY_PROFILES.map(({ id }) => id),
        throttle: session.throttle,
        quirks: this.backend.quirks.list(),
        faultPresets: this.backend.faults.presets,
        faults: this.backend.faults.list(),
      },
      connections: session.connections.views(),
      defaultConnection: session.connections.default,
      flows: session.flows.views(),
      faults: session.faults,
      violations: session.clean(session.violations),
      counts: {
        runs: session.runs.count,
        exchanges: this.exchanges.count,
        events: log.last,
        violations: session.violationCount,
      },
      lastEvent: log.last,
    };
  }

  #connector(): ConnectorInfo {
    const { project, session } = this;
    const { current, shown } = project;
    const { connector } = current;
    const { failure } = current.view.head;
    const files = (
      ["definition", "properties", "settings", "icon", "script", "readme", "intro"] as const
    ).flatMap((part) => {
      const file = connector[part];
      if (!file) return [];
      const encoding = "encoding" in file ? { encoding: file.encoding } : {};
      return [{ part, file: file.file, bytes: file.bytes.length, ...encoding }];
    });
    return {
      name: connector.name,
      folder: project.target,
      title: shown.view.head.title,
      revision: current.number,
      readAt: new Date(current.readAt).toISOString(),
      stale: failure && {
        message: failure.message,
        help: failure.help,
        since: new Date(project.staleSince ?? current.readAt).toISOString(),
      },
      notRunnable: session.notRunnable,
      files,
    };
  }

  // ------------------------------------------------------------------------------------------------------------- deeds

  raw(operationId: string): RawAnswer | undefined {
    const { shown } = this.project;
    const operation = shown.view.operation(operationId);
    const { views } = this;
    return (
      operation && rawOperation(shown, operation, views.usage(shown), views.findingsOf(shown, operationId))
    );
  }

  /** An operation of the definition as it now lies on disk: what a change would be made to. */
  form(operationId: string): FormAnswer | undefined {
    const { current } = this.project;
    const operation = current.view.operation(operationId);
    const form = operation && formOf(current, operation, this.views.usage(current));
    for (const field of form?.groups.flatMap(({ fields }) => fields) ?? [])
      if (field.value !== undefined) field.value = this.sources.masked(field.value);
    return form;
  }

  /** Reads anew what was just written, without waiting for the watcher, and says that it was. */
  async saved(answer: SaveAnswer): Promise<SaveAnswer> {
    const { change, notes } = answer;
    if (change) await this.#tellWritten("saved", `${change.label}.`, notes);
    return answer;
  }

  /** Mends files on disk and reads them at once, without waiting for the watcher. */
  async fix(request: FixRequest): Promise<FixAnswer> {
    const { current, good } = this.project;
    const { answer, files: changed } = fixFindings(this.project, request);
    // Reading before fixing may have found changes of its own.
    if (this.project.current !== current) await this.#takeReading(good);
    if (answer.written) {
      const findings = counted(answer.applied.length, "finding");
      answer.change = this.sources.note(`Fixed ${findings}`, changed).id;
      const files = answer.files.map(({ file }) => file).join(" and ");
      await this.#tellWritten("fixed", `${findings} fixed in ${files}.`, answer.notes);
    }
    return answer;
  }

  async #tellWritten(type: "saved" | "fixed", text: string, notes: readonly string[]): Promise<void> {
    this.session.tell(type, "good", text, {});
    for (const note of notes) this.session.tell(type, "plain", note, {});
    await this.reload();
  }

  /** @throws {InputError} for what cannot be set; what was done before it stays done */
  async change(change: SettingsChange): Promise<WorkbenchState> {
    const { backend, session } = this;
    if (change.quirks) {
      if (Object.keys(change.quirks).length > 0 && backend.quirks.list().length === 0)
        throw new InputError(
          "unknown-quirk",
          "This backend has no deviations to switch.",
          "Only the mocked Bookings service has.",
        );
      backend.quirks.set(change.quirks);
      for (const [id, on] of Object.entries(change.quirks))
        this.#tellSetting(`The deviation ${id} was turned ${on ? "on" : "off"}.`);
    }
    if (change.inject) {
      backend.faults.inject(change.inject);
      const { preset } = change.inject;
      const label = backend.faults.presets.find(({ id }) => id === preset)?.label;
      this.#tellSetting(`${label === undefined ? "A fault" : `The fault "${label}"`} was turned on.`);
    }
    if (change.clearFaults !== undefined) {
      const before = backend.faults.list().length;
      backend.faults.clear(change.clearFaults === true ? undefined : change.clearFaults);
      const cleared = before - backend.faults.list().length;
      if (cleared > 0)
        this.#tellSetting(`${counted(cleared, "fault")} ${cleared === 1 ? "was" : "were"} turned off.`);
    }
    if (change.throttle) session.changeThrottle(change.throttle);
    const { retryProfile = session.retryProfile, product = session.product } = change;
    if (retryProfile !== session.retryProfile || product !== session.product) {
      session.retryProfile = retryProfile;
      session.product = product;
      await session.setUp();
    }
    if (change.advanceSeconds !== undefined) await this.#advance(change.advanceSeconds);
    this.touch("state", "desk");
    return this.state();
  }

  #tellSetting(text: string): void {
    this.session.tell("setting-changed", "plain", text, {});
  }

  async #advance(seconds: number): Promise<void> {
    if (!(seconds >= 0 && seconds <= LONGEST_ADVANCE))
      throw new InputError(
        "bad-advance",
        `Time moves forward by 0 to ${LONGEST_ADVANCE} seconds, not by ${seconds}.`,
        "Give a number in that range.",
      );
    await this.clock.advance(seconds * 1000);
    this.session.tell(
      "clock-moved",
      "plain",
      `The clock was moved forward by ${seconds} s.`,
      {},
      { seconds },
    );
  }

  /** @throws {InputError} `no-desk` */
  get desk(): Desk {
    if (this.backend.desk) return this.backend.desk;
    throw new InputError(
      "no-desk",
      "There is no booking desk: the mocked Bookings service is not behind this connector.",
      "Fire the trigger of a flow by hand instead.",
    );
  }

  /** Waits until what is under way has reached its next wait, so that an answer shows what a deed led to. */
  async settle(): Promise<void> {
    await this.clock.settle();
  }

  /** Told when this workbench ends, such as when another connector is opened. */
  onClose(listener: () => void): () => void {
    this.#onClose.add(listener);
    return () => this.#onClose.delete(listener);
  }

  close(): void {
    for (const listener of [...this.#onClose]) listener();
    this.#keeper?.close();
    this.session.close();
    this.backend.close();
  }
}
