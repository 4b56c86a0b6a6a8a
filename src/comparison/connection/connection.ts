/** How connections are made: the way to sign in, parameters, parameter sets, the gateway. */
import {
  type ConnectionParameter,
  isOAuth,
  type ParameterSet,
  readConnection,
} from "../../definition/connection.ts";
import { OAUTH_SETTINGS } from "../../definition/oauth-settings.ts";
import { child } from "../../json/pointer.ts";
import { isObject, type JsonObject, own, ownArray, ownObject, ownString } from "../../json/values.ts";
import { canonical, lacking, same, shown, shownList } from "../canonical.ts";
import type { Pair } from "../schemas/scope.ts";
import type { Side } from "../side.ts";
import { nameSimilarity, pairUp } from "../similarity.ts";
import { compareOAuth } from "./oauth.ts";

/** A group of parameters: the flat ones, or those of one set. */
interface ParameterGroup {
  /** What messages add to the name of a parameter: nothing, or ` of the set "…"`. */
  label: string;
  values: ReadonlyMap<string, ConnectionParameter>;
}

const NOTHING: JsonObject = {};

export function compareConnection(pair: Pair): void {
  const { old, new: now } = pair;
  const changed = compareSignIn(pair);
  compareKeyPlace(pair);
  if (!old.hasProperties || !now.hasProperties) return;
  if (carriedByBoth(pair, "connectionParameters")) compareParameters(pair, flat(old), flat(now), changed);
  if (carriedByBoth(pair, "connectionParameterSets")) compareSets(pair);
  if (carriedByBoth(pair, "capabilities")) compareCapabilities(pair);
}

/** Whether a part of apiProperties.json has a place in the formats of both versions. */
export function carriedByBoth({ old, new: now }: Pair, key: string): boolean {
  return old.carries(key) && now.carries(key);
}

function flat(side: Side): ParameterGroup {
  return groupOf("", readConnection(side.properties).parameters);
}

function groupOf(label: string, parameters: readonly ConnectionParameter[]): ParameterGroup {
  return { label, values: new Map(parameters.map((parameter) => [parameter.name, parameter])) };
}

/**
 * The way to sign in, in words; undefined where there are several, and where nothing tells.
 * @param withProperties whether apiProperties.json is known of both versions: it decides, the definition only describes
 */
function signInOf(side: Side, withProperties: boolean): string | undefined {
  const schemes = Object.values(ownObject(side.root, "securityDefinitions") ?? NOTHING).filter(isObject);
  const types = new Set(schemes.map((scheme) => ownString(scheme, "type")?.toLowerCase()));
  if (!withProperties) return types.size > 1 ? undefined : wordsFor([...types][0]);
  const { parameters, sets } = readConnection(side.properties);
  if (sets.length > 0) return undefined;
  if (parameters.some(isOAuth)) return wordsFor("oauth2");
  const kinds = parameters.map(({ type }) => type);
  if (kinds.includes("clientcertificate")) return "a client certificate";
  if (!kinds.includes("securestring")) return wordsFor(undefined);
  const names = parameters.map(({ name }) => name);
  const isBasic =
    types.has("basic") ||
    (names.some((name) => /^user/i.test(name)) && names.some((name) => /^pass/i.test(name)));
  return wordsFor(isBasic ? "basic" : "apikey");
}

function wordsFor(type: string | undefined): string {
  if (type === "oauth2") return "OAuth 2.0";
  if (type === "basic") return "a user name and password";
  return type === "apikey" ? "an API key" : "nothing";
}

/** @returns whether it changed: then single parameters that came or went say nothing more */
function compareSignIn({ old, new: now, collect }: Pair): boolean {
  const both =
    old.hasProperties &&
    now.hasProperties &&
    [old, now].every((side) => side.carries("connectionParameters"));
  const was = signInOf(old, both);
  const is = signInOf(now, both);
  if (was === undefined || is === undefined || was === is) return false;
  const at = (side: Side) =>
    both ? side.inProperties("/properties/connectionParameters") : side.at("/securityDefinitions");
  collect.report("authentication-changed", {
    old: at(old),
    new: at(now),
    message: () => `Connections sign in with ${is}, did with ${was}.`,
    ...(was === "nothing"
      ? {
          why: "Existing connections hold nothing to sign in with, and an update of a certified connector may not change it.",
        }
      : {}),
  });
  return true;
}

/** Where the API key travels. */
function compareKeyPlace({ old, new: now, collect }: Pair): void {
  const keys = (side: Side) =>
    Object.entries(ownObject(side.root, "securityDefinitions") ?? NOTHING).filter(
      ([, scheme]) => ownString(scheme, "type")?.toLowerCase() === "apikey",
    );
  const [was, ...more] = keys(old);
  const [is, ...others] = keys(now);
  if (!was || !is || more.length > 0 || others.length > 0) return;
  const text = (scheme: unknown) => `${ownString(scheme, "in") ?? "?"} "${ownString(scheme, "name") ?? "?"}"`;
  if (text(was[1]) === text(is[1])) return;
  collect.report("key-place-changed", {
    old: old.at(child("/securityDefinitions", was[0])),
    new: now.at(child("/securityDefinitions", is[0])),
    message: () => `The API key is sent in ${text(is[1])}; it was sent in ${text(was[1])}.`,
  });
}

function compareParameters(
  pair: Pair,
  before: ParameterGroup,
  after: ParameterGroup,
  signInChanged: boolean,
): void {
  const { old, new: now, collect } = pair;
  const removed = [...before.values.keys()].filter((name) => !after.values.has(name));
  const added = [...after.values.keys()].filter((name) => !before.values.has(name));
  const value = (group: ParameterGroup, name: string) => group.values.get(name) as ConnectionParameter;
  const place = (side: Side, group: ParameterGroup, name: string) =>
    side.inProperties(value(group, name).pointer);
  const score = (a: string, b: string) => {
    const [one, two] = [value(before, a), value(after, b)];
    if (one.type !== two.type) return 0;
    const alone = removed.length === 1 && added.length === 1 ? 0.2 : 0;
    // Without a label of its own a parameter is called by its name, and these differ.
    return 0.6 * nameSimilarity(a, b) + (one.label === two.label ? 0.45 : 0) + alone;
  };
  const pairs = signInChanged ? [] : pairUp(removed, added, score, 0.6);
  for (const [was, is] of pairs) {
    collect.report("connection-parameter-renamed", {
      old: place(old, before, was),
      new: place(now, after, is),
      message: () => `Connection parameter "${was}"${before.label} is now called "${is}".`,
    });
    compareParameter(pair, value(before, was), value(after, is), after.label);
  }
  const paired = new Set(pairs.flat());
  for (const name of removed) {
    if (paired.has(name) || (signInChanged && isSignIn(value(before, name)))) continue;
    collect.report("connection-parameter-removed", {
      old: place(old, before, name),
      message: () => `Connection parameter "${name}"${before.label} was removed.`,
    });
  }
  for (const name of added) {
    const parameter = value(after, name);
    if (paired.has(name) || (signInChanged && isSignIn(parameter))) continue;
    const required = parameter.required && parameter.default === undefined;
    collect.report(required ? "connection-parameter-added-required" : "connection-parameter-added", {
      new: place(now, after, name),
      message: () => `Connection parameter "${name}"${after.label} was added${required ? ", required" : ""}.`,
    });
  }
  for (const [name, was] of before.values) {
    const is = after.values.get(name);
    // That the sign-in is another was said; what it was called stays.
    if (is && !(signInChanged && typeOf(was) !== typeOf(is) && isSignIn(is)))
      compareParameter(pair, was, is, after.label);
  }
}

function isSignIn(parameter: ConnectionParameter): boolean {
  return (
    isOAuth(parameter) || /^(securestring|clientcertificate)$/.test(parameter.type) || parameter.required
  );
}

/** As the file has it. */
function typeOf(parameter: ConnectionParameter): string | undefined {
  return ownString(parameter.value, "type");
}

function compareParameter(
  pair: Pair,
  was: ConnectionParameter,
  is: ConnectionParameter,
  label: string,
): void {
  const { old, new: now, collect } = pair;
  const [one, two] = [was.value, is.value];
  if (same(one, two)) return;
  const places = { old: old.inProperties(was.pointer), new: now.inProperties(is.pointer) };
  const name = `Connection parameter "${is.name}"${label}`;
  const types = [typeOf(was), typeOf(is)];
  if (types[0]?.toLowerCase() !== types[1]?.toLowerCase()) {
    collect.report("connection-parameter-retyped", {
      ...places,
      message: () => `${name} is of type ${shown(types[1])}, was ${shown(types[0])}.`,
    });
    return;
  }
  // Nobody has a connection without having signed in.
  if (!was.required && is.required && !isOAuth(is))
    collect.report("connection-parameter-made-required", {
      ...places,
      message: () => `${name} is now required.`,
    });
  const [before = [], after = []] = [was.allowed, is.allowed];
  const gone = lacking(before, after);
  if (after.length > 0 && (gone.length > 0 || before.length === 0))
    collect.report("connection-parameter-values-narrowed", {
      ...places,
      message: () =>
        gone.length > 0
          ? `${name} can no longer be ${shownList(gone)}.`
          : `${name} can only be ${shownList(after)}.`,
    });
  compareOAuth(pair, was, is, label);
  const rest = [...new Set([...Object.keys(one), ...Object.keys(two)])].filter(
    (key) => key !== OAUTH_SETTINGS && key !== "type" && !same(own(one, key), own(two, key)),
  );
  if (rest.length > 0)
    collect.report("connection-parameter-changed", {
      ...places,
      message: () => `${name} has other ${rest.join(", ")}.`,
      ...(rest.includes("defaultValue")
        ? { class: "risky" as const, why: "Connections that left it empty may use a different value." }
        : {}),
    });
}

function setsOf(side: Side): ParameterSet[] {
  return readConnection(side.properties).sets;
}

function compareSets(pair: Pair): void {
  const { old, new: now, collect } = pair;
  const before = setsOf(old);
  const after = setsOf(now);
  if (before.length === 0 && after.length === 0) return;
  const hadFlat = flat(old).values.size > 0;
  if (before.length === 0 && hadFlat) {
    collect.report("authentication-changed", {
      old: old.inProperties("/properties/connectionParameters"),
      new: now.inProperties("/properties/connectionParameterSets"),
      class: "risky",
      message: () =>
        `Connections choose among ${after.length} ways to sign in: ${shownList(after.map(({ name }) => name))}.`,
      why: "Existing connections were made without this choice; they keep working only if one of the ways to sign in matches theirs.",
      help: "Make sure that one set has today's parameters, under the same names.",
    });
    return;
  }
  if (after.length === 0) {
    collect.report("authentication-changed", {
      old: old.inProperties("/properties/connectionParameterSets"),
      new: now.inProperties("/properties/connectionParameters"),
      message: () => `Connections no longer choose among ${before.length} ways to sign in.`,
    });
    return;
  }
  const removed = before.filter(({ name }) => !after.some((set) => set.name === name));
  const added = after.filter(({ name }) => !before.some((set) => set.name === name));
  const parameters = (set: ParameterSet) => canonical(own(set.value, "parameters"));
  const pairs = pairUp(
    removed,
    added,
    (a, b) =>
      (parameters(a) === parameters(b) ? 0.6 : 0) +
      (a.label && a.label === b.label ? 0.5 : 0) +
      0.3 * nameSimilarity(a.name, b.name),
    0.6,
  );
  const paired = new Set(pairs.flat());
  for (const [was, is] of pairs)
    collect.report("parameter-set-renamed", {
      old: old.inProperties(was.pointer),
      new: now.inProperties(is.pointer),
      message: () => `The way to sign in "${was.name}" is now called "${is.name}".`,
    });
  for (const set of removed)
    if (!paired.has(set))
      collect.report("parameter-set-removed", {
        old: old.inProperties(set.pointer),
        message: () => `The way to sign in "${set.name}" was removed.`,
      });
  for (const set of added)
    if (!paired.has(set))
      collect.report("parameter-set-added", {
        new: now.inProperties(set.pointer),
        message: () => `The way to sign in "${set.name}" was added.`,
      });
  const kept = before.flatMap((set): [ParameterSet, ParameterSet][] => {
    const other = after.find(({ name }) => name === set.name);
    return other ? [[set, other]] : [];
  });
  for (const [was, is] of [...kept, ...pairs]) {
    const group = (set: ParameterSet) => groupOf(` of the way to sign in "${set.name}"`, set.parameters);
    compareParameters(pair, group(was), group(is), false);
  }
}

function compareCapabilities({ old, new: now, collect }: Pair): void {
  const list = (side: Side) =>
    (ownArray(side.properties, "capabilities") ?? []).filter((item) => typeof item === "string");
  const before = list(old);
  const after = list(now);
  const place = (side: Side) => side.inProperties("/properties/capabilities");
  const name = (value: unknown) => String(value).toLowerCase();
  const gone = before.filter((item) => !after.some((other) => name(other) === name(item)));
  const fresh = after.filter((item) => !before.some((other) => name(other) === name(item)));
  for (const [items, verb] of [
    [gone, "removed"],
    [fresh, "added"],
  ] as const)
    for (const item of items)
      collect.report(
        name(item) === "gateway"
          ? verb === "added"
            ? "gateway-added"
            : "gateway-removed"
          : "capability-changed",
        {
          old: place(old),
          new: place(now),
          topic: `${verb} ${name(item)}`,
          message: () =>
            name(item) === "gateway"
              ? `Connections ${verb === "added" ? "go" : "no longer go"} through the on-premises data gateway.`
              : `Capability "${item}" was ${verb}.`,
        },
      );
}
