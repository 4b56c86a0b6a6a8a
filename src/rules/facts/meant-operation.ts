/** The operation that a name which none has was probably meant to be, as a second place of a finding. */
import { child } from "../../json/pointer.ts";
import type { Context, ReportOptions } from "../language/context.ts";

export function meantOperation(context: Context, id: string | undefined): ReportOptions["related"] {
  const operation = id === undefined ? undefined : context.model.byId.get(id);
  const file = context.connector.definition?.file;
  if (!operation || file === undefined) return [];
  return [{ place: { file, pointer: child(operation.pointer, "operationId") }, label: "perhaps this one" }];
}
