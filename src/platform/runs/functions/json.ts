/** Objects. Sourced: function reference. What is given is never changed: a copy is. */
import { type JsonObject, setOwn } from "../../../json/values.ts";
import { type FunctionCall, failed, group } from "./function.ts";
import { object, text } from "./values.ts";

function withProperty(call: FunctionCall, replace: boolean): JsonObject {
  const given = object(call, 0);
  const name = text(call, 1);
  if (!replace && Object.hasOwn(given, name))
    throw failed(`In ${call.text}, the object already has a property "${name}".`, "Use setProperty().");
  const copy: JsonObject = { ...given };
  setOwn(copy, name, call.value(2) ?? null);
  return copy;
}

export const JSON_FUNCTIONS = group("Objects", {
  "addProperty(object, property, value)": (call) => withProperty(call, false),
  "setProperty(object, property, value)": (call) => withProperty(call, true),
  "removeProperty(object, property)": (call) => {
    const { [text(call, 1)]: _, ...rest } = object(call, 0);
    return rest;
  },
  "coalesce(value, …)": (call) => {
    for (let index = 0; index < call.count; index++) {
      const value = call.value(index);
      if (value !== undefined && value !== null) return value;
    }
    return null;
  },
});
