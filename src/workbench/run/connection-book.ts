/** Connections under names that outlive the platform they are made on. */
import { InputError } from "../../json/problem.ts";
import type { Connection } from "../../platform/index.ts";
import type { ConnectionParameter, ConnectionRequest, ConnectionView } from "../api.ts";
import type { WorkbenchBackend } from "../backends/backend.ts";
import type { Runtime } from "./runtime.ts";
import { standIns } from "./stand-ins.ts";

interface Entry {
  id: string;
  request: ConnectionRequest;
  user: string | undefined;
  connection: Connection;
}

/** More than anybody switches between. */
const MAX_CONNECTIONS = 200;

export class ConnectionBook {
  /** Which one is used where nobody names one. */
  default: string | undefined;
  readonly #runtime: Runtime;
  readonly #backend: WorkbenchBackend;
  readonly #onChange: () => void;
  readonly #entries = new Map<string, Entry>();
  /** By the platform's own id; those of former platforms included. */
  readonly #names = new Map<string, string>();
  #parameters: readonly ConnectionParameter[] = [];
  #count = 0;
  #making: string | undefined;

  constructor(runtime: Runtime, backend: WorkbenchBackend, onChange: () => void) {
    this.#runtime = runtime;
    this.#backend = backend;
    this.#onChange = onChange;
  }

  nameOf(platformConnection: string): string | undefined {
    // The platform announces a connection while it is made, before its id is known here.
    if (this.#making !== undefined && !this.#names.has(platformConnection))
      this.#names.set(platformConnection, this.#making);
    return this.#names.get(platformConnection);
  }

  /** @throws {InputError} for values the connector does not take, users the world does not know */
  connect(request: ConnectionRequest): ConnectionView {
    if (this.#entries.size >= MAX_CONNECTIONS)
      throw new InputError(
        "too-many-connections",
        `There are already ${MAX_CONNECTIONS} connections.`,
        "Use one of them.",
      );
    const made = this.#make(`c${this.#count + 1}`, request);
    this.#count++;
    if (request.makeDefault !== false || this.default === undefined) this.default = made.id;
    this.#onChange();
    return this.#view(made);
  }

  /** Makes every connection on a new platform, as far as it still fits; the first one if there is none. */
  remake(parameters: readonly ConnectionParameter[]): void {
    this.#parameters = parameters;
    for (const { id, request } of [...this.#entries.values()]) {
      try {
        this.#make(id, request);
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        this.#entries.delete(id);
        const text = `A connection no longer matches the connector: ${error.message}`;
        this.#runtime.tell("connection-lost", "attention", text, { connection: id });
      }
    }
    if (!this.#entries.has(this.default ?? "")) this.default = this.#entries.keys().next().value;
    if (this.#entries.size > 0) return;
    try {
      this.connect({});
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const text = `No connection could be created: ${error.message}`;
      this.#runtime.tell("connection-failed", "attention", text, {});
    }
  }

  /** @throws {InputError} `connection-unknown` */
  get(id: string | undefined): Connection {
    const found = this.#entries.get(id ?? this.default ?? "");
    if (found) return found.connection;
    throw new InputError(
      "connection-unknown",
      id === undefined ? "There is no connection yet." : `There is no connection "${id}".`,
      "Make one with POST /api/connections.",
    );
  }

  views(): ConnectionView[] {
    return [...this.#entries.values()].map((entry) => this.#view(entry));
  }

  #view({ id, user, connection }: Entry): ConnectionView {
    const snapshot = connection.snapshot();
    return {
      ...snapshot,
      id,
      ...(user === undefined ? {} : { user }),
      callsLeft: Math.max(0, this.#runtime.throttle.calls - snapshot.callsInWindow),
    };
  }

  #make(id: string, request: ConnectionRequest): Entry {
    const needed = this.#needed(request.parameterSet);
    if (request.user !== undefined && !this.#backend.connectionValues)
      throw new InputError(
        "no-users",
        "Only the mocked Bookings service knows users.",
        "Give the values of the connection's parameters instead.",
      );
    const known = this.#backend.connectionValues?.(request.user, needed);
    const values = this.#guarded({ ...standIns(needed), ...known?.values, ...request.values }, needed);
    const { displayName = known?.user, parameterSet } = request;
    this.#making = id;
    try {
      const connection = this.#runtime.platform.createConnection(values, {
        ...(displayName === undefined ? {} : { displayName }),
        ...(parameterSet === undefined ? {} : { parameterSet }),
      });
      const made: Entry = { id, request, user: known?.user, connection };
      this.#entries.set(id, made);
      return made;
    } finally {
      this.#making = undefined;
    }
  }

  /** What a connection asks for: the parameters for all, and those of one way to sign in, which win. */
  #needed(set: string | undefined): ConnectionParameter[] {
    const chosen = set ?? this.#parameters.find((one) => one.set !== undefined)?.set;
    const byName = new Map<string, ConnectionParameter>();
    for (const parameter of this.#parameters)
      if (parameter.set === undefined || parameter.set === chosen) byName.set(parameter.name, parameter);
    return [...byName.values()];
  }

  /** Whatever is secret among the values is known to the redactor from now on, tokens as they are issued. */
  #guarded(
    values: Record<string, unknown>,
    parameters: readonly ConnectionParameter[],
  ): Record<string, unknown> {
    const { redactor } = this.#runtime;
    const result: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(values)) {
      if (typeof value === "string" && parameters.some((one) => one.name === name && one.secret))
        redactor.addSecret(value);
      result[name] =
        typeof value === "function"
          ? async () => {
              const token = String(await (value as () => unknown)());
              redactor.addSecret(token);
              return token;
            }
          : value;
    }
    return result;
  }
}
