/** Callback addresses of flows: made, signed, recognised. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { InputError } from "../../json/problem.ts";
import { isLoopbackHost } from "../../machine/network/address.ts";
import type { CallbackOptions, CallbackShape } from "../api.ts";
import type { Ids } from "../ids.ts";

/** What an address calls back: a flow's trigger, or an action of one of its runs. */
export type CallbackTarget =
  | { flow: string; trigger: string }
  | { flow: string; run: string; action: string };

export type Recognised =
  | { ok: true; target: CallbackTarget }
  | { ok: false; status: 401 | 404; reason: string };

interface Parts {
  origin: string;
  prefix: string;
  suffix: string;
  version: string;
}

/**
 * Makes and reads the addresses. Both shapes are sourced: the older one of `*.logic.azure.com`, the newer one of
 * `*.environment.api.powerplatform.com`; which of them connector webhooks get today is not documented. The signature is an
 * HMAC over path and permissions under a key that never leaves this object; the real one's input is not public (chosen).
 */
export class CallbackUrls {
  readonly #key: Buffer;
  readonly #parts: Parts;
  readonly #shape: CallbackShape;

  /** @throws {InputError} `callback-base-not-allowed` for a base that is not on this machine */
  constructor(options: CallbackOptions, shape: CallbackShape, ids: Ids) {
    this.#key = ids.key();
    this.#shape = options.shape ?? shape;
    const newer = this.#shape === "power-platform";
    const environment = ids.hex(32);
    const real = newer
      ? `https://default${environment.slice(0, 30)}.${environment.slice(30)}.environment.api.powerplatform.com:443`
      : "https://prod-27.westeurope.logic.azure.com:443";
    this.#parts = {
      origin: options.base === undefined ? real : loopbackOrigin(options.base),
      prefix: newer ? "/powerautomate/automations/direct/workflows/" : "/workflows/",
      suffix: newer ? "/paths/invoke" : "/run",
      version: newer ? "1" : "2016-10-01",
    };
  }

  /** The signed address of a target. */
  make(target: CallbackTarget): string {
    const { origin, prefix, suffix, version } = this.#parts;
    const below = belowFlow(target);
    const path = `${prefix}${target.flow}${below}${suffix}`;
    const permission = `${below}${suffix}`;
    const query = `api-version=${version}&sp=${encodeURIComponent(permission)}&sv=1.0`;
    return `${origin}${path}?${query}&sig=${this.#sign(path, permission)}`;
  }

  /** What an address calls, if its signature is right. The host is not looked at: proxies change it. */
  recognise(url: URL): Recognised {
    const { prefix, suffix } = this.#parts;
    const unknown: Recognised = { ok: false, status: 404, reason: "No flow has this callback address." };
    if (!url.pathname.startsWith(prefix) || !url.pathname.endsWith(suffix)) return unknown;
    const inner = url.pathname.slice(prefix.length, -suffix.length);
    const target = readTarget(inner);
    if (!target) return unknown;
    const permission = `${belowFlow(target)}${suffix}`;
    const given = url.searchParams.get("sig") ?? "";
    if (given === "")
      return { ok: false, status: 401, reason: "The callback address carries no signature (sig)." };
    const expected = Buffer.from(this.#sign(url.pathname, permission));
    const actual = Buffer.from(given);
    const right =
      expected.length === actual.length &&
      timingSafeEqual(expected, actual) &&
      url.searchParams.get("sp") === permission;
    return right
      ? { ok: true, target }
      : { ok: false, status: 401, reason: "The signature (sig) of the callback address is wrong." };
  }

  #sign(path: string, permission: string): string {
    return createHmac("sha256", this.#key).update(`${path}\n${permission}\n1.0`).digest("base64url");
  }
}

function belowFlow(target: CallbackTarget): string {
  return "trigger" in target
    ? `/triggers/${encodeURIComponent(target.trigger)}`
    : `/runs/${target.run}/actions/${encodeURIComponent(target.action)}`;
}

function readTarget(inner: string): CallbackTarget | undefined {
  const trigger = /^([0-9a-f]{32})\/triggers\/([^/]+)$/.exec(inner);
  const action = /^([0-9a-f]{32})\/runs\/([0-9A-Za-z]+)\/actions\/([^/]+)$/.exec(inner);
  try {
    if (trigger) return { flow: trigger[1] ?? "", trigger: decodeURIComponent(trigger[2] ?? "") };
    if (action)
      return { flow: action[1] ?? "", run: action[2] ?? "", action: decodeURIComponent(action[3] ?? "") };
  } catch {
    // Broken percent-encoding: no address of ours.
  }
  return undefined;
}

function loopbackOrigin(base: string): string {
  try {
    const url = new URL(base);
    if (/^https?:$/.test(url.protocol) && isLoopbackHost(url.hostname) && !url.username) return url.origin;
  } catch {
    // Not an address: refused below.
  }
  throw new InputError(
    "callback-base-not-allowed",
    `"${base}" cannot be the base of callback addresses: it is not on this machine.`,
    "Use an address such as http://127.0.0.1:4020, or leave it out.",
  );
}
