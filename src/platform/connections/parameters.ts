/** The parameters of a connection, and whether the values given fit. */
import { type ConnectionParameter, parametersOf, readConnection } from "../../definition/connection.ts";
import { InputError } from "../../json/problem.ts";
import type { JsonObject } from "../../json/values.ts";
import { type OAuthSource, oauthSource } from "./oauth-token.ts";

/**
 * The parameters of a connection.
 * @param properties the `properties` object of apiProperties.json
 * @param set name of an entry of `connectionParameterSets`; the first unless said (chosen)
 * @throws {InputError} `parameter-set-unknown`
 */
export function readParameters(properties: JsonObject, set: string | undefined): ConnectionParameter[] {
  const connection = readConnection(properties);
  const chosen = set === undefined ? connection.sets[0] : connection.sets.find(({ name }) => name === set);
  if (set !== undefined && !chosen) {
    throw new InputError(
      "parameter-set-unknown",
      `The connector has no set of connection parameters called "${set}".`,
      `It has: ${connection.sets.map(({ name }) => name).join(", ") || "none"}.`,
    );
  }
  return parametersOf(connection, chosen);
}

/** Where a token comes from: fixed, or asked for at each call. */
export type TokenSource = () => string | Promise<string>;

export interface ConnectionValues {
  texts: Map<string, string>;
  tokens: Map<string, TokenSource>;
  /** Tokens with a life of their own. */
  signIns: Map<string, OAuthSource>;
}

/**
 * Checks the values of a new connection.
 * @throws {InputError} `connection-value-unknown`, `connection-value-missing`, `connection-value-type`
 */
export function checkValues(
  parameters: readonly ConnectionParameter[],
  given: Record<string, unknown>,
): ConnectionValues {
  const values: ConnectionValues = { texts: new Map(), tokens: new Map(), signIns: new Map() };
  for (const key of Object.keys(given)) {
    const declared = parameters.find(({ name }) => name.toLowerCase() === key.toLowerCase());
    // `token:something` are values that come with a sign-in and that policies read (sourced: published connectors).
    const derived = key.includes(":") && parameters.some(({ name }) => key.startsWith(`${name}:`));
    if (!declared && !derived) {
      throw new InputError(
        "connection-value-unknown",
        `The connector has no connection parameter "${key}".`,
        `It has: ${parameters.map(({ name }) => name).join(", ") || "none"}.`,
      );
    }
    const value = given[key];
    if (value === undefined) continue;
    if (declared?.type === "oauthsetting" && typeof value === "function")
      values.tokens.set(declared.name, value as TokenSource);
    else if (declared?.type === "oauthsetting" && typeof value === "object" && value !== null)
      values.signIns.set(declared.name, oauthSource(key, value));
    else values.texts.set(declared?.name ?? key, checkedText(declared, key, value));
  }
  for (const parameter of parameters) {
    for (const [custom, text] of parameter.custom) {
      const key = `${parameter.name}:${custom}`;
      if (!values.texts.has(key)) values.texts.set(key, text);
    }
    const { name } = parameter;
    if (values.texts.has(name) || values.tokens.has(name) || values.signIns.has(name)) continue;
    if (parameter.default !== undefined && parameter.default !== null)
      values.texts.set(name, String(parameter.default));
    else if (parameter.required) {
      throw new InputError(
        "connection-value-missing",
        `The connection parameter "${parameter.name}" is required.`,
        "Give it when the connection is made.",
      );
    }
  }
  return values;
}

function checkedText(parameter: ConnectionParameter | undefined, key: string, value: unknown): string {
  const refuse = (message: string, help: string) => new InputError("connection-value-type", message, help);
  if (typeof value === "object" || typeof value === "function" || typeof value === "symbol")
    throw refuse(
      `The connection parameter "${key}" accepts a text, a number or a boolean.`,
      "Give a plain value.",
    );
  const text = String(value);
  if (/[\r\n\0]/.test(text))
    throw refuse(
      `The value of the connection parameter "${key}" holds a line break.`,
      "Give a value of one line.",
    );
  if (parameter?.type === "int" && !/^-?\d+$/.test(text))
    throw refuse(`The connection parameter "${key}" takes a whole number.`, "Give digits only.");
  if (parameter?.type === "bool" && !/^(true|false)$/i.test(text))
    throw refuse(`The connection parameter "${key}" takes true or false.`, "Give one of the two.");
  if (parameter?.allowed && !parameter.allowed.some((allowed) => String(allowed) === text))
    throw refuse(
      `"${parameter.secret ? "The value" : text}" is not among the values of the connection parameter "${key}".`,
      `Choose one of: ${parameter.allowed.map(String).join(", ")}.`,
    );
  return text;
}
