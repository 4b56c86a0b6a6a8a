/** Sends a recorded request once more, as it was. */
import { InputError } from "../../json/problem.ts";
import type { ExchangeRecord } from "../../platform/index.ts";
import { readBytes } from "../../platform/invoke/read-body.ts";
import type { ReplayAnswer } from "../api.ts";
import type { Workbench } from "../workbench.ts";
import type { RawRequest } from "./exchange-store.ts";
import { notification } from "./fire.ts";

/** Of an answer's text this much is recorded. */
const MAX_TEXT = 64 * 1024;

/**
 * Notifications go to the flow's callback address as it is now, calls to the service with the token they had: that it has expired
 * since is part of what a replay shows. Calls do not pass the gateway again, so they do not count for the throttle.
 * @throws {InputError} `exchange-unknown`, `not-replayable`
 */
export async function replay(workbench: Workbench, number: number): Promise<ReplayAnswer> {
  const { exchanges, session } = workbench;
  const record = exchanges.get(number);
  if (!record)
    throw new InputError(
      "exchange-unknown",
      `There is no call #${number}.`,
      "GET /api/exchanges lists those that are kept.",
    );
  const about = { ...(record.operation === undefined ? {} : { operation: record.operation }) };
  if (record.phase === "notify" && exchanges.isReplayable(record)) {
    const { callbackUrl } = session.flows.running(record.flow ?? "");
    if (callbackUrl !== undefined) {
      const response = await workbench.notify(notification(callbackUrl, record.request.body ?? ""));
      exchanges.all();
      const again = exchanges.count;
      session.tell("replayed", "plain", `Call #${number} (a notification) was sent again.`, {
        ...about,
        exchange: again,
      });
      return { exchange: again, status: response.status };
    }
  }
  const raw = exchanges.raw(record);
  if (!raw)
    throw new InputError(
      "not-replayable",
      `Call #${number} cannot be sent again: its request was not kept in full.`,
      "Repeat what led to it instead.",
    );
  const again = exchanges.add(await send(workbench, record, raw));
  session.tell("replayed", "plain", `Call #${number} was sent again.`, { ...about, exchange: again });
  workbench.touch("state", "desk");
  return { exchange: again, status: exchanges.get(again)?.response?.status };
}

async function send(
  workbench: Workbench,
  record: ExchangeRecord,
  raw: RawRequest,
): Promise<Omit<ExchangeRecord, "number">> {
  const { clock, backend, session } = workbench;
  const { redactor } = session;
  const { number: _number, response: _response, error: _error, ...about } = record;
  const startedAt = clock.now();
  const request = new Request(raw.url, {
    method: raw.method,
    headers: raw.headers,
    redirect: "manual",
    ...(raw.body ? { body: raw.body } : {}),
  });
  const done = (rest: Pick<ExchangeRecord, "response" | "error">): Omit<ExchangeRecord, "number"> => ({
    ...about,
    startedAt: new Date(startedAt).toISOString(),
    duration: clock.now() - startedAt,
    answeredBy: "service",
    ...rest,
  });
  try {
    const { response, bytes } = await clock.during(async () => {
      const answer = await backend.handle(request);
      return { response: answer, bytes: await readBytes(answer) };
    });
    const text = bytes ? new TextDecoder().decode(bytes.subarray(0, MAX_TEXT)) : undefined;
    return done({
      response: {
        status: response.status,
        headers: redactor.headers(response.headers),
        ...(text === undefined ? {} : { body: redactor.text(text) }),
        bodySize: bytes?.byteLength ?? 0,
      },
    });
  } catch (error) {
    return done({ error: redactor.text(error instanceof Error ? error.message : String(error)) });
  }
}
