/** Exchanges as an HTTP archive, the format every browser's network view opens. Source: HAR 1.2. */
import type { JsonObject } from "../../json/values.ts";
import type { ExchangeRecord } from "../api.ts";

/** A HAR 1.2 document of redacted records. Exchanges without an answer have status 0, as browsers write them. */
export function toHar(
  records: readonly ExchangeRecord[],
  creator: { name: string; version: string },
): JsonObject {
  return { log: { version: "1.2", creator, entries: records.map(entryOf) } };
}

function entryOf(record: ExchangeRecord): JsonObject {
  const { request, response } = record;
  return {
    startedDateTime: record.startedAt,
    time: record.duration,
    request: {
      method: request.method,
      url: request.url,
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: pairs(request.headers),
      queryString: queryOf(request.url),
      ...(request.body === undefined
        ? {}
        : { postData: { mimeType: request.headers["content-type"] ?? "", text: request.body } }),
      headersSize: -1,
      bodySize: request.bodySize,
    },
    response: {
      status: response?.status ?? 0,
      statusText: "",
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: pairs(response?.headers ?? {}),
      content: {
        size: response?.bodySize ?? 0,
        mimeType: response?.headers["content-type"] ?? "",
        ...(response?.body === undefined ? {} : { text: response.body }),
      },
      redirectURL: response?.headers["location"] ?? "",
      headersSize: -1,
      bodySize: response?.bodySize ?? -1,
    },
    cache: {},
    timings: { send: 0, wait: record.duration, receive: 0 },
    comment: [record.phase, record.operation, `answered by the ${record.answeredBy}`, record.error]
      .filter(Boolean)
      .join(", "),
  };
}

function pairs(headers: Record<string, string>): JsonObject[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}

function queryOf(url: string): JsonObject[] {
  try {
    return [...new URL(url).searchParams].map(([name, value]) => ({ name, value }));
  } catch {
    return [];
  }
}
