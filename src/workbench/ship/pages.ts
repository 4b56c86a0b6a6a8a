/** Pages that are made from the connector for others to read: its reference page, and the offline preview. */
import { readableDefinition } from "../../definition/readable.ts";
import { ownObject, ownString } from "../../json/values.ts";
import { hideKnown } from "../../machine/redaction/known.ts";
import type { Project } from "../project/project.ts";

/** @throws {InputError} if the definition cannot be read */
export async function reference(project: Project, kind: "html" | "markdown"): Promise<string> {
  const [{ referencePage }, { referenceMarkdown }] = await Promise.all([
    import("../../generation/reference/page.ts"),
    import("../../generation/reference/markdown.ts"),
  ]);
  const { connector } = project.current;
  readableDefinition(connector, project.target);
  const page = referencePage(connector);
  const markdown = hideKnown(referenceMarkdown(page));
  if (kind === "markdown") return markdown;
  const { referenceHtml } = await import("../../generation/reference/html.ts");
  return referenceHtml(markdown, {
    title: page.status ? `${page.title} (${page.status})` : page.title,
    icon: connector.icon?.bytes,
    color: ownString(ownObject(connector.properties?.value, "properties"), "iconBrandColor"),
  });
}
