/**
 * What an editor needs to know of a connector's files: functions of a text and an offset, without a server, a page or a file
 * system, so that the workbench's page and a language server can use the same ones.
 */
export { type Completion, type Completions, completionsAt, type Surroundings } from "./complete.ts";
export { formatJson } from "./format.ts";
export { type Hover, hoverAt } from "./hover.ts";
export { placeOf } from "./lookup.ts";
export type { Part } from "./spec.ts";
