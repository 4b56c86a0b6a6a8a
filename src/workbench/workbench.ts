/** The workbench: one connector folder, read, watched, shown and run. Knows no HTTP; the server and offline files are made of it. */

import { randomBytes } from "node:crypto";
import type { BookingsEvent, WorldSpec } from "../bookings/index.ts";
import { buildModel } from "../definition/model.ts";
import { InputError } from "../json/problem.ts";
import { isLeftover } from "../machine/files/write-whole.ts";
import { counted } from "../machine/terminal/counted.ts";
import { type Clock, createRealClock } from "../platform/index.ts";
import type { Rule } from "../rules/language/rule.ts";
import { runTimeRulesOf } from "../rules/load-rules.ts";
import { runTimeFaults } from "../validation/run-time-faults.ts";
import type {
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
import { changeSettings } from "./run/change-settings.ts";
import { WorkbenchLog } from "./run/event-log.ts";
import { wordServiceEvent } from "./run/event-words.ts";
import { ExchangeStore } from "./run/exchange-store.ts";
import { builtInTitle } from "./run/flow-trigger.ts";
import { SampleBook } from "./run/sample-book.ts";
import { Session } from "./run/session.ts";
import { ScenarioBook } from "./scenario/scenario-book.ts";
import { Shipping } from "./ship/ship.ts";
import { formOf } from "./sources/form.ts";
import { Sources } from "./sources/sources.ts";
import { stateOf } from "./state.ts";

export interface WorkbenchOptions {
  /** Folder of the connector, or its definition file. */
  folder: string;
  rules: readonly Rule[];
  /** A server of this machine to use as the service. */
  backend?: string | undefined;
  /** The world of the mocked Bookings service. */
  world?: WorldSpec | undefined;
  /** Time of everything that runs; the machine's, movable forward, by default. */
  clock?: Clock | undefined;
  /** Compiles and runs the connector's script.csx with the .NET SDK of this machine; else it is not run, and that is said. */
  runScript?: boolean | undefined;
  /** Nobody has chosen this connector among the several that there are. */
  undecided?: boolean | undefined;
  /** Makes ids repeatable. */
  seed?: string | undefined;
  /** Where a service of this machine reaches {@link Workbench.notify}; callback addresses begin with it. */
  callbackBase?: string | undefined;
  /** Keeps flows, forms, events and the like in the connector's folder, over restarts; false by default. */
  keep?: boolean | undefined;
}

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
  /** Nobody has chosen this connector among the several that there are. */
  readonly undecided: boolean;
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
  readonly #onClose = new Set<() => void>();
  readonly #realStart = Date.now();

  /** @throws {InputError} for a folder that is not there, a backend or world that cannot be used */
  constructor(options: WorkbenchOptions) {
    this.clock = options.clock ?? createRealClock();
    this.#startedAt = this.clock.now();
    this.undecided = options.undecided === true;
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
      return (head && (head.title || head.operationId)) ?? builtInTitle(id);
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

  /** @param before what was shown until the files were read again */
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
    // Another layout of the same values is no reason to subscribe again.
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
    return stateOf(this);
  }

  /** Milliseconds by which its clock was moved ahead of the real one since the start. */
  get aheadMs(): number {
    return Math.max(0, Math.round(this.clock.now() - this.#startedAt - (Date.now() - this.#realStart)));
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

  /** An operation of the definition as it is on disk now: what a change would be made to. */
  form(operationId: string): FormAnswer | undefined {
    const { current } = this.project;
    const operation = current.view.operation(operationId);
    const form = operation && formOf(current, operation, this.views.usage(current));
    for (const field of form?.groups.flatMap(({ fields }) => fields) ?? [])
      if (field.value !== undefined) field.value = this.sources.masked(field.value);
    return form;
  }

  /** Reads again what was just written, without waiting for the watcher, and says that it was. */
  async saved(answer: SaveAnswer): Promise<SaveAnswer> {
    const { change, notes } = answer;
    if (change) await this.#tellWritten("saved", `${change.label}.`, notes);
    return answer;
  }

  /** Fixes files on disk and reads them at once, without waiting for the watcher. */
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
    await changeSettings(this, change);
    return this.state();
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
