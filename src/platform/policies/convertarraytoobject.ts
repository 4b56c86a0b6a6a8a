import { isObject, type JsonObject, setOwn } from "../../json/values.ts";
import { textOf, valueAlong } from "./expressions.ts";
import { convertProperty, removeAlong, stepsOf } from "./properties.ts";
import type { PolicyWork } from "./template.ts";

/** Makes an object of an array, named by a property of each item, which `retainKey: "false"` takes out. Sourced. */
export const convertarraytoobject: PolicyWork = {
  apply(parameters, context) {
    const key = stepsOf(parameters.text("keyWithinCollectionPath")?.replace(/^@item\(\)\.?/, ""));
    const retain = (parameters.text("retainKey") || "true").toLowerCase() !== "false";
    convertProperty(parameters, context, (value) => {
      if (!Array.isArray(value)) return undefined;
      const result: JsonObject = {};
      for (const item of value) {
        const name = valueAlong(item, key);
        if (!isObject(item) || name === undefined || name === null) continue;
        const copy = structuredClone(item);
        if (!retain) removeAlong(copy, key);
        setOwn(result, textOf(name), copy);
      }
      return result;
    });
  },
};
