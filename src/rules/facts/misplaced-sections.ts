/** Sections of the document's top that stand one or two levels too deep, as when a bracket was closed too late. */
import { METHODS } from "../../definition/model.ts";
import { child } from "../../json/pointer.ts";
import { isObject, type JsonValue, own, ownString } from "../../json/values.ts";
import type { Subject } from "../language/context.ts";
import { quote } from "../language/quote.ts";

export interface MisplacedSection {
  /** Its name, such as `securityDefinitions`. */
  key: string;
  pointer: string;
  /** In words, such as `among the paths`. */
  where: string;
}

const isText = (value: JsonValue) => typeof value === "string";
const isTexts = (value: JsonValue) => Array.isArray(value) && value.every(isText);
const members = (value: JsonValue) => (isObject(value) ? Object.values(value).filter(isObject) : []);
/** An object, and no schema, whose members are all of some kind. */
const holds = (value: JsonValue, isSuch: (member: JsonValue) => boolean) => {
  const all = members(value);
  return isObject(value) && !isSchema(value) && all.length > 0 && all.every(isSuch);
};
const isSchema = (value: JsonValue) =>
  ["type", "properties", "allOf", "$ref", "items", "enum", "additionalProperties"].some((key) => {
    const given = own(value, key);
    return (
      given !== undefined &&
      (key === "type" || key === "$ref" ? isText(given) : key === "enum" || !isSchemaOfMember(given))
    );
  });
/** A member of a section that happens to be named like a keyword is an object that says its own kind. */
const isSchemaOfMember = (value: JsonValue) =>
  /^(?:apiKey|basic|oauth2)$/.test(ownString(value, "type") ?? "");

/** The sections, each with how its value is told from a path, a schema or a part of an operation of the same name. */
const SECTIONS: Record<string, (value: JsonValue) => boolean> = {
  swagger: isText,
  info: (value) => isText(own(value, "title") ?? null) && isText(own(value, "version") ?? null),
  host: isText,
  basePath: isText,
  schemes: isTexts,
  consumes: isTexts,
  produces: isTexts,
  paths: (value) => isObject(value) && Object.keys(value).some((key) => key.startsWith("/")),
  definitions: (value) => holds(value, isSchema),
  parameters: (value) =>
    holds(value, (member) => isText(own(member, "in") ?? null) || isText(own(member, "$ref") ?? null)),
  responses: (value) =>
    holds(value, (member) => isText(own(member, "description") ?? null)) &&
    !Object.keys(value as object).some((key) => /^(?:\d{3}|default)$/.test(key)),
  securityDefinitions: (value) => holds(value, isSchemaOfMember),
  security: (value) => Array.isArray(value) && value.every(isObject),
  tags: (value) =>
    Array.isArray(value) && value.length > 0 && value.every((tag) => isText(own(tag, "name") ?? null)),
  externalDocs: (value) => isText(own(value, "url") ?? null) && !isSchema(value),
};

/** All of them, in the order in which they are looked for. */
export function misplacedSections({ root }: Subject): MisplacedSection[] {
  const paths = own(root, "paths");
  const definitions = own(root, "definitions");
  const found = [
    ...within(paths, ["paths"], () => "among the paths", kindFits),
    ...within(definitions, ["definitions"], () => "among the definitions", isSection),
  ];
  // A path has parameters of its own, a list, and operations.
  for (const path of isObject(paths) ? Object.keys(paths).filter((key) => key.startsWith("/")) : [])
    found.push(...within(own(paths, path), ["paths", path], () => `in the path ${quote(path)}`, isSection));
  return found;
}

function isSection(key: string, value: JsonValue): boolean {
  return !METHODS.includes(key as never) && SECTIONS[key]?.(value) === true;
}

/** Among paths nothing but paths may be: whatever a section's name is given to, it was meant. */
function kindFits(key: string, value: JsonValue): boolean {
  return isSection(key, value) || typeof value === "object";
}

function within(
  holder: JsonValue | undefined,
  around: readonly string[],
  where: () => string,
  isMeant: (key: string, value: JsonValue) => boolean,
): MisplacedSection[] {
  if (!isObject(holder)) return [];
  return Object.keys(holder)
    .filter((key) => Object.hasOwn(SECTIONS, key) && isMeant(key, holder[key] ?? null))
    .map((key) => ({ key, pointer: child("", ...around, key), where: where() }));
}
