/** A flow whose trigger subscribes to notifications. */
import { own } from "../../json/values.ts";
import { addressIn, isTrusted, operationAt } from "../addresses.ts";
import { messageOf } from "../answers.ts";
import type { Answer, Flow, FlowSnapshot } from "../api.ts";
import { type Call, callTo, urlOf } from "../invoke/call.ts";
import { refusalOf } from "../network-guard.ts";
import { BaseFlow } from "./base-flow.ts";
import { withRetries } from "./retry/with-retries.ts";

export class WebhookFlow extends BaseFlow {
  readonly kind = "webhook" as const;
  /** Where the subscription ends. */
  #location: URL | undefined;
  /** Host that the subscription was made at: what else the connection's credentials may be sent to. */
  #home: string | undefined;
  #registration: Promise<void> = Promise.resolve();
  #callbackUrl: string | undefined;

  /** The flow's signed callback address; the same for its whole life (sourced: it belongs to the trigger). */
  override get callbackUrl(): string {
    if (this.#callbackUrl === undefined) {
      // Sourced: a trigger goes by its operation's summary, blanks as underscores.
      const summary = own(this.trigger.value, "summary");
      const name = (typeof summary === "string" ? summary : this.operation).replace(/\s+/g, "_");
      this.#callbackUrl = this.services.callbacks.make({ flow: this.id, trigger: name });
    }
    return this.#callbackUrl;
  }

  async settled(): Promise<Flow> {
    await this.#registration;
    return this;
  }

  override snapshot(): FlowSnapshot {
    const { redactor } = this.services;
    return {
      ...super.snapshot(),
      ...(this.#location ? { location: redactor.url(this.#location.href) } : {}),
      callbackUrl: redactor.url(this.callbackUrl),
    };
  }

  protected async start(): Promise<void> {
    this.health = "registering";
    this.reason = undefined;
    const { signal } = this.period;
    const first = Promise.withResolvers<void>();
    this.#registration = this.#register(signal, first.resolve).catch(() => undefined);
    await Promise.race([first.promise, this.#registration]);
  }

  async #register(signal: AbortSignal, firstEnded: () => void): Promise<void> {
    const { gateway, events } = this.services;
    let call: Call | undefined;
    const done = Promise.withResolvers<Answer>();
    this.services.clock.background(async () => {
      try {
        const answer = await withRetries(
          this.services,
          () => {
            call = this.assemble(this.callbackUrl);
            return gateway.send(call, this.connection, { phase: "subscribe", flow: this.id });
          },
          ({ answer, number, waitMs }) => {
            if (signal.aborted) return;
            if (waitMs !== undefined) {
              this.health = "retrying";
              this.reason = this.reasonOf(answer, waitMs);
              events.emit({
                type: "registration-retry",
                flow: this.id,
                attempt: number,
                status: answer.status,
                platformWaitsSeconds: waitMs / 1000,
                ...(answer.retryAfterSeconds === undefined
                  ? {}
                  : { serverAskedSeconds: answer.retryAfterSeconds }),
              });
              firstEnded();
            }
          },
          signal,
        );
        done.resolve(answer);
      } catch (error) {
        done.reject(error);
      }
    });
    const answer = await done.promise;
    if (!answer.ok) {
      if (!signal.aborted) this.#giveUp(answer);
    } else if (call) await this.#subscribed(answer, call, signal);
    firstEnded();
  }

  /** Sourced: tried, tried again, given up; the flow stays on, with a problem with its trigger, until it is edited. */
  #giveUp(answer: Answer): void {
    this.health = "gave-up";
    this.reason = this.reasonOf(answer, undefined);
    const { status, kind } = answer;
    this.services.events.emit({
      type: "registration-failed",
      flow: this.id,
      status,
      kind,
      message: this.reason.message,
    });
    this.watch(false);
  }

  async #subscribed(answer: Answer, call: Call, signal: AbortSignal): Promise<void> {
    const from = urlOf(call);
    const header = answer.headers["location"];
    const location = addressIn(header, from);
    if (signal.aborted) {
      // The flow was turned off while the service was answering: the subscription it made must not stay.
      if (location) await this.#unsubscribe(location, from.host);
      return;
    }
    this.#home = from.host;
    this.reason = undefined;
    if (location) {
      this.#location = location;
      this.health = "subscribed";
    } else {
      this.health = "no-location";
      const why =
        header === undefined
          ? `${this.operation} answered ${answer.status} without a Location header`
          : `${this.operation} answered with a Location header that is not an address ("${header.slice(0, 100)}")`;
      this.#orphan(
        `${why}: the platform cannot unsubscribe. When the flow is turned off, the subscription stays at the service and goes on counting against its quotas.`,
      );
    }
    this.services.events.emit({
      type: "subscribed",
      flow: this.id,
      location: location && this.services.redactor.url(location.href),
    });
  }

  protected async stop(): Promise<void> {
    const location = this.#location;
    this.#location = undefined;
    if (location) await this.#unsubscribe(location, this.#home);
  }

  /** DELETE on the Location. Sourced; that a failing DELETE is tried again like any other call is chosen. */
  async #unsubscribe(location: URL, home: string | undefined): Promise<void> {
    const { services } = this;
    const refusal = refusalOf(location);
    if (refusal) {
      this.#orphan(`The subscription of ${this.operation} cannot be ended: ${refusal}. Nothing was called.`);
      return;
    }
    const trusted = isTrusted(services.connector, location, home);
    const first = Promise.withResolvers<void>();
    services.clock.background(async () => {
      try {
        const answer = await withRetries(
          services,
          () =>
            services.gateway.send(this.#deletion(location), this.connection, {
              phase: "unsubscribe",
              flow: this.id,
              // Another host gets no credentials of this one (chosen).
              credentials: trusted && !services.unsubscribeWithoutCredentials,
            }),
          ({ answer, waitMs }) => {
            if (waitMs === undefined) this.#unsubscribeEnded(answer);
            first.resolve();
          },
        );
        void answer;
      } finally {
        first.resolve();
      }
    });
    await first.promise;
  }

  #deletion(location: URL): Call {
    return callTo(location, "DELETE", operationAt(this.services.connector, "DELETE", location));
  }

  #unsubscribeEnded(answer: Answer): void {
    const { events } = this.services;
    // 404 and 410: there is nothing left to end.
    if (answer.ok || answer.status === 404 || answer.status === 410) {
      events.emit({ type: "unsubscribed", flow: this.id, status: answer.status });
      return;
    }
    const message = messageOf(answer);
    events.emit({ type: "unsubscribe-failed", flow: this.id, status: answer.status, message });
    this.#orphan(
      `The subscription of ${this.operation} could not be ended (status ${answer.status}: ${message}); it stays at the service.`,
    );
  }

  #orphan(message: string): void {
    const { clock, events, orphans, redactor } = this.services;
    const record = {
      flow: this.id,
      operation: this.operation,
      at: new Date(clock.now()).toISOString(),
      message: redactor.text(message),
    };
    this.orphans.push(record);
    orphans.push(record);
    events.emit({
      type: "subscription-orphaned",
      flow: this.id,
      operation: this.operation,
      message: record.message,
    });
  }
}
