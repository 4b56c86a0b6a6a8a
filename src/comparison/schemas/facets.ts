/** Everything about a value but its name and what is inside it: type, format, values, default, limits, visibility, texts. */
import {
  ENUM,
  ENUM_VALUES,
  EXAMPLES,
  MEDIA_KIND,
  NOTIFICATION_URL,
  SUMMARY,
  URL_ENCODING,
  VISIBILITY,
} from "../../definition/extensions.ts";
import { type JsonObject, type JsonValue, own, ownArray, ownString } from "../../json/values.ts";
import { canonical, lacking, same, shown, shownList } from "../canonical.ts";
import type { ChangeClass } from "../change.ts";
import type { KindId } from "../kinds/kinds.ts";
import { compareDynamic, DYNAMIC_KEYS } from "./dynamic.ts";
import type { Facets, Scope } from "./scope.ts";

/** Reports a change of one value; `detail` completes `Input "x" of Y …`. */
type Say = (
  id: KindId,
  detail: string,
  more?: { class?: ChangeClass; why?: string; help?: string; topic?: string },
) => void;

export function compareFacets(scope: Scope, facets: Facets): void {
  const say: Say = (id, detail, more = {}) =>
    scope.pair.collect.report(id, {
      operation: scope.operation,
      old: scope.pair.old.at(facets.oldPointer),
      new: scope.pair.new.at(facets.newPointer),
      message: (of) => `${noun(scope)} "${facets.field.name}"${of} ${detail}`,
      ...more,
    });
  compareFormat(scope, facets, say);
  compareValues(scope, facets, say);
  compareDefault(scope, facets, say);
  compareLimits(scope, facets, say);
  compareVisibility(scope, facets, say);
  compareTexts(scope, facets, say);
  if (scope.direction === "input") compareWriting(facets, say);
  compareDynamic(scope, facets);
  compareRest(scope, facets, say);
}

/** `Input` or `Output`, as a sentence begins with it. */
export function noun(scope: Scope): string {
  return scope.direction === "input" ? "Input" : "Output";
}

const BYTES = new Set(["binary", "byte"]);
/** A wider format holds every value of the narrower one. */
const WIDER = new Set(["int32 int64", "float double", "int32 double"]);

function compareFormat(scope: Scope, { field, old, new: now }: Facets, say: Say): void {
  const before = ownString(old, "format")?.toLowerCase();
  const after = ownString(now, "format")?.toLowerCase();
  if (before === after) return;
  const id = scope.direction === "input" ? "input-format-changed" : "output-format-changed";
  const detail = `has format ${shown(after)}, had ${shown(before)}.`;
  if (BYTES.has(before ?? "") !== BYTES.has(after ?? ""))
    say(id, detail, {
      class: field.hiddenBefore ? "risky" : "breaking",
      why: "Content that is binary, or written in base 64, is not text: saved flows handle it as what it was.",
    });
  else if (WIDER.has(`${before} ${after}`))
    say(id, detail, { class: "safe", help: "Nothing needs to be done." });
  else say(id, detail);
}

function compareValues(scope: Scope, { field, old, new: now }: Facets, say: Say): void {
  const before = ownArray(old, "enum");
  const after = ownArray(now, "enum");
  if (!before && !after) return;
  const gone = after ? lacking(before, after) : [];
  const added = before ? lacking(after, before) : [];
  if (scope.direction === "output") {
    if (before && added.length > 0) say("output-values-added", `can also be ${shownList(added)}.`);
    if (after && gone.length > 0) say("output-values-removed", `can no longer be ${shownList(gone)}.`);
    if (before && !after) say("output-values-added", "has no list of values any more.");
    return;
  }
  // What makers cannot set holds its default in all flows: only that can be refused.
  const lost = field.hiddenBefore ? [own(old, "default")].filter((value) => value !== undefined) : before;
  const milder: { class?: ChangeClass } = field.hiddenBefore && field.hiddenNow ? { class: "risky" } : {};
  if (before && after && gone.length > 0)
    say("input-values-narrowed", `can no longer be ${shownList(gone)}.`, milder);
  if (before && after && added.length > 0) say("input-values-added", `can also be ${shownList(added)}.`);
  if (before && !after) say("input-values-freed", "can have any value.");
  if (!before && after) {
    const fixed = field.hiddenBefore && lacking(lost as JsonValue[], after).length === 0;
    say("input-values-restricted", `can only be ${shownList(after)}.`, fixed ? { class: "safe" } : milder);
  }
}

function compareDefault(scope: Scope, { field, old, new: now }: Facets, say: Say): void {
  const before = own(old, "default");
  const after = own(now, "default");
  if (same(before, after)) return;
  const detail = `has default ${shown(after)}, had ${shown(before)}.`;
  if (scope.direction === "output") {
    say("output-extension-changed", detail, { topic: "default" });
  } else if (field.hiddenBefore && field.hiddenNow && before !== undefined) {
    if (after === undefined && field.requiredNow)
      say("input-default-changed", detail, {
        class: "breaking",
        why: "It is required, makers cannot set it, and nothing is left that the platform could send.",
        help: "Keep the default, or make the input optional.",
      });
    else
      say("input-default-changed", detail, {
        why: "Makers cannot set it: the platform sends the new default for every saved flow at once.",
      });
  } else if (field.hiddenNow) {
    say("input-default-changed", detail, {
      why: "Makers cannot set it: the platform sends the default for every saved flow at once.",
    });
  } else if (field.requiredBefore && field.requiredNow) {
    say("input-default-changed", detail, {
      class: "safe",
      why: "Saved flows hold a value already; only new steps begin with another.",
      help: "Nothing needs to be done.",
    });
  } else say("input-default-changed", detail);
}

/** Keys by which way is tighter. */
const UPPER = ["maximum", "maxLength", "maxItems", "maxProperties"];
const LOWER = ["minimum", "minLength", "minItems", "minProperties"];
const OTHER_LIMITS = ["exclusiveMaximum", "exclusiveMinimum", "multipleOf", "pattern", "uniqueItems"];

function compareLimits(scope: Scope, { field, old, new: now }: Facets, say: Say): void {
  const tightened: string[] = [];
  const loosened: string[] = [];
  for (const key of [...UPPER, ...LOWER, ...OTHER_LIMITS]) {
    const before = own(old, key);
    const after = own(now, key);
    // False is what the absence of a limit means.
    if (same(before, after) || (!before && !after && typeof (before ?? after) === "boolean")) continue;
    const text = `${key} ${shown(after)}, was ${shown(before)}`;
    (isTighter(key, before, after) ? tightened : loosened).push(text);
  }
  if (scope.direction === "output") {
    const all = [...tightened, ...loosened];
    if (all.length > 0) say("output-limits-changed", `has other limits: ${all.join("; ")}.`);
    return;
  }
  if (tightened.length > 0)
    say(
      "input-limits-tightened",
      `has tighter limits: ${tightened.join("; ")}.`,
      field.hiddenBefore && field.hiddenNow ? { class: "safe" } : {},
    );
  if (loosened.length > 0) say("input-limits-loosened", `has looser limits: ${loosened.join("; ")}.`);
}

function isTighter(key: string, before: JsonValue | undefined, after: JsonValue | undefined): boolean {
  if (after === undefined || after === false) return false;
  if (before === undefined || before === false) return true;
  if (typeof before === "number" && typeof after === "number") {
    if (UPPER.includes(key)) return after < before;
    if (LOWER.includes(key)) return after > before;
  }
  return true;
}

function compareVisibility(scope: Scope, { field, old, new: now }: Facets, say: Say): void {
  const before = visibilityOf(old);
  const after = visibilityOf(now);
  if (before === after) return;
  // Inside of what is hidden nothing else is shown, whatever it says.
  if (field.hiddenBefore && field.hiddenNow) return;
  const output = scope.direction === "output";
  if (after === "internal") {
    if (output) say("output-hidden", "is internal now.");
    else if (own(now, "default") !== undefined)
      say("input-hidden", "is internal now: every flow sends its default.", {
        why: "Makers cannot set it any more, and the default is sent whatever saved flows hold.",
      });
    else
      say(
        "input-hidden",
        field.requiredNow ? "is internal now, required, and has no default." : "is internal now.",
        field.requiredNow
          ? { class: "breaking", why: "Makers cannot set it, and there is nothing the platform could send." }
          : {},
      );
  } else if (before === "internal") {
    if (output) say("output-shown", "is now visible.");
    else if (field.requiredNow)
      // The platform filled it in so far, so no saved flow holds a value (observed in exported flows).
      say("input-shown", "is now visible, and required.", {
        class: "risky",
        why: "The platform filled it in so far: saved flows hold no value for it.",
        help: "Make it optional, or leave it internal.",
      });
    else say("input-shown", "is now visible.");
  } else if (!output) {
    say("input-visibility-changed", `is ${after ?? "shown as usual"}, was ${before ?? "shown as usual"}.`);
  } else
    say("output-text-changed", `is ${after ?? "shown as usual"}, was ${before ?? "shown as usual"}.`, {
      topic: "visibility",
    });
}

/** The visibility in lower case; undefined for none, which is what any other word amounts to. */
export function visibilityOf(value: JsonObject): "internal" | "advanced" | "important" | undefined {
  const word = ownString(value, VISIBILITY)?.toLowerCase();
  return word === "internal" || word === "advanced" || word === "important" ? word : undefined;
}

const TEXTS: [key: string, word: string][] = [
  [SUMMARY, "label"],
  ["title", "title"],
  ["description", "description"],
  [ENUM_VALUES, "labels of its values"],
  [ENUM, "labels of its values"],
];

function compareTexts(scope: Scope, { field, old, new: now }: Facets, say: Say): void {
  if (field.hiddenBefore && field.hiddenNow) return;
  const changed = TEXTS.filter(([key]) => !same(own(old, key), own(now, key)));
  if (changed.length === 0) return;
  const details = changed.map(([key, word]) =>
    key.startsWith(ENUM) ? word : `${word} ${shown(own(now, key))}, was ${shown(own(old, key))}`,
  );
  say(
    scope.direction === "input" ? "input-text-changed" : "output-text-changed",
    `has another ${[...new Set(details)].join("; ")}.`,
  );
}

/** How a parameter is written into a request. */
function compareWriting({ old, new: now }: Facets, say: Say): void {
  const isList = (value: JsonObject) => ownString(value, "type") === "array";
  if (isList(old) && isList(now) && ownString(old, "in") !== "body") {
    const before = ownString(old, "collectionFormat") ?? "csv";
    const after = ownString(now, "collectionFormat") ?? "csv";
    if (before !== after)
      say("input-collection-format-changed", `is written as ${shown(after)}, was ${shown(before)}.`);
  }
  const before = ownString(old, URL_ENCODING)?.toLowerCase() ?? "single";
  const after = ownString(now, URL_ENCODING)?.toLowerCase() ?? "single";
  if (before !== after)
    say("input-encoding-changed", `has ${shown(after)} encoding in the path, had ${shown(before)}.`);
}

/** What is compared elsewhere, or says nothing to anybody but readers of the file. */
const HANDLED = new Set([
  ...["type", "format", "enum", "default", VISIBILITY, "collectionFormat", URL_ENCODING],
  ...["properties", "items", "required", "additionalProperties", "allOf", "$ref", "schema"],
  ...["name", "in", NOTIFICATION_URL, "__proto__"],
  ...["example", "examples", "x-example", "x-examples", EXAMPLES, "externalDocs", "xml", "$comment"],
  ...TEXTS.map(([key]) => key),
  ...[...UPPER, ...LOWER, ...OTHER_LIMITS],
  ...DYNAMIC_KEYS,
]);

/** Rest that readers at run time are known to depend on. */
const RISKY_REST = new Set([
  "x-nullable",
  "nullable",
  "discriminator",
  "readOnly",
  "allowEmptyValue",
  MEDIA_KIND,
]);

function compareRest(scope: Scope, { old, new: now }: Facets, say: Say): void {
  for (const key of new Set([...Object.keys(old), ...Object.keys(now)])) {
    if (HANDLED.has(key)) continue;
    const before = own(old, key);
    const after = own(now, key);
    if (same(before, after) || (isNothing(before) && isNothing(after))) continue;
    say(
      scope.direction === "input" ? "input-extension-changed" : "output-extension-changed",
      `has ${key} ${shown(after)}, had ${shown(before)}.`,
      RISKY_REST.has(key)
        ? { topic: key, class: "risky", why: `Flows or the platform may depend on ${key}.` }
        : { topic: key },
    );
  }
}

/** What means the same as no value at all. */
function isNothing(value: JsonValue | undefined): boolean {
  return (
    value === undefined || value === null || value === false || value === "" || canonical(value) === "{}"
  );
}
