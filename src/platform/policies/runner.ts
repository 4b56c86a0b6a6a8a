/** Runs the policies of a connector on a call and on its answer. */
import type { PolicySection } from "../../definition/policy-templates.ts";
import type { Clock } from "../../machine/clock.ts";
import type { PlatformConnection } from "../connections/connection.ts";
import type { EventLog } from "../events.ts";
import type { ExchangeLog } from "../exchanges/exchange-log.ts";
import { type Call, callTo, nameOf } from "../invoke/call.ts";
import type { Purpose } from "../purpose.ts";
import type { ServiceCaller } from "../service-caller.ts";
import { PolicyError } from "./expressions.ts";
import { type PolicyInstance, policiesFor } from "./registry.ts";
import type { PolicyContext, PolicyWork, Reply } from "./template.ts";

/** As events name it. */
function sectionName(section: PolicySection): "request" | "response" | "failure" {
  return section.toLowerCase() as Lowercase<PolicySection>;
}

export class PolicyRunner {
  readonly #policies: readonly PolicyInstance[];
  readonly #caller: ServiceCaller;
  readonly #parts: { clock: Clock; events: EventLog; exchanges: ExchangeLog };

  constructor(
    policies: readonly PolicyInstance[],
    caller: ServiceCaller,
    parts: { clock: Clock; events: EventLog; exchanges: ExchangeLog },
  ) {
    this.#policies = policies;
    this.#caller = caller;
    this.#parts = parts;
  }

  /** Runs a section's policies in order. @throws {PolicyError} naming the first that fails; those behind it do not run */
  async run(
    section: PolicySection,
    context: PolicyContext,
    wanted: (work: PolicyWork) => boolean,
  ): Promise<void> {
    const { events } = this.#parts;
    for (const instance of policiesFor(this.#policies, context.call.operation?.id, section)) {
      if (!wanted(instance.work)) continue;
      const about = { operation: nameOf(context.call), template: instance.template.id };
      try {
        await instance.work.apply(instance.parameters, context);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        events.emit({ type: "policy-failed", ...about, message });
        throw new PolicyError(`The policy ${instance.template.id} failed: ${message}.`);
      }
      events.emit({ type: "policy-applied", ...about, section: sectionName(section) });
    }
  }

  /** What the policies of one call can see and do. */
  contextFor(
    call: Call,
    connection: PlatformConnection,
    purpose: Purpose,
    gatewayUrl: string,
  ): PolicyContext {
    const context: PolicyContext = {
      call,
      gatewayUrl,
      connectionParameter: (name) => connection.value(name),
      markUnauthenticated: () => {
        connection.status = "unauthenticated";
        this.#parts.events.emit({
          type: "connection-unauthenticated",
          connection: connection.id,
          operation: nameOf(call),
          status: context.reply?.status ?? 0,
        });
      },
      send: (method, address) => this.#send(method, address, call, connection, purpose),
    };
    return context;
  }

  /** A policy's own call: credentials and the service's base, but no policies, so that none calls itself. */
  async #send(
    method: string,
    address: string,
    outer: Call,
    connection: PlatformConnection,
    purpose: Purpose,
  ): Promise<Reply> {
    const url = new URL(/^https?:/i.test(address) ? address : `${outer.origin}${outer.basePath}${address}`);
    const call = callTo(url, method, undefined);
    if (url.origin === outer.origin) await connection.authenticate(call);
    const { clock, exchanges } = this.#parts;
    const startedAt = clock.now();
    const asked = await this.#caller.ask(call);
    if (!("reply" in asked)) throw new PolicyError(asked.message);
    exchanges.addCall(call, connection, { ...purpose, phase: "policy" }, startedAt, clock.now(), {
      answeredBy: "service",
      response: { ...asked.raw, ...(asked.bytes ? { body: asked.bytes } : {}) },
    });
    return asked.reply;
  }
}
