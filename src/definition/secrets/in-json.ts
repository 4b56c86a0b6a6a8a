/** Secrets in a JSON file: under a name of one, or as a value of what is named or said to be one. */
import { isObject, type JsonValue, own, ownString } from "../../json/values.ts";
import { PARAMETER_PREFIX } from "../policy-templates.ts";
import type { Candidates } from "./candidates.ts";
import { unescaped } from "./in-code.ts";
import { type Add, type Sureness, surenessOf } from "./names.ts";

/** The value of a member, after its name and the colon, in a text that need not be whole. */
const WRITTEN = /"((?:[^"\\]|\\.){4,4000})"/y;
/** Type or format of what nobody may read. */
const SAID = /"(?:securestring|password)"/i;

export function inJson(text: string, value: JsonValue | undefined, candidates: Candidates, add: Add): void {
  for (const { name, next } of candidates.members) {
    const sureness = surenessOf(name);
    if (sureness === undefined || sureness === "weak") continue;
    WRITTEN.lastIndex = next;
    const written = WRITTEN.exec(text)?.[1];
    if (written !== undefined) add(unescaped(written), sureness, `the value of ${quoted(name)}`);
  }
  if (value !== undefined) inValue(value, candidates.areHolders || saysSo(text), add);
}

/** Whether a text says of a value that nobody may read it. */
export function saysSo(text: string): boolean {
  return SAID.test(text);
}

/**
 * @param areHolders whether anything in it says that it, or its value, is secret
 * @param passedOver what in it is not looked into
 */
export function inValue(
  value: JsonValue,
  areHolders: boolean,
  add: Add,
  passedOver?: ReadonlySet<object>,
): void {
  if (areHolders) look(value, "", add, passedOver);
  // A host has no scheme in front of its user and password.
  const password = /^[^\s/@:]{0,200}:([^\s/@]{3,200})@/.exec(ownString(value, "host") ?? "")?.[1];
  if (password !== undefined) add(password, "certain", "a password in the host");
}

/** Members that say what the value of something is. */
const VALUES = ["value", "propertyValue", "default", "defaultValue", "x-ms-test-value", "enum", "const"];
/** Those that show what it may be. */
const SAMPLES = ["example", "examples", "x-example", "x-ms-examples"];
const HOLDS_VALUE = new Set([...VALUES, ...SAMPLES, `${PARAMETER_PREFIX}value`]);

const NOTHING: ReadonlySet<object> = new Set();

/** Looks for what is named like a secret, or is said to be one, and for the values it is given. */
export function look(
  root: JsonValue,
  name: string,
  add: Add,
  passedOver: ReadonlySet<object> = NOTHING,
): void {
  const waiting: [JsonValue, string][] = [[root, name]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [value, key] = next;
    if (Array.isArray(value)) {
      for (const item of value) if (typeof item === "object" && item !== null) waiting.push([item, key]);
      continue;
    }
    if (!isObject(value)) continue;
    let hasValue = false;
    for (const member of Object.keys(value)) {
      const inner = value[member];
      if (typeof inner === "object" && inner !== null && !passedOver.has(inner))
        waiting.push([inner, member]);
      hasValue ||= HOLDS_VALUE.has(member);
    }
    if (hasValue) lookAt(value, key, add);
  }
}

function lookAt(value: Record<string, JsonValue>, key: string, add: Add): void {
  const [name, sureness] = named(value, key);
  if (sureness !== undefined) {
    for (const member of sureness === "weak" ? VALUES : [...VALUES, ...SAMPLES])
      for (const text of textsIn(own(value, member))) add(text, sureness, `the value of ${quoted(name)}`);
  }
  // What a policy sets is fixed for everyone: under such a name it is a secret.
  const set = ownString(value, `${PARAMETER_PREFIX}name`);
  const policy = set === undefined ? undefined : surenessOf(set);
  if (set !== undefined && policy !== undefined)
    for (const text of textsIn(own(value, `${PARAMETER_PREFIX}value`)))
      add(text, policy === "weak" ? "likely" : "certain", `what a policy sets as ${quoted(set)}`);
}

/** By which of its names it is one, and how sure that is. */
function named(value: Record<string, JsonValue>, key: string): [string, Sureness | undefined] {
  const names = [ownString(value, "name"), ownString(value, "key"), ownString(value, "propertyName"), key];
  if (
    /^password$/i.test(ownString(value, "format") ?? "") ||
    /^securestring$/i.test(ownString(value, "type") ?? "")
  )
    return [names.find((one) => one !== undefined) ?? key, "certain"];
  // Records have keys and codes as well: weak names count where a call carries them in its address or head.
  const isCarried = /^(?:query|header)$/.test(ownString(value, "in") ?? "");
  for (const name of names) {
    const sureness = name === undefined ? undefined : surenessOf(name);
    if (name !== undefined && sureness !== undefined && (sureness !== "weak" || isCarried))
      return [name, sureness];
  }
  return [key, undefined];
}

function quoted(name: string): string {
  return JSON.stringify(name.slice(0, 60));
}

function textsIn(value: JsonValue | undefined): string[] {
  const texts: string[] = [];
  const waiting = [value];
  for (let count = 0; waiting.length > 0 && count < 1_000; count++) {
    const next = waiting.pop();
    if (typeof next === "string") texts.push(next);
    else if (typeof next === "object" && next !== null) waiting.push(...Object.values(next));
  }
  return texts;
}
