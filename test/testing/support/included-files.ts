/** Keeps the files that a page shows the files that run. */
import { readFileSync } from "node:fs";

const ROOT = new URL("../../../", import.meta.url);
const MARK = /<!-- file: (\S+) -->\n(?:\n```\w+\n[\s\S]*?\n```\n)?/g;

/** The page with each marked file as it is now. */
export function withIncludedFiles(page: string): string {
  return page.replace(MARK, (_, file: string) => {
    const content = readFileSync(new URL(file, ROOT), "utf8").trimEnd();
    return `<!-- file: ${file} -->\n\n\`\`\`${file.endsWith(".ts") ? "ts" : "json"}\n${content}\n\`\`\`\n`;
  });
}
