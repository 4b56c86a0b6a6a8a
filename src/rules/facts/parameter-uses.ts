/** Where the values of connection parameters go besides the sign-in: policies, the script, templates of addresses. */
import { isObject, type JsonValue, own, ownArray, ownObject } from "../../json/values.ts";
import type { Subject } from "../language/context.ts";
import { scriptSource } from "./script-source.ts";
import { type ConnectionParameter, signIn } from "./sign-in.ts";

/** Parameters that the platform itself uses, by the names it gives them. Sourced: documentation and schema. */
const USED_BY_PLATFORM =
  /^(?:api_key|username|password|token|gateway|authtype|privacysetting|token:(?:tenantid|clientid|clientsecret|resourceuri|scopes?|granttype|authorizationurl|tokenurl|refreshurl|loginuri|notes))$/i;

export class ParameterUses {
  /** Texts, in lower case, in which a name stands for its parameter. */
  readonly #texts: readonly string[];
  readonly #policyTexts: readonly string[];

  constructor(subject: Subject) {
    const policies = ownArray(subject.properties, "policyTemplateInstances") ?? [];
    this.#policyTexts = stringsIn(policies).filter((text) => text.includes("connectionparameters"));
    const script = subject.fact(scriptSource);
    const settings = subject
      .fact(signIn)
      .parameters.flatMap((parameter) => stringsIn(ownObject(parameter.value, "oAuthSettings") ?? null));
    this.#texts = [...this.#policyTexts, ...settings, ...(script ? [script.text.toLowerCase()] : [])];
  }

  /** Whether the platform sends or uses it by its own rules. */
  byPlatform(parameter: ConnectionParameter): boolean {
    return (
      USED_BY_PLATFORM.test(parameter.name) ||
      parameter.type === "oauthsetting" ||
      parameter.type === "gatewaysetting" ||
      // Shown in the list of connections, to tell one from the other.
      isObject(own(parameter.value, "metadata"))
    );
  }

  /** Whether a policy, the script or a template of the sign-in names it; letter case does not count, as in the service. */
  byName(parameter: ConnectionParameter): boolean {
    const names = [parameter.name, parameter.claim ?? ""].filter((name) => name !== "");
    return names.some((name) => this.#texts.some((text) => hasWord(text, name.toLowerCase())));
  }

  /** Whether any policy reads a connection parameter. */
  get anyPolicy(): boolean {
    return this.#policyTexts.length > 0;
  }
}

/** Ask for it by `context.fact(parameterUses)`. */
export function parameterUses(subject: Subject): ParameterUses {
  return new ParameterUses(subject);
}

/** Whether a name is in a text by itself, not as a part of a longer one; linear in the length of the text. */
function hasWord(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    const around = [text[at - 1], text[at + name.length]];
    if (around.every((character) => character === undefined || !/\w/.test(character))) return true;
  }
  return false;
}

/** Every string in a value, in lower case. */
function stringsIn(value: JsonValue): string[] {
  const found: string[] = [];
  const waiting: JsonValue[] = [value];
  while (waiting.length > 0) {
    const current = waiting.pop();
    if (typeof current === "string") found.push(current.toLowerCase());
    else if (Array.isArray(current)) waiting.push(...current.slice(0, 10_000));
    else if (isObject(current))
      for (const key of Object.keys(current)) waiting.push(own(current, key) ?? null);
  }
  return found;
}
