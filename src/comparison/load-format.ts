/** The formats of a comparison, by name. */
import type { Format } from "./report.ts";

/** Every format by its name; each is loaded when it is asked for, which keeps the start quick. */
const FORMATS = {
  pretty: () => import("./formats/pretty.ts"),
  json: () => import("./formats/json.ts"),
  markdown: () => import("./formats/markdown.ts"),
  sarif: () => import("./formats/sarif.ts"),
  github: () => import("./formats/github.ts"),
} satisfies Record<string, () => Promise<{ default: Format }>>;

export type FormatName = keyof typeof FORMATS;
export const FORMAT_NAMES = Object.keys(FORMATS) as readonly FormatName[];

export async function loadFormat(name: FormatName): Promise<Format> {
  return (await FORMATS[name]()).default;
}
