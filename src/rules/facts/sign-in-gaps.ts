/** Security definitions that no connection parameters serve: what each misses, and what was probably meant to serve it. */
import { entryOf } from "../../json/values.ts";
import type { Subject } from "../language/context.ts";
import { nearest } from "../language/nearest.ts";
import { list, quote } from "../language/quote.ts";
import { type ConnectionParameter, type SecurityScheme, type SignIn, signIn } from "./sign-in.ts";

/** What each kind of security definition asks of one set of connection parameters. */
export const NEEDS: Record<string, readonly string[]> = {
  oauth2: ["token"],
  basic: ["username", "password"],
  apiKey: ["api_key"],
};

/** Groups of parameters that stand side by side: `connectionParameters`, and each parameter set. */
function groups(state: SignIn): ConnectionParameter[][] {
  const bySet = new Map<number | undefined, ConnectionParameter[]>();
  for (const parameter of state.parameters) {
    const group = bySet.get(parameter.set) ?? [];
    group.push(parameter);
    bySet.set(parameter.set, group);
  }
  return [...bySet.values()];
}

function missingIn(type: string, group: readonly ConnectionParameter[]): string[] {
  return (entryOf(NEEDS, type) ?? []).filter(
    (name) => !group.some((parameter) => parameter.name === name && serves(name, parameter)),
  );
}

/** Types that hold no text. An unknown type is another rule's, and so is whether a secret is a securestring. */
const NO_TEXT = ["bool", "int", "array", "object", "oauthsetting", "gatewaysetting", "connection"];

/** Types that hold one. */
const TEXT = ["string", "securestring"];

function serves(name: string, { type }: ConnectionParameter): boolean {
  if (type === undefined) return name !== "token";
  return name === "token"
    ? type === "oauthsetting" || !(TEXT.includes(type) || NO_TEXT.includes(type))
    : !NO_TEXT.includes(type);
}

export interface Gap {
  scheme: SecurityScheme;
  missing: string[];
  /** The group of parameters that comes nearest. */
  group: readonly ConnectionParameter[];
}

/**
 * The security definitions that no group of parameters serves. A second key may be named freely, and usually is a header
 * that people do not fill in; of the other types each asks for its own parameters.
 */
export function signInGaps(subject: Subject): Gap[] {
  const state = subject.fact(signIn);
  if (!state.definitionKnown || !state.parametersKnown) return [];
  const all = groups(state);
  const found: Gap[] = [];
  for (const scheme of state.schemes) {
    if (scheme.type === undefined || !Object.hasOwn(NEEDS, scheme.type)) continue;
    const options = (all.length > 0 ? all : [[]]).map((group) => ({
      group,
      missing: missingIn(scheme.type ?? "", group),
    }));
    const best = options.reduce((a, b) => (b.missing.length < a.missing.length ? b : a));
    if (best.missing.length > 0) found.push({ scheme, ...best });
  }
  return found.length < state.schemes.length && !state.hasSets
    ? found.filter(({ scheme }) => scheme.type !== "apiKey")
    : found;
}

/** A parameter that was surely meant to be the missing one: misspelt, or the only one of its type. */
export function meantFor(
  name: string,
  group: readonly ConnectionParameter[],
): ConnectionParameter | undefined {
  const near = group.find(
    (parameter) => parameter.name.replaceAll(/[ _-]/g, "").toLowerCase() === name.replaceAll("_", ""),
  );
  if (near) return near;
  const named = nearest(
    name,
    group.map((parameter) => parameter.name),
  );
  if (named !== undefined) return group.find((parameter) => parameter.name === named);
  const type = name === "token" ? "oauthsetting" : name === "username" ? undefined : "securestring";
  const typed = group.filter((parameter) => parameter.type === type && parameter.claim === undefined);
  return typed.length === 1 && !["username", "password", "api_key"].includes(typed[0]?.name ?? "")
    ? typed[0]
    : undefined;
}

/** What is wrong, as the end of a sentence: the parameter is not there, or is of a type that holds no text. */
export function describeGap(gap: Gap): string {
  const typed = gap.group.find((parameter) => gap.missing.includes(parameter.name));
  return typed
    ? `the connection parameter ${quote(typed.name)} is of the type ${quote(typed.type ?? "")}`
    : `there is no connection parameter ${list(gap.missing, "or")}`;
}
