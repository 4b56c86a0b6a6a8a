/** A call of a scenario that comes out of a file: of the right types, and without the secrets that somebody else has left in it. */
import { type JsonValue, own, ownObject, ownString } from "../../json/values.ts";
import type { Redactor } from "../../machine/redaction/redactor.ts";
import type { ExchangeRecord } from "../api.ts";

const TEXTS = ["phase", "startedAt", "answeredBy"] as const;
const MORE_TEXTS = ["operation", "connection", "flow", "run", "error"] as const;

/** @returns undefined if it is none */
export function readExchange(value: JsonValue, redactor: Redactor): ExchangeRecord | undefined {
  const sent = messageOf(ownObject(value, "request"), redactor);
  const given = ownObject(value, "response");
  const came = messageOf(given, redactor);
  const [method, url] = ["method", "url"].map((name) => ownString(ownObject(value, "request"), name));
  const status = given && own(given, "status");
  const texts = TEXTS.map((name) => [name, ownString(value, name)] as const);
  if (!sent || method === undefined || url === undefined) return undefined;
  if (given && (!came || typeof status !== "number")) return undefined;
  if (texts.some(([, text]) => text === undefined)) return undefined;
  return {
    ...Object.fromEntries(texts),
    ...Object.fromEntries(
      MORE_TEXTS.flatMap((name) => {
        const text = ownString(value, name);
        return text === undefined ? [] : [[name, redactor.text(text)]];
      }),
    ),
    number: numberOr(own(value, "number"), 0),
    duration: numberOr(own(value, "duration"), 0),
    request: { method, url: redactor.url(url), ...sent },
    ...(came ? { response: { status, ...came } } : {}),
  } as ExchangeRecord;
}

function messageOf(message: JsonValue | undefined, redactor: Redactor) {
  const headers = ownObject(message, "headers");
  if (!headers) return undefined;
  const pairs = Object.entries(headers);
  if (!pairs.every((pair): pair is [string, string] => typeof pair[1] === "string")) return undefined;
  const body = ownString(message, "body");
  return {
    headers: Object.fromEntries(pairs.map(([name, text]) => [name, redactor.header(name, text)])),
    ...(body === undefined ? {} : { body: redactor.text(body) }),
    bodySize: numberOr(own(message, "bodySize"), 0),
  };
}

function numberOr(value: JsonValue | undefined, other: number): number {
  return typeof value === "number" ? value : other;
}
