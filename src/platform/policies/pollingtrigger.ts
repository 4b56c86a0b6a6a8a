import { POLLING_NEXT_LINK } from "../../definition/policy-templates.ts";
import { isObject } from "../../json/values.ts";
import { evaluateText, PolicyError, parseReference, type Scope, valueAt } from "./expressions.ts";
import { type PolicyWork, scopeOf } from "./template.ts";

/** Query parameter by which the gateway tells a poll with state from the first one; the service never sees it. Chosen. */
export const STATE_PARAMETER = "x-ms-trigger-state";

/**
 * Makes an ordinary list operation pollable. Sourced (documentation of polling triggers): the first call only sets the
 * state and is answered with 202; later ones are answered with 200 if there is data and 202 if not; `Location` carries the
 * state as query parameters. Chosen: expressions that have no value (an empty list) keep the state as it was.
 */
export const pollingtrigger: PolicyWork = {
  // What it makes of the answer is between gateway and flow: the definition declares what the service answers.
  afterCheck: true,
  apply(parameters, context) {
    const { call, reply } = context;
    if (!reply || reply.status < 200 || reply.status > 299) return;
    const scope: Scope = { ...scopeOf(context), triggerBody: reply.body };
    const data = valueAt(parseReference(parameters.text("triggerDataPath") ?? ""), scope);
    const first = !call.hasTriggerState;
    const query = new Map(call.query);
    query.set(STATE_PARAMETER, "1");
    const config = parameters.value("triggerConfig");
    if (!isObject(config)) throw new PolicyError("triggerConfig is not an object");
    for (const name of Object.keys(config)) {
      // Paging within one poll, which the emulator does not follow.
      if (name === POLLING_NEXT_LINK || typeof config[name] !== "string") continue;
      try {
        query.set(name, evaluateText(config[name], scope));
      } catch (error) {
        if (!(error instanceof PolicyError)) throw error;
      }
    }
    const empty = data === undefined || data === null || (Array.isArray(data) && data.length === 0);
    const text = [...query].map(
      ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
    );
    reply.headers.set("location", `${call.origin}${call.basePath}${call.path}?${text.join("&")}`);
    if (first || empty) {
      reply.status = 202;
      reply.body = undefined;
    }
  },
};
