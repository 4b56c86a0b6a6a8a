/** Calls an action on its own, and keeps what came of it. */
import { InputError } from "../../json/problem.ts";
import type { InvokeAnswer } from "../api.ts";
import { withoutSecrets } from "../keep/withheld.ts";
import type { InvokeRequest } from "../requests.ts";
import type { Workbench } from "../workbench.ts";

/** Bodies longer than this are cut in the history. Chosen. */
const LONGEST_BODY = 64 * 1024;

/** @throws {InputError} for values that the operation does not take: that is kept, too */
export async function call(workbench: Workbench, request: InvokeRequest): Promise<InvokeAnswer> {
  const { session, calls, clock } = workbench;
  const { operationId, values = {}, connection } = request;
  const operation = workbench.project.shown.view.operation(operationId);
  const kept = {
    at: new Date(clock.now()).toISOString(),
    operationId,
    ...withoutSecrets(values, (text) => session.hidden(text), operation),
  };
  try {
    const answer = await session.platform.invoke(operationId, values, {
      connection: session.connections.get(connection),
    });
    const { kind, ok, status, violations, headers, body } = answer;
    const shown: InvokeAnswer = session.clean({
      kind,
      ok,
      status,
      headers: session.redactor.headers(new Headers(headers)),
      body,
      violations,
      exchange: session.exchangeNumber(answer.exchange),
    });
    const added = calls.add({ ...kept, answer: { ...shown, body: cut(shown.body) } });
    workbench.touch("calls");
    workbench.kept("calls");
    return { ...shown, call: added.number };
  } catch (error) {
    if (error instanceof InputError) {
      calls.add({ ...kept, answer: undefined, error: session.hidden(error.message) });
      workbench.touch("calls");
      workbench.kept("calls");
    }
    throw error;
  }
}

function cut(body: InvokeAnswer["body"]): InvokeAnswer["body"] {
  const text = body === undefined ? "" : JSON.stringify(body);
  return text.length > LONGEST_BODY ? `${text.slice(0, LONGEST_BODY)}…` : body;
}
