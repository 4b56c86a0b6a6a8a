/** Packages of the connector, built from the page: in memory, to be looked at, downloaded or written. */
import { randomBytes } from "node:crypto";
import path from "node:path";
import { InputError } from "../../json/problem.ts";
import { NewestByKey } from "../../machine/memory/newest.ts";
import { commandLine } from "../../machine/terminal/invocation.ts";
import { shellWord } from "../../machine/terminal/shell-word.ts";
import type { Artifact } from "../../packaging/artifact.ts";
import type { PackageBuild } from "../../packaging/build.ts";
import type { Notice } from "../../packaging/notice.ts";
import type { ShipAnswer, ShipNotice, ShipWritten } from "../api/ship.ts";
import type { Project } from "../project/project.ts";
import type { ShipRequest } from "../requests/ship.ts";

/** Builds that are kept for their downloads. */
const KEPT = 3;
const MAX_FINDINGS = 50;
/** Folder of the packages, in that of the connector: the same as `npm run package` uses there. */
const OUT = "dist";

export interface Download {
  name: string;
  bytes: Uint8Array;
}

export class Shipping {
  readonly #project: Project;
  readonly #builds = new NewestByKey<string, PackageBuild>({ count: KEPT, bytes: Number.POSITIVE_INFINITY });

  constructor(project: Project) {
    this.#project = project;
  }

  /**
   * Validates and builds every format. Packaging is loaded here: a start does not need it.
   * @throws {InputError} for an option or a solution.yaml that cannot be used
   */
  async build(request: ShipRequest): Promise<ShipAnswer> {
    const [
      { buildPackages },
      { manifestOf },
      { certificationErrors, excusedSecrets, importFindings },
      options,
    ] = await Promise.all([
      import("../../packaging/build.ts"),
      import("../../packaging/manifest.ts"),
      import("../../validation/package-findings.ts"),
      optionsOf(request),
    ]);
    const { current, rules } = this.#project;
    const { connector, number } = current;
    const { findings } = importFindings(rules, connector);
    const errors = findings.filter(({ severity }) => severity === "error");
    const refusals = certificationErrors(rules, connector).map(
      ({ file, line, message }) => `${file}:${line}: ${message}`,
    );
    const isExcused = excusedSecrets(rules, connector);
    const build =
      errors.length > 0
        ? { title: connector.name, apiVersion: "", formats: [], notices: [], ok: false }
        : buildPackages(connector, { ...options, refusals, isExcused: (_, secret) => isExcused(secret) });
    const id = randomBytes(6).toString("hex");
    this.#builds.set(id, build, 0);
    const { files } = manifestOf(build);
    const noPlace = await placesMissing();
    return {
      id,
      revision: number,
      ok: build.ok,
      title: build.title,
      version: build.apiVersion,
      findings: errors
        .slice(0, MAX_FINDINGS)
        .map(({ rule, message, file, line }) => ({ rule, message, file, line })),
      notices: build.notices.filter(({ format }) => format === undefined).map(view),
      formats: build.formats.map((format) => ({
        id: format.id,
        title: format.title,
        notices: build.notices.filter((notice) => notice.format === format.id).map(view),
        noPlaceFor: noPlace(format.id),
        files: files
          .filter((file) => file.format === format.id)
          .map(({ path: name, size, sha256 }) => ({ path: name, bytes: size, sha256 })),
        report: format.report,
        next: format.next,
      })),
      folder: shownFolder(this.#out),
      command: commandLine("package", shellWord(this.#project.target)),
    };
  }

  /**
   * One format of a build, or all of them, as one file.
   * @throws {InputError} `build-unknown`, `format-unknown`
   */
  async download(id: string, format: string | undefined): Promise<Download> {
    const build = this.#find(id);
    const files = this.#files(build, format);
    const name = slug(build.title);
    const [only] = files;
    if (only && files.length === 1 && format !== undefined)
      return { name: path.posix.basename(only.path), bytes: only.bytes };
    const { writeZip } = await import("../../packaging/zip/write-zip.ts");
    const bytes = writeZip(files.map((file) => ({ name: file.path, bytes: file.bytes })));
    return { name: `${name}-${format ?? "packages"}.zip`, bytes };
  }

  /**
   * Writes the packages beside the connector, in place of those that were written before and of nothing else.
   * @throws {InputError} `build-unknown`, `build-stopped`, `out-not-ours`, `cannot-write`
   */
  async write(id: string): Promise<ShipWritten> {
    const build = this.#find(id);
    if (!build.ok)
      throw new InputError("build-stopped", "These packages cannot be used.", "Fix what stops them first.");
    const [{ checkOutputFolder, replaceOutputFolder }, { MANIFEST_NAME, manifestBytes, manifestOf }] =
      await Promise.all([import("../../packaging/output-folder.ts"), import("../../packaging/manifest.ts")]);
    const out = this.#out;
    checkOutputFolder(out, [this.#project.root]);
    const files = this.#files(build, undefined);
    replaceOutputFolder(out, [...files, { path: MANIFEST_NAME, bytes: manifestBytes(manifestOf(build)) }]);
    return { folder: shownFolder(out), files: files.length };
  }

  get #out(): string {
    return path.join(this.#project.root, OUT);
  }

  #find(id: string): PackageBuild {
    const build = this.#builds.get(id);
    if (build) return build;
    throw new InputError("build-unknown", "These packages are no longer kept.", "Build them again.");
  }

  #files(build: PackageBuild, format: string | undefined): Artifact[] {
    const formats = build.formats.filter(({ id }) => format === undefined || id === format);
    if (formats.length > 0 && build.ok) return formats.flatMap(({ files }) => files);
    throw new InputError("format-unknown", "This build has no such package.", "Build the packages again.");
  }
}

/** Relative to where the workbench was started; absolute where that would climb out of it, or lead to another drive. */
function shownFolder(folder: string): string {
  const relative = path.relative(process.cwd(), folder);
  return relative.split(path.sep)[0] === ".." || path.isAbsolute(relative) ? folder : relative || OUT;
}

async function optionsOf({ clientId, version, host, managed }: ShipRequest) {
  const { parseClientId, parseHost, parseVersion } = await import("../../packaging/options.ts");
  if (host) parseHost(host);
  return {
    ...(clientId ? { clientId: parseClientId(clientId) } : {}),
    ...(version ? { version: parseVersion(version) } : {}),
    ...(host ? { host } : {}),
    ...(managed ? { managed } : {}),
  };
}

/** A function that names what a format has no place for. */
async function placesMissing(): Promise<(format: string) => string[]> {
  const { CARRIED_PARTS } = await import("../../packaging/carries.ts");
  return (format) =>
    CARRIED_PARTS.filter(({ by }) => {
      const carries = (by as Record<string, string>)[format];
      return carries === "said" || carries === "never";
    }).map(({ words }) => words);
}

function view({ code, severity, message, help }: Notice): ShipNotice {
  return { code, severity, message, help };
}

/** A title as a file name on every system. */
export function slug(title: string): string {
  const words = title
    .normalize("NFKD")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .toLowerCase();
  return words.slice(0, 60) || "connector";
}
