/**
 * Validates one connector again and again, as an editor or a watch does. What a change cannot have touched is not looked at again,
 * and the findings are to the byte those of a fresh look.
 *
 * A check is a function of its node and of what it asks for besides. The second is noted while it runs (rules/language/observed.ts). The reader
 * of JSON gives an object that has not changed as the very same object. So a call is made again only if its node is another one, or
 * if it has asked for something that may have changed; else its reports stand.
 */
import type { ConnectorFolder } from "../definition/connector-folder.ts";
import type { Operation } from "../definition/model.ts";
import type { JsonObject } from "../json/values.ts";
import { Context, type Report, Subject } from "../rules/language/context.ts";
import type { Finding } from "../rules/language/finding.ts";
import type { Node } from "../rules/language/node.ts";
import { ANCESTORS, MODEL, OUTSIDE, observed } from "../rules/language/observed.ts";
import type { Rule } from "../rules/language/rule.ts";
import type { Dispatch, Keeper } from "./dispatch.ts";
import { dispatchFor, findingsOf, type ValidateOptions } from "./validate.ts";
import { walkConnector } from "./walk.ts";

/** One call of a check, or one look at the shape of a value, that has come to something or has asked for something. */
interface Call {
  make: () => void;
  reports: readonly Report[];
  /** What it has looked at besides its node. */
  seen: number;
}

/** What is kept of a node: its own calls, and what is in it, in order. */
interface Kept {
  node: Node;
  calls: Call[];
  inside: Kept[];
  /** The calls of it and of all that is in it; made when first needed. */
  all: Call[] | undefined;
  /** The same node as it was, while a walk looks for what has not changed, and its inner nodes by name. */
  before: Kept | undefined;
  named: Map<string, Kept> | undefined;
}

export class Session implements Keeper {
  readonly #rules: readonly Rule[];
  readonly #options: ValidateOptions;
  readonly #dispatch: Dispatch;
  readonly #operations = new Map<JsonObject, Operation>();
  readonly #reports: Report[] = [];
  #contexts: Context[] = [];
  #root: Kept | undefined;
  /** The nodes that this walk has looked into. */
  readonly #fresh = new Map<Node, Kept>();
  #current: Kept | undefined;

  constructor(rules: readonly Rule[], options: ValidateOptions) {
    this.#rules = rules;
    this.#options = options;
    this.#dispatch = dispatchFor(options.rules ?? rules, options.profile ?? "certification", options);
  }

  /**
   * Validates the connector as it is now. It takes little time if the connector was read with the one before at hand (see
   * {@link connectorOf}). Fixes of findings are to be asked for before the next call.
   */
  validate(connector: ConnectorFolder): Finding[] {
    const { profile = "certification", previous, compilerErrors } = this.#options;
    const subject = new Subject(connector, profile, previous, compilerErrors);
    const before = this.#root;
    // Should anything go wrong, the next time starts from nothing.
    this.#root = undefined;
    this.#reports.length = 0;
    if (this.#contexts.length === 0)
      this.#contexts = this.#dispatch.rules.map((rule) => new Context(subject, rule, this.#reports));
    for (const context of this.#contexts) context.subject = subject;
    let root: Kept | undefined;
    walkConnector(
      subject,
      (node) => {
        if (node.kind === "root") {
          root = this.#enter(node, before?.node.file === node.file ? before : undefined);
          node.watchValue();
        }
        const around = node.kind === "root" ? root : this.#around(node);
        if (around === undefined) {
          this.#dispatch.visit(node, this.#contexts);
          return false;
        }
        return this.#visit(node, around);
      },
      this.#operations,
    );
    for (const kept of this.#fresh.values()) {
      kept.before = undefined;
      kept.named = undefined;
    }
    this.#fresh.clear();
    this.#current = undefined;
    this.#dispatch.finish(this.#contexts);
    const findings = findingsOf([...this.#reports], subject, this.#rules, this.#options);
    this.#root = root;
    return findings;
  }

  /** What is kept of the node around a node; undefined for what is small and always looked at. */
  #around(node: Node): Kept | undefined {
    const { parent } = node;
    return parent && this.#fresh.get(parent);
  }

  #enter(node: Node, before: Kept | undefined): Kept {
    const kept: Kept = { node, calls: [], inside: [], all: undefined, before, named: undefined };
    this.#fresh.set(node, kept);
    return kept;
  }

  /** True if nothing in the node has to be looked at. */
  #visit(node: Node, around: Kept): boolean {
    if (node.kind === "root") {
      this.#current = around;
      this.#dispatch.visit(node, this.#contexts);
      return false;
    }
    const before = around.before && inner(around.before, node, around.inside.length);
    if (before?.node.isLike(node)) {
      before.node.moveInto(around.node);
      around.inside.push(before);
      this.#replay(before, around.node.kind !== "root");
      return true;
    }
    const kept = this.#enter(node, before);
    around.inside.push(kept);
    this.#current = kept;
    this.#dispatch.visit(node, this.#contexts, this);
    return false;
  }

  call(make: () => void): void {
    const made = this.#make(make);
    if (made.reports.length > 0 || made.seen !== 0) this.#current?.calls.push(made);
  }

  #make(make: () => void): Call {
    const from = this.#reports.length;
    observed.what = 0;
    make();
    const reports = this.#reports.length === from ? NONE : this.#reports.slice(from);
    return { make, reports, seen: observed.what };
  }

  #replay(kept: Kept, isInChanged: boolean): void {
    kept.all ??= callsIn(kept, []);
    const stale = OUTSIDE | MODEL | (isInChanged ? ANCESTORS : 0);
    for (const call of kept.all) {
      if ((call.seen & stale) !== 0) {
        const { reports, seen } = this.#make(call.make);
        call.reports = reports;
        call.seen = seen;
      } else for (const report of call.reports) this.#reports.push(report);
    }
  }
}

const NONE: readonly Report[] = [];

function callsIn(kept: Kept, calls: Call[]): Call[] {
  calls.push(...kept.calls);
  for (const one of kept.inside) callsIn(one, calls);
  return calls;
}

/** What was kept of a node: mostly it is where it stood. */
function inner(around: Kept, node: Node, place: number): Kept | undefined {
  const { name } = node;
  const guess = around.inside[place];
  if (guess?.node.name === name) return guess;
  around.named ??= new Map(around.inside.map((kept) => [kept.node.name, kept]));
  return around.named.get(name);
}
