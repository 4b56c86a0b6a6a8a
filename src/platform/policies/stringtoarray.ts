import { type JsonObject, setOwn } from "../../json/values.ts";
import { convertProperty } from "./properties.ts";
import type { PolicyWork } from "./template.ts";

/** Cuts a text at any of the delimiters and makes an object of each piece. Sourced; empty pieces are dropped (chosen). */
export const stringtoarray: PolicyWork = {
  apply(parameters, context) {
    const delimiters = new Set(parameters.text("delimiterList") ?? "");
    const child = parameters.text("childPropertyName") ?? "";
    convertProperty(parameters, context, (value) => {
      if (typeof value !== "string") return undefined;
      const pieces: string[] = [""];
      for (const character of value) {
        if (delimiters.has(character)) pieces.push("");
        else pieces[pieces.length - 1] += character;
      }
      return pieces
        .filter((piece) => piece !== "")
        .map((piece) => {
          const item: JsonObject = {};
          setOwn(item, child, piece);
          return item;
        });
    });
  },
};
