/** What a package build prints: the closing table, what each package is imported with, and the stable JSON. */

import { counted } from "../machine/terminal/counted.ts";
import { type Painter, PLAIN } from "../machine/terminal/paint.ts";
import { printable } from "../machine/terminal/printable.ts";
import { shellWord } from "../machine/terminal/shell-word.ts";
import { formatTable } from "../machine/terminal/table.ts";
import { wrap } from "../machine/terminal/wrap.ts";
import type { PackageBuild } from "./build.ts";
import { manifestOf } from "./manifest.ts";
import { formatNotice, type Notice } from "./notice.ts";

/**
 * The result: one line a format with its place and size, and the command that imports it. Hashes are in manifest.json.
 * @param out the output folder as the maker would type it
 * @param width cells of a line; commands that are longer are broken where a shell goes on
 */
export function formatBuild(build: PackageBuild, out: string, color: Painter = PLAIN, width = 100): string {
  const count = build.formats.reduce((sum, format) => sum + format.files.length, 0);
  const rows = build.formats.map((format) => [
    format.title,
    formatSize(format.files.reduce((sum, file) => sum + file.bytes.length, 0)),
    counted(format.files.length, "file"),
  ]);
  const heads = formatTable(rows, [1]).split("\n");
  const lines = build.formats.flatMap((format, index) => [
    "",
    color.bold(heads[index] ?? ""),
    ...format.report.map((line) => `  ${color.dim(wrap(line, width, "  "))}`),
    ...format.next
      .slice(0, 1)
      .map((line) => `  ${breakCommand(line.replaceAll("{out}", shellWord(out)), width)}`),
  ]);
  const title = `${color.bold(printable(build.title))}${build.apiVersion ? ` ${printable(build.apiVersion)}` : ""}`;
  return `${[`${title}: ${counted(count, "file")} in ${printable(out)}`, ...lines].join("\n")}\n`;
}

/** A command on as many lines as it takes, each but the last ending as the shell of this system goes on. */
function breakCommand(next: string, width: number): string {
  const [command = ""] = next.split(/\s+# /);
  if (!command.includes(" --")) return wrap(command, width, "  ");
  const more = process.platform === "win32" ? " `" : " \\";
  const room = Math.max(30, width - 6);
  const lines: string[] = [];
  let line = "";
  for (const piece of command.split(/ (?=--|&& )/)) {
    if (line !== "" && line.length + piece.length + 1 > room) {
      lines.push(line);
      line = piece;
    } else line = line === "" ? piece : `${line} ${piece}`;
  }
  return [...lines, line].join(`${more}\n    `);
}

/** Bytes as people read them: `512 B`, `33.1 KB`. */
export function formatSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Notices with their severity in colour, errors last, where the eye is; notes without what one could do, as nothing has to be done. */
export function formatNotices(notices: readonly Notice[], color: Painter = PLAIN, width = 100): string {
  const paints = { note: color.blue, warning: color.yellow, error: color.red };
  return (["note", "warning", "error"] as const)
    .flatMap((severity) => notices.filter((notice) => notice.severity === severity))
    .map((notice) => {
      const [first = "", help = ""] = formatNotice(notice).split("\n  ");
      const text = wrap(first, width, "  ").replace(notice.severity, paints[notice.severity]);
      return notice.severity === "note" ? text : `${text}\n  ${wrap(help, width, "  ")}`;
    })
    .join("\n");
}

/** The stable output of `--format json`. */
export function jsonReport(build: PackageBuild, out: string | undefined, findings: unknown[]): string {
  const { files } = manifestOf(build);
  return `${JSON.stringify(
    {
      ok: build.ok && out !== undefined,
      title: build.title,
      apiVersion: build.apiVersion,
      out: out ?? null,
      files: out === undefined ? [] : files,
      next: Object.fromEntries(
        build.formats.map((format) => [
          format.id,
          format.next.map((line) => line.replaceAll("{out}", shellWord(out ?? "dist"))),
        ]),
      ),
      notices: build.notices,
      findings,
    },
    null,
    2,
  )}\n`;
}
