/** Operations that extensions name. */
import type { Operation } from "../../definition/model.ts";
import { type JsonValue, ownString } from "../../json/values.ts";
import type { Context } from "../language/context.ts";
import { didYouMean } from "../language/nearest.ts";
import type { Place } from "../language/node.ts";
import { quote } from "../language/quote.ts";

/**
 * The operation under the `operationId` of an object; a name that no operation has is reported.
 * @param at the place of the name
 * @param where what names it, at the start of a sentence
 */
export function namedOperation(
  context: Context,
  holder: JsonValue | undefined,
  at: Place,
  where: string,
): Operation | undefined {
  const id = ownString(holder, "operationId");
  if (id === undefined) return undefined;
  const operation = context.model.byId.get(id);
  if (!operation)
    context.report(at, `${where} names ${quote(id)}, but no operation has this operationId.`, {
      help: `${didYouMean(id, context.model.byId.keys())}Write the operationId of an operation in this file.`,
      codes: ["OperationIdNotFound"],
      label: "no such operation",
    });
  return operation;
}
