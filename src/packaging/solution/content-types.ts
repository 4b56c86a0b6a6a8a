/** `[Content_Types].xml`: the one part with a byte order mark, on one line. (Sourced: server exports.) */

const BOM = "\uFEFF";

/** Extensions in the platform's order and spelling. */
const EXTENSIONS = ["xml", "json", "csx", "Png", "Jpeg"];

/** The part for files of these names. */
export function contentTypes(names: readonly string[]): string {
  const defaults = EXTENSIONS.filter((extension) => names.some((name) => name.endsWith(`.${extension}`)))
    .map((extension) => `<Default Extension="${extension}" ContentType="application/octet-stream" />`)
    .join("");
  return `${BOM}<?xml version="1.0" encoding="utf-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${defaults}</Types>`;
}
