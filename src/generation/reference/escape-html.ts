import { printableLines } from "../../machine/terminal/printable.ts";

/** Text inside HTML, in elements and in quoted attributes; what no page can show becomes its JSON escape. */
export function escapeHtml(text: string): string {
  return printableLines(text)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;")
    .replace(/'/g, "&#39;");
}
