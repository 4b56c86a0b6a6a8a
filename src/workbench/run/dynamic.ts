/** Lists and schemas that are asked for while a step is designed, through the gateway, as the designer does. */

import { type DynamicSource, dynamicRequest, type OperationView } from "../../designer/index.ts";
import { parameterKey } from "../../designer/serialize/power-automate.ts";
import { InputError } from "../../json/problem.ts";
import type { Arguments } from "../../platform/index.ts";
import type { DynamicAnswer, DynamicRequestBody, EnteredValues } from "../api.ts";
import { orUnknown } from "../project/or-unknown.ts";
import type { Workbench } from "../workbench.ts";

/** @throws {InputError} for an operation, input or connection that does not exist, and inputs that are not dynamic */
export async function askDynamic(workbench: Workbench, request: DynamicRequestBody): Promise<DynamicAnswer> {
  const { session, project } = workbench;
  const { view } = project.shown;
  const operation = operationOf(workbench, request.operationId);
  const { source, key } = find(operation, request);
  const values = request.values ?? {};
  const blank: DynamicAnswer = { state: "failed", rows: [], waitingFor: [], problems: [] };
  // Trees of the older form name no operation of their own; what they need, the platform knows.
  if (source.operationId !== undefined && !request.below) {
    const call = dynamicRequest(view, operation, source, values);
    if (call.state === "waiting")
      return { ...blank, state: "waiting", message: call.message, waitingFor: call.inputs };
    if (call.state === "impossible") return { ...blank, message: call.message };
  }
  const { platform } = session;
  let exchange: number | undefined;
  const detach = platform.on((event) => {
    if (event.type === "call-answered" && event.purpose === "dynamic")
      exchange = session.exchangeNumber(event.exchange);
  });
  try {
    const options = {
      connection: session.connections.get(request.connection),
      arguments: argumentsOf(operation, values),
      ...(request.refresh ? { refresh: true } : {}),
    };
    if (request.kind === "schema") {
      const { schema, error, problems } = await platform.dynamic.schema(request.operationId, key, options);
      return session.clean({
        ...blank,
        state: error === undefined ? "ready" : "failed",
        ...(schema ? { schema } : {}),
        ...(error === undefined ? {} : { message: error }),
        problems,
        ...(exchange === undefined ? {} : { exchange }),
      });
    }
    const { rows, error, problems } = request.below
      ? await platform.dynamic.tree(request.operationId, key ?? "", { ...options, below: request.below })
      : await platform.dynamic.list(request.operationId, key ?? "", options);
    return session.clean({
      ...blank,
      state: error !== undefined ? "failed" : rows.length > 0 ? "ready" : "empty",
      rows,
      ...(error === undefined ? {} : { message: error }),
      problems,
      ...(exchange === undefined ? {} : { exchange }),
    });
  } finally {
    detach();
  }
}

/** @throws {InputError} `operation-unknown` */
export function operationOf(workbench: Workbench, id: string): OperationView {
  const { shown } = workbench.project;
  return orUnknown(shown.view.operation(id), shown, id);
}

function find(
  operation: OperationView,
  request: DynamicRequestBody,
): { source: DynamicSource; key: string | undefined } {
  const { key } = request;
  if (request.kind === "schema") {
    const list = key === undefined ? operation.dynamicOutputs : operation.dynamicInputs;
    const found = key === undefined ? list[0] : list.find((one) => one.key === key);
    if (found)
      return { source: found.source, key: key === undefined ? undefined : schemaKey(operation, key) };
  } else {
    const input = operation.inputs.find((one) => one.key === key);
    if (input?.dynamicValues) return { source: input.dynamicValues, key: parameterKey(input) };
  }
  throw new InputError(
    "input-not-dynamic",
    `${operation.operationId} has nothing to ask for at "${key ?? "its outputs"}".`,
    "GET /api/design/{operationId} shows which inputs have dynamicValues.",
  );
}

/** The name of a dynamic input's place as flows write it: the body parameter's name, then the path. */
function schemaKey(operation: OperationView, key: string): string {
  const input = operation.inputs.find((one) => one.key === key);
  if (input) return parameterKey(input);
  const body = operation.inputs.find((one) => one.in === "body")?.parameterName ?? "body";
  const path = key.replace(/^\w+\.\$\.?/, "");
  return path === "" ? body : [body, ...path.split(".")].join("/");
}

/** What was entered under every name that an extension may use for it. */
function argumentsOf(operation: OperationView, values: EnteredValues): Arguments {
  const given: Arguments = {};
  for (const input of operation.inputs) {
    const value = Object.hasOwn(values, input.key) ? values[input.key] : input.value;
    if (value === undefined || value === "") continue;
    given[parameterKey(input)] = value;
    given[input.path.slice(1).join("/")] = value;
    given[input.name] ??= value;
  }
  return given;
}
