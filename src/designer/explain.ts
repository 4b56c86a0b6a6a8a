/** Says in words why a label is as it is. */
import type { Label, LabelSource } from "./labels.ts";

const OWN: Record<LabelSource, string> = {
  title: "its title",
  summary: "its x-ms-summary",
  key: "its key, because it has neither title nor x-ms-summary",
  path: "its whole path, because it has no x-ms-summary",
  name: "its name, because it has no x-ms-summary",
  description: "its description, because it has neither title nor x-ms-summary",
  designer: "a word of the designer's own, because the definition has none",
};

/** One sentence, such as `From its x-ms-summary, after the title of what it is in: "Location".` */
export function explainLabel(label: Label): string {
  const start = `From ${OWN[label.own.source]}`;
  if (label.prefixes.length === 0) return `${start}.`;
  const around = label.prefixes
    .map((prefix) => `"${prefix.text}" (${prefix.source === "title" ? "title" : "x-ms-summary"})`)
    .join(", ");
  return `${start}; before it stands what the objects and arrays around it are called: ${around}.`;
}
