/** A connection: who somebody is to the service, and how many calls they have made lately. */

import { type ConnectionParameter, signInsOf } from "../../definition/connection.ts";
import { ownObject, ownString } from "../../json/values.ts";
import type { Clock } from "../../machine/clock.ts";
import type { Redactor } from "../../machine/redaction/redactor.ts";
import { HIDDEN } from "../../machine/redaction/url.ts";
import type { Connection, ConnectionOptions, ConnectionSnapshot } from "../api.ts";
import type { LoadedConnector } from "../connector-source.ts";
import type { Call } from "../invoke/call.ts";
import type { Throttle } from "../throttle.ts";
import type { Authenticator, Credentials } from "./auth/authenticator.ts";
import { authenticatorFor } from "./auth/authenticators.ts";
import { NotSignedIn, TokenKeeper } from "./oauth-token.ts";
import { type ConnectionValues, checkValues, readParameters } from "./parameters.ts";

export class PlatformConnection implements Connection, Credentials {
  readonly id: string;
  readonly throttle: Throttle;
  status: ConnectionSnapshot["status"] = "connected";
  readonly #parameters: ConnectionParameter[];
  #values: ConnectionValues;
  readonly #keepers = new Map<string, TokenKeeper>();
  /** Called when somebody has signed in again. */
  onSignIn: (() => Promise<void>) | undefined;
  readonly #authenticators: Authenticator[];
  readonly #redactor: Redactor;
  readonly #options: ConnectionOptions;
  #given: Record<string, unknown>;
  #revoked = false;
  readonly #displayName: string;
  readonly #createdAt: number;
  readonly #clock: Clock;

  /** @throws {InputError} for values that do not fit the connector's parameters */
  constructor(
    connector: LoadedConnector,
    values: Record<string, unknown>,
    options: ConnectionOptions,
    parts: { id: string; throttle: Throttle; redactor: Redactor; clock: Clock },
  ) {
    this.id = parts.id;
    this.throttle = parts.throttle;
    this.#redactor = parts.redactor;
    this.#options = options;
    const title = ownString(ownObject(connector.model.root, "info"), "title");
    this.#displayName = options.displayName ?? (title || connector.name);
    this.#clock = parts.clock;
    this.#createdAt = parts.clock.now();
    this.#parameters = readParameters(connector.properties, options.parameterSet);
    this.#given = values;
    this.#values = this.#take(values);
    this.#authenticators = signInsOf(connector.model.root, this.#parameters).map(authenticatorFor);
    for (const { secretNames } of this.#authenticators)
      for (const name of secretNames) this.#redactor.addName(name);
  }

  value(name: string): string | undefined {
    const exact = this.#values.texts.get(name);
    if (exact !== undefined) return exact;
    const wanted = name.toLowerCase();
    for (const [key, text] of this.#values.texts) if (key.toLowerCase() === wanted) return text;
    return undefined;
  }

  /** Checks values, and keeps the secret ones out of everything that is shown. */
  #take(values: Record<string, unknown>): ConnectionValues {
    const checked = checkValues(this.#parameters, values);
    for (const parameter of this.#parameters) {
      const text = checked.texts.get(parameter.name);
      if (parameter.secret && text !== undefined) this.#redactor.addSecret(text);
    }
    this.#keepers.clear();
    for (const [name, source] of checked.signIns) {
      this.#redactor.addSecret(source.accessToken);
      if (source.refreshToken !== undefined) this.#redactor.addSecret(source.refreshToken);
      this.#keepers.set(name, new TokenKeeper(source, this.#clock));
    }
    return checked;
  }

  expireToken(): void {
    for (const keeper of this.#keepers.values()) keeper.expire();
  }

  revoke(): void {
    this.#revoked = true;
    this.status = "unauthenticated";
  }

  async signIn(values: Record<string, unknown> = {}): Promise<void> {
    const given = { ...this.#given, ...values };
    this.#values = this.#take(given);
    this.#given = given;
    this.#revoked = false;
    this.status = "connected";
    await this.onSignIn?.();
  }

  async token(parameter: string): Promise<string | undefined> {
    const keeper = this.#keepers.get(parameter);
    if (keeper) {
      // Renewing takes real time, in which the clock must not run past whoever waits for the token.
      const token = await this.#clock.during(() => keeper.current());
      this.#redactor.addSecret(token);
      return token;
    }
    const source = this.#values.tokens.get(parameter);
    // Signing takes real time, in which the clock must not run past whoever waits for the token.
    const token = source ? await this.#clock.during(async () => source()) : this.value(parameter);
    if (source && token !== undefined) this.#redactor.addSecret(token);
    return token;
  }

  async authenticate(call: Call): Promise<void> {
    if (this.#revoked) throw new NotSignedIn("The sign-in of the connection was revoked.");
    try {
      for (const authenticator of this.#authenticators) await authenticator.authenticate(call, this);
    } catch (error) {
      if (error instanceof NotSignedIn) this.status = "unauthenticated";
      throw error;
    }
  }

  snapshot(): ConnectionSnapshot {
    const values: Record<string, string> = {};
    for (const [name, text] of this.#values.texts) {
      const secret = this.#parameters.some((parameter) => parameter.name === name && parameter.secret);
      values[name] = secret ? HIDDEN : this.#redactor.text(text);
    }
    for (const name of [...this.#values.tokens.keys(), ...this.#values.signIns.keys()]) values[name] = HIDDEN;
    return {
      id: this.id,
      displayName: this.#displayName,
      ...(this.#options.parameterSet ? { parameterSet: this.#options.parameterSet } : {}),
      status: this.status,
      authentication:
        this.#authenticators.length > 0 ? this.#authenticators.map(({ kind }) => kind) : ["none"],
      values,
      createdAt: new Date(this.#createdAt).toISOString(),
      callsInWindow: this.throttle.count(),
    };
  }
}
