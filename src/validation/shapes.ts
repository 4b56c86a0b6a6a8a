/**
 * The grammar compiled for a set of rules: for every kind of object a table that tells of each key whether anybody has to
 * say something of its value. An object is looked at once; the rules are called for faults alone.
 */
import { keysOf, kindOf, variantOf } from "../definition/grammar/grammar.ts";
import type { Each, Kind, Type, Value } from "../definition/grammar/types.ts";
import type { PointerToken } from "../json/pointer.ts";
import { isObject, type JsonObject, type JsonValue } from "../json/values.ts";
import { addTo } from "../rules/language/add-to.ts";
import type { Context } from "../rules/language/context.ts";
import type { Node, NodeKind } from "../rules/language/node.ts";
import { NODE_KINDS } from "../rules/language/node.ts";
import type { Rule } from "../rules/language/rule.ts";
import { type Fault, type FaultKind, type Speaker, usualSaying } from "../rules/language/shape.ts";

interface Voice {
  speaker: Speaker;
  rule: Rule;
  /** Which context to report with; undefined: somebody turned the rule off, and no other is to speak in its place. */
  index: number | undefined;
}

/** Kinds that the walk comes to by itself: there is no need to go down to them. */
const WALKED: ReadonlySet<string> = new Set<NodeKind>(NODE_KINDS);

/** Who speaks of a fault of a key: the rules that name the key or, where none does, those that speak of all. */
class Voices {
  /** By kind and fault, in the order of the rules: the grammar asks thousands of times before the first object is looked at. */
  readonly #voices = new Map<string, Voice[]>();
  readonly #bySubject = new Map<string, readonly Voice[]>();

  constructor(rules: readonly Rule[], silenced: readonly Rule[]) {
    const known = new Set(rules);
    for (const [index, rule] of rules.entries()) this.#add(rule, index);
    for (const rule of silenced) if (!known.has(rule)) this.#add(rule, undefined);
  }

  #add(rule: Rule, index: number | undefined): void {
    for (const speaker of rule.shape ?? [])
      for (const kind of typeof speaker.of === "string" ? [speaker.of] : new Set(speaker.of))
        for (const fault of new Set(speaker.faults))
          addTo(this.#voices, `${kind} ${fault}`, { speaker, rule, index });
  }

  of(kind: string, fault: FaultKind, key: string, isEntry = false): readonly Voice[] {
    const voices = this.#voices.get(`${kind} ${fault}`);
    if (voices === undefined) return NOBODY;
    const subject = `${kind} ${fault} ${isEntry} ${key}`;
    const known = this.#bySubject.get(subject);
    if (known) return known;
    const all = voices.filter(({ speaker }) => (speaker.entries ?? isEntry) === isEntry);
    const named = all.filter(({ speaker }) => speaker.keys?.includes(key));
    const found = (named.length > 0 ? named : all.filter(({ speaker }) => speaker.keys === undefined)).filter(
      ({ index }) => index !== undefined,
    );
    // Unknown keys have no end.
    if (fault !== "unknown") this.#bySubject.set(subject, found);
    return found;
  }

  /** Whether anybody speaks of unknown keys of a kind. */
  speakOfUnknown(kind: string): boolean {
    return this.#voices.has(`${kind} unknown`);
  }
}

/** Stands for every name of the author's own, which have no end. */
const ENTRIES = "*";
const NOBODY: readonly Voice[] = [];

/** An object under inspection: itself, the node that the walk met, and the way from that to it. */
export class Spot {
  readonly holder: JsonObject;
  readonly node: Node;
  readonly path: readonly PointerToken[];

  constructor(holder: JsonObject, node: Node, path: readonly PointerToken[]) {
    this.holder = holder;
    this.node = node;
    this.path = path;
  }

  below(holder: JsonObject, ...tokens: PointerToken[]): Spot {
    return new Spot(holder, this.node, [...this.path, ...tokens]);
  }
}

/** All kinds for one set of rules; each is compiled when the first object of it comes along. */
export class Shapes {
  readonly voices: Voices;
  readonly #shapes = new Map<string, Shape>();

  /** @param silenced rules that would speak, but that somebody has turned off */
  constructor(rules: readonly Rule[], silenced: readonly Rule[]) {
    this.voices = new Voices(rules, silenced);
  }

  of(kind: string): Shape {
    const known = this.#shapes.get(kind);
    if (known) return known;
    const shape = new Shape(kind, this);
    this.#shapes.set(kind, shape);
    shape.compile();
    return shape;
  }
}

export class Shape {
  readonly name: string;
  readonly kind: Kind;
  readonly shapes: Shapes;
  /** Filled as keys are met: most of what the grammar has a connector does not. */
  readonly #keys = new Map<string, KeyShape | undefined>();
  readonly #known: ReadonlySet<string>;
  readonly #needed: { bit: number; key: string; spec: Value }[] = [];
  readonly #variants = new Map<string, Shape>();
  readonly #bits = new Map<string, number>();
  #all = 0;
  #unknown: KeyShape | undefined;
  #entries: KeyShape | undefined;
  #matters: boolean | undefined;

  constructor(name: string, shapes: Shapes) {
    this.name = name;
    this.kind = kindOf(name);
    this.shapes = shapes;
    this.#known = new Set(Object.keys(this.kind.keys));
  }

  compile(): void {
    for (const [key, spec] of keysOf(this.name)) {
      const needed =
        (spec.required || spec.neededBy) && this.shapes.voices.of(this.name, "missing", key).length > 0;
      if (!needed) continue;
      const bit = 1 << this.#needed.length;
      this.#needed.push({ bit, key, spec });
      this.#bits.set(key, bit);
      this.#all |= bit;
    }
    for (const kind of Object.values(this.kind.variants?.kinds ?? {}))
      this.#variants.set(kind, this.shapes.of(kind));
    if (this.kind.entries) {
      const entries = new KeyShape(this, ENTRIES, this.kind.entries, 0);
      if (entries.matters) this.#entries = entries;
    } else if (this.shapes.voices.speakOfUnknown(this.name))
      this.#unknown = new KeyShape(this, undefined, {}, 0);
  }

  /** What has to be looked at behind a key; undefined for nothing. */
  key(key: string): KeyShape | undefined {
    const found = this.#named(key) ?? this.#entries;
    if (found || this.#unknown === undefined) return found;
    return this.#known.has(key) || (this.kind.extensions && key.startsWith("x-")) ? undefined : this.#unknown;
  }

  /** What has to be looked at behind a key that the grammar names. */
  #named(key: string): KeyShape | undefined {
    const known = this.#keys.get(key);
    if (known !== undefined || this.#keys.has(key)) return known;
    const spec = keysOf(this.name).get(key);
    if (spec === undefined) return undefined;
    const made = new KeyShape(this, key, spec, this.#bits.get(key) ?? 0);
    const found = made.matters ? made : undefined;
    this.#keys.set(key, found);
    return found;
  }

  /** The keys that have to be there, as bits. */
  get all(): number {
    return this.#all;
  }

  /** Whether there is anything to look at. */
  get matters(): boolean {
    // Kinds hold one another: one that is asked about itself is looked at, which costs little and misses nothing.
    if (this.#matters === undefined) {
      this.#matters = true;
      this.#matters =
        this.#unknown !== undefined ||
        this.#entries !== undefined ||
        this.#all !== 0 ||
        this.#variants.size > 0 ||
        [...keysOf(this.name).keys()].some((key) => this.#named(key) !== undefined);
    }
    return this.#matters as boolean;
  }

  /** The shape of one object: that of its variant, where the kind has some. */
  for(holder: JsonObject): Shape {
    const by = this.kind.variants && holder[this.kind.variants.by];
    return this.#variants.get(variantOf(this.name, by)) ?? this;
  }

  get hasVariants(): boolean {
    return this.#variants.size > 0;
  }

  /** Looks at every key of an object. */
  look(spot: Spot, contexts: readonly Context[]): void {
    let seen = 0;
    for (const key in spot.holder) {
      const shape = this.key(key);
      if (shape !== undefined) seen |= shape.look(key, spot.holder[key] as JsonValue, spot, contexts);
    }
    this.finish(seen, spot, contexts);
  }

  /** Says which keys are missing. */
  finish(seen: number, spot: Spot, contexts: readonly Context[]): void {
    if (seen !== this.#all)
      for (const { bit, key, spec } of this.#needed)
        if ((seen & bit) === 0) this.tell("missing", key, undefined, spec, undefined, spot, contexts);
  }

  tell(
    fault: FaultKind,
    key: string,
    entry: PointerToken | undefined,
    spec: Value | undefined,
    value: JsonValue | undefined,
    { holder, node, path }: Spot,
    contexts: readonly Context[],
  ): void {
    const tail = fault === "missing" ? [] : entry === undefined ? [key] : [key, entry];
    const place = path.length + tail.length === 0 ? node : node.at(...path, ...tail);
    const told: Fault = {
      fault,
      kind: this.kind,
      kindName: this.name,
      key,
      entry,
      spec,
      value,
      holder,
      node,
      path,
      place,
    };
    for (const { speaker, rule, index } of this.shapes.voices.of(
      this.name,
      fault,
      this.kind.entries ? ENTRIES : key,
      entry !== undefined,
    )) {
      const context = contexts[index as number] as Context;
      const usual = usualSaying(told, rule);
      const own = speaker.say ? speaker.say(told, usual, context) : {};
      if (own === undefined) continue;
      const { message, ...options } = { ...usual, ...own };
      context.report(place, message, options);
    }
  }
}

/** What is asked of the value behind one key. */
export class KeyShape {
  readonly #around: Shape;
  readonly #spec: Value;
  readonly #bit: number;
  readonly #unknown: boolean;
  readonly #fault: ((value: JsonValue) => FaultKind | undefined) | undefined;
  readonly #inside: Shape | undefined;
  readonly #each: EachShape | undefined;

  constructor(around: Shape, key: string | undefined, spec: Value, bit: number) {
    this.#around = around;
    this.#spec = spec;
    this.#bit = bit;
    this.#unknown = key === undefined;
    if (key === undefined) return;
    this.#fault = faultTest(spec, around, key);
    this.#inside = inside(spec, around);
    if (spec.each) {
      const each = new EachShape(around, key, spec.each);
      if (each.matters) this.#each = each;
    }
  }

  get matters(): boolean {
    return (
      this.#bit !== 0 || this.#fault !== undefined || this.#inside !== undefined || this.#each !== undefined
    );
  }

  /** Gives the key's bit. */
  look(key: string, value: JsonValue, spot: Spot, contexts: readonly Context[]): number {
    if (this.#unknown) {
      this.#around.tell("unknown", key, undefined, undefined, value, spot, contexts);
      return 0;
    }
    const fault = this.#fault?.(value);
    if (fault !== undefined) this.#around.tell(fault, key, undefined, this.#spec, value, spot, contexts);
    else if (typeof value === "object" && value !== null) {
      if (this.#inside !== undefined && !Array.isArray(value))
        this.#inside.look(spot.below(value, key), contexts);
      if (this.#each !== undefined) this.#each.look(key, value, spot, contexts);
    }
    return this.#bit;
  }
}

/** What is asked of every item of an array, or of every entry of a table. */
class EachShape {
  readonly #around: Shape;
  readonly #spec: Each;
  readonly #fault: ((value: JsonValue) => FaultKind | undefined) | undefined;
  readonly #inside: Shape | undefined;

  constructor(around: Shape, key: string, spec: Each) {
    this.#around = around;
    this.#spec = spec;
    this.#fault = faultTest(spec, around, key, true);
    this.#inside = inside(spec, around);
  }

  get matters(): boolean {
    return this.#fault !== undefined || this.#inside !== undefined;
  }

  look(key: string, values: JsonObject | JsonValue[], spot: Spot, contexts: readonly Context[]): void {
    if (Array.isArray(values)) {
      for (let index = 0; index < values.length; index++)
        this.#one(key, index, values[index] as JsonValue, spot, contexts);
    } else
      for (const name in values)
        if (!this.#spec.extensions || !name.startsWith("x-"))
          this.#one(key, name, values[name] as JsonValue, spot, contexts);
  }

  #one(key: string, entry: PointerToken, value: JsonValue, spot: Spot, contexts: readonly Context[]): void {
    const fault = this.#fault?.(value);
    if (fault !== undefined) this.#around.tell(fault, key, entry, this.#spec, value, spot, contexts);
    else if (this.#inside !== undefined && isObject(value))
      this.#inside.look(spot.below(value, key, entry), contexts);
  }
}

/** The shape of the objects below, where somebody speaks of them and the walk does not come by. */
function inside({ kind }: Value, around: Shape): Shape | undefined {
  if (kind === undefined || WALKED.has(kind)) return undefined;
  const shape = around.shapes.of(kind);
  return shape.matters ? shape : undefined;
}

/** A function that finds what is wrong with a value, for what somebody speaks of; undefined if nobody does. */
function faultTest(
  spec: Value,
  around: Shape,
  key: string,
  isEntry = false,
): ((value: JsonValue) => FaultKind | undefined) | undefined {
  const heard = (fault: FaultKind) => around.shapes.voices.of(around.name, fault, key, isEntry).length > 0;
  const ofType = spec.type !== undefined && heard("type") ? typeTest(spec) : undefined;
  const values = spec.values && heard("value") ? valueTest(spec) : undefined;
  const filled = (spec.filled || spec.neededBy) && heard("empty");
  if (!ofType && !values && !filled) return undefined;
  return (value) => {
    if (ofType && !ofType(value)) return "type";
    if (filled && isEmpty(value)) return "empty";
    return values && typeof value === "string" && !values(value) ? "value" : undefined;
  };
}

/** Whether a text, an array or an object holds nothing. */
function isEmpty(value: JsonValue): boolean {
  if (typeof value === "string") return value.trim() === "";
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

function valueTest({ values = [], anyCase }: Value): (value: string) => boolean {
  const known = new Set(anyCase ? values.map((value) => value.toLowerCase()) : values);
  return anyCase ? (value) => known.has(value.toLowerCase()) : (value) => known.has(value);
}

function typeTest({ type, atLeast, above }: Value): (value: JsonValue) => boolean {
  if (typeof type !== "string") {
    const tests = (type ?? []).map((one) => typeTest({ type: one }));
    return (value) => tests.some((test) => test(value));
  }
  const plain = PLAIN[type];
  if (atLeast === undefined && above === undefined) return plain;
  return (value) =>
    plain(value) &&
    (value as number) >= (atLeast ?? Number.NEGATIVE_INFINITY) &&
    (value as number) > (above ?? Number.NEGATIVE_INFINITY);
}

const PLAIN: Record<Type, (value: JsonValue) => boolean> = {
  string: (value) => typeof value === "string",
  boolean: (value) => typeof value === "boolean",
  number: (value) => typeof value === "number",
  integer: (value) => Number.isInteger(value),
  array: Array.isArray,
  object: isObject,
};
