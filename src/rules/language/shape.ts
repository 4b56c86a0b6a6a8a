/**
 * Rules on the shape of objects are made from the grammar (definition/grammar): a rule names the kinds of object, the faults
 * and the keys that it speaks of, and the engine looks at each object once for all of them. The sentences stand here; a rule
 * adds what only it knows.
 */
import { keysOf } from "../../definition/grammar/grammar.ts";
import type { Type, Value } from "../../definition/grammar/types.ts";
import { renameKey, replaceValue } from "../../json/edits.ts";
import type { PointerToken } from "../../json/pointer.ts";
import { type JsonValue, own } from "../../json/values.ts";
import { extensionMeant } from "../facts/extension-names.ts";
import { asType } from "../facts/value-types.ts";
import { didYouMean, nearest } from "./nearest.ts";
import { kindName, list, quote, show } from "./quote.ts";
import type { Fault, FaultKind, Saying } from "./speaker.ts";
import type { Statement } from "./statement.ts";

export type * from "./speaker.ts";

/** What is said of a fault when nobody knows better. */
export function usualSaying(fault: Fault, rule: Statement): Saying {
  const { codes, ...saying } = sentences[fault.fault](fault);
  return { ...saying, codes: codes?.filter((code) => rule.codes.includes(code)) ?? [] };
}

const sentences: Record<FaultKind, (fault: Fault) => Saying> = {
  unknown({ kind, kindName, key, holder, place }) {
    const known = plainKeys(kindName);
    const extension = kind.extensions ? extensionMeant(key) : undefined;
    const meant = extension ?? nearest(key, known);
    const sure = meant !== undefined && (meant === extension || plain(meant) === plain(key));
    const instead = kind.instead && Object.hasOwn(kind.instead, key) ? kind.instead[key] : undefined;
    return {
      message: `${quote(key)} is not a key of ${inSentence(kind.title)}.`,
      help: sure ? `Rename it to "${meant}".` : (instead ?? removeOr(meant, known)),
      label: "not known",
      part: "key",
      // What the rule knows something better for was hardly a slip.
      meant: instead === undefined || sure ? meant : undefined,
      codes: [extension === undefined ? "AdditionalPropertyNotAllowed" : "ExtensionNameNotValid"],
      ...(sure &&
        own(holder, meant) === undefined && {
          fix: {
            title: `Rename it to "${meant}"`,
            edits: (document) => renameKey(document, place.pointer, meant),
          },
        }),
    };
  },
  type({ kind, key, entry, spec, value, place }) {
    const wanted = expected(spec);
    const right = asWanted(value, spec);
    return {
      message: `${nameOf(key, entry, spec)}${entry === undefined ? ofKind(kind.title) : ""} is ${typeof value === "number" ? show(value) : kindName(value)}; it must be ${wanted}.`,
      help:
        right !== undefined
          ? `Write ${JSON.stringify(right)}${typeof right === "string" ? ", in quotes" : " without quotes"}.`
          : `Write ${spec?.example ?? written(wanted)}${spec?.example === undefined ? ", or remove it" : ""}.`,
      codes: ["JsonTypeIncorrect"],
      ...(right !== undefined && {
        fix: {
          title: `Write ${JSON.stringify(right)}`,
          edits: (document) => replaceValue(document, place.pointer, right),
        },
      }),
    };
  },
  value({ key, entry, spec, value, place }) {
    const values = spec?.values ?? [];
    const given = typeof value === "string" ? value : "";
    const right = values.find((known) => plain(known) === plain(given));
    return {
      message: `${nameOf(key, entry, spec)} is ${show(value)} instead of ${values.length > MAX_VALUES ? "one of its values" : list(values, "or")}.`,
      help:
        right === undefined
          ? `${didYouMean(given, values)}Write ${list(values, "or")}.`
          : `Write "${right}".`,
      codes: ["JsonValueNotInEnum"],
      ...(right !== undefined && {
        fix: {
          title: `Write "${right}"`,
          edits: (document) => replaceValue(document, place.pointer, right),
        },
      }),
    };
  },
  missing: ({ kind, key, spec }) => ({
    message: `${kind.title} has no "${key}".`,
    help: `Add ${spec?.example ?? `"${key}"`}.`,
    asks: key,
    codes: ["RequiredPropertyMissing"],
  }),
  empty: ({ key, entry, spec }) => ({
    message: `${nameOf(key, entry, spec)} is empty.`,
    help: `Write ${spec?.example ?? `a text under "${key}"`}.`,
    codes: ["RequiredValueEmpty"],
  }),
};

/** A title behind the first word of a sentence: "a schema", but "x-ms-pageable" and "Swagger 2.0" as they are. */
function inSentence(title: string): string {
  return title.replace(/^(?:An?|The) /, (article) => article.toLowerCase());
}

/** What to do with an unknown key that was meant to be another one, or none. */
function removeOr(meant: string | undefined, known: readonly string[]): string {
  const guess = meant === undefined ? "" : `Did you mean "${meant}"? Otherwise remove it`;
  if (known.length === 0 || known.length > MAX_KNOWN) return guess === "" ? "Remove it." : `${guess}.`;
  return `${guess === "" ? "Remove it" : guess}; ${known.length === 1 ? "the only key is" : "the keys are"} ${known.join(", ")}.`;
}

/** Longer lists of values are left to the help. */
const MAX_VALUES = 4;

/** Longer lists of keys are not read. */
const MAX_KNOWN = 14;

/** ` of a parameter`: whose key it is, where that says more than the key alone. */
function ofKind(title: string): string {
  return /^(?:An?|The) /.test(title) ? ` of ${inSentence(title)}` : "";
}

/** How a value of a type is written: "an array, [ … ]". */
function written(wanted: string): string {
  if (wanted === "a string") return "a text in quotes";
  if (wanted === "an array") return "an array, [ … ]";
  return wanted === "an object" ? "an object, { … }" : wanted;
}

/** A word without what is often slipped in: capitals, spaces, dashes. */
function plain(word: string): string {
  return word.toLowerCase().replaceAll(/[\s_-]/g, "");
}

/** The keys of a kind that are no extensions, as helps list them. */
export function plainKeys(kind: string): string[] {
  return [...keysOf(kind).values()]
    .filter(({ name, tolerated }) => !tolerated && !name.startsWith("x-") && !name.startsWith("$"))
    .map(({ name }) => name);
}

/** `"scopes"`, or what an item of it is called: "A scope". */
function nameOf(key: string, entry: PointerToken | undefined, spec: Value | undefined): string {
  if (entry === undefined) return quote(key);
  const title = (spec as { title?: string } | undefined)?.title ?? "An entry";
  return typeof entry === "string" ? `${title}, ${quote(entry)},` : title;
}

const TYPE_NAMES: Record<Type, string> = {
  string: "a string",
  boolean: "true or false",
  number: "a number",
  integer: "a whole number",
  array: "an array",
  object: "an object",
};

/** What a value has to be, with its article: "a string", "an object or true or false", "a number above 0". */
export function expected(spec: Value | undefined): string {
  const types = spec?.type === undefined ? [] : typeof spec.type === "string" ? [spec.type] : spec.type;
  const names = types.map((type) => TYPE_NAMES[type]).join(" or ");
  if (spec?.above !== undefined) return `${names} above ${spec.above}`;
  return spec?.atLeast !== undefined ? `${names} from ${spec.atLeast} on` : names;
}

/** The value of the right type that was surely meant. */
function asWanted(value: JsonValue | undefined, spec: Value | undefined): JsonValue | undefined {
  if (value === undefined || typeof spec?.type !== "string") return undefined;
  if (spec.type === "string") {
    const text = typeof value === "boolean" ? String(value) : undefined;
    return text !== undefined && (spec.values?.includes(text) ?? true) ? text : undefined;
  }
  const right = asType(value, spec.type);
  if (typeof right !== "number") return right;
  return right >= (spec.atLeast ?? right) && (spec.above === undefined || right > spec.above)
    ? right
    : undefined;
}
