/** The formats of a report, by name. */
import type { Format } from "./format.ts";

/** Every format by its name; each is loaded when it is asked for, which keeps the start quick. */
const FORMATS = {
  pretty: () => import("./formats/pretty.ts"),
  json: () => import("./formats/json.ts"),
  sarif: () => import("./formats/sarif.ts"),
  junit: () => import("./formats/junit.ts"),
  github: () => import("./formats/github.ts"),
  markdown: () => import("./formats/markdown.ts"),
  html: () => import("./formats/html.ts"),
} satisfies Record<string, () => Promise<{ default: Format }>>;

export type FormatName = keyof typeof FORMATS;
export const FORMAT_NAMES = Object.keys(FORMATS) as readonly FormatName[];

export async function loadFormat(name: FormatName): Promise<Format> {
  return (await FORMATS[name]()).default;
}
