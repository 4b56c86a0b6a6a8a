/** Functions of a test that stand in for a connector's custom code. */
import { InputError } from "../../json/problem.ts";
import type { LoadedConnector } from "../connector-source.ts";
import { isResponse } from "../response.ts";
import { type Script, ScriptFailure, type ScriptFunction } from "./script.ts";

/** @throws {InputError} `script-operation-unknown` for an operation that the definition does not have */
export function standInFor(
  connector: LoadedConnector,
  functions: Readonly<Record<string, ScriptFunction>>,
): Script {
  for (const operation of Object.keys(functions)) {
    if (connector.model.byId.has(operation)) continue;
    throw new InputError(
      "script-operation-unknown",
      `The script stands in for "${operation}", which is not an operation of the definition.`,
      `The definition has: ${[...connector.model.byId.keys()].slice(0, 12).join(", ")}.`,
    );
  }
  return {
    ready: async () => undefined,
    covers: (operation) => Object.hasOwn(functions, operation),
    async answer({ operation, request, send }) {
      const answer: unknown = await functions[operation]?.(request, send);
      if (isResponse(answer)) return answer;
      throw new ScriptFailure(
        `The function that stands in for the script of ${operation} answered no Response.`,
      );
    },
    close: () => undefined,
  };
}
