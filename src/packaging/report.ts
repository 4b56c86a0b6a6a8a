/** What a package build prints: the closing table, what each package is imported with, and the stable JSON. */
import { type Painter, PLAIN } from "../machine/terminal/paint.ts";
import { printable } from "../machine/terminal/printable.ts";
import { formatTable } from "../machine/terminal/table.ts";
import type { PackageBuild } from "./build.ts";
import { manifestOf } from "./manifest.ts";
import { formatNotice, type Notice } from "./notice.ts";

/**
 * The closing table with every file, and under it the command that imports each format.
 * @param out the output folder as the maker would type it
 */
export function formatBuild(build: PackageBuild, out: string, color: Painter = PLAIN): string {
  const manifest = manifestOf(build);
  const rows = manifest.files.map((file) => [file.path, formatSize(file.size), file.sha256]);
  const table = formatTable([["file", "size", "SHA-256"], ...rows], [1]);
  const [head = "", ...body] = table.split("\n");
  const next = build.formats.flatMap((format) => [
    color.bold(format.title),
    ...format.report.map((line) => `  ${color.dim(line)}`),
    ...format.next.map((line) => `  ${line.replaceAll("{out}", quoted(out))}`),
  ]);
  return [
    `${color.bold(printable(build.title))}${build.apiVersion ? ` ${printable(build.apiVersion)}` : ""}: ${manifest.files.length} files in ${printable(out)}`,
    "",
    color.dim(head),
    ...body,
    "",
    "How to import each of them",
    ...next,
    "",
  ].join("\n");
}

/** Bytes as people read them: `512 B`, `33.1 KB`. */
export function formatSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Notices with their severity in colour, errors last, where the eye is. */
export function formatNotices(notices: readonly Notice[], color: Painter = PLAIN): string {
  const paints = { note: color.blue, warning: color.yellow, error: color.red };
  return (["note", "warning", "error"] as const)
    .flatMap((severity) => notices.filter((notice) => notice.severity === severity))
    .map((notice) => formatNotice(notice).replace(notice.severity, paints[notice.severity]))
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
          format.next.map((line) => line.replaceAll("{out}", quoted(out ?? "dist"))),
        ]),
      ),
      notices: build.notices,
      findings,
    },
    null,
    2,
  )}\n`;
}

/** A path for a command line: quoted only where a shell needs it, and so that it stays what it is. */
export function quoted(path: string): string {
  if (/^[\w./\\:-]+$/.test(path)) return path;
  // Double quotes are what every shell knows, but most of them replace what these characters begin.
  return /["$`!%]/.test(path) ? `'${path.replaceAll("'", `'\\''`)}'` : `"${path}"`;
}
