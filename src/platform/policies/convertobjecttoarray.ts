import { isObject, type JsonObject, setOwn } from "../../json/values.ts";
import { convertProperty } from "./properties.ts";
import type { PolicyWork } from "./template.ts";

/**
 * Makes an array of an object: an item for each member, with the member's name and value under the names given. Sourced.
 * Without them, `Key` and `Value` (chosen: the documentation calls them optional and names no default).
 */
export const convertobjecttoarray: PolicyWork = {
  apply(parameters, context) {
    const keyName = parameters.text("keyName") || "Key";
    const valueName = parameters.text("valueName") || "Value";
    convertProperty(parameters, context, (value) => {
      if (!isObject(value)) return undefined;
      return Object.keys(value).map((name) => {
        const item: JsonObject = {};
        setOwn(item, keyName, name);
        setOwn(item, valueName, structuredClone(value[name] ?? null));
        return item;
      });
    });
  },
};
