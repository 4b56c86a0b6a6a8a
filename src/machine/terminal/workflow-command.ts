/** Texts in workflow commands of GitHub Actions, escaped as the runner undoes it (actions/toolkit, packages/core/src/command.ts). */
import { printable } from "./printable.ts";

/** The message behind the second `::`. */
export function escapeData(text: string): string {
  return printable(text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A"));
}

/** The value of a property, such as `file`. */
export function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
