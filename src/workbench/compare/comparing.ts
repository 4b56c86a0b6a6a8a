/** The connector as it is now beside another version: a commit, an earlier reading, or a package. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { ConnectorFolder } from "../../definition/connector-folder.ts";
import type { ConnectorView } from "../../designer/index.ts";
import { viewConnector } from "../../designer/index.ts";
import type { OperationView } from "../../designer/types.ts";
import { InputError } from "../../json/problem.ts";
import { Revision } from "../../machine/git/revision.ts";
import { NewestByKey } from "../../machine/memory/newest.ts";
import type { BothViews, CompareAnswer, VersionsAnswer } from "../api/compare.ts";
import type { Project, Revision as Reading } from "../project/project.ts";
import type { CompareRequest } from "../requests/compare.ts";

/** Commits that are offered. */
const COMMITS = 50;
/** Readings that are kept to compare with: the first of this run, and the last ones. */
const READINGS = 10;
/** Comparisons whose views are kept. */
const KEPT = 3;
const MAX_CHANGES = 2_000;

interface Other {
  label: string;
  connector: ConnectorFolder;
  carries?: readonly string[] | undefined;
}

export class Comparing {
  readonly #project: Project;
  #readings: Reading[] = [];
  readonly #comparisons = new NewestByKey<string, { old: ConnectorView; now: Reading }>({
    count: KEPT,
    bytes: Number.POSITIVE_INFINITY,
  });

  constructor(project: Project) {
    this.#project = project;
  }

  /** Remembers what was shown before the files were read again, as far as it could be used. */
  keep(reading: Reading | undefined): void {
    if (!reading || this.#readings.includes(reading)) return;
    const [first, ...others] = [...this.#readings, reading];
    this.#readings = first ? [first, ...others.slice(-(READINGS - 1))] : [];
  }

  versions(): VersionsAnswer {
    const commits = historyOf(this.#project.root);
    return {
      versions: [
        ...this.#readings
          .filter((reading) => reading !== this.#project.good)
          .toReversed()
          .map(({ number, readAt }) => ({
            id: `read:${number}`,
            kind: "read" as const,
            short: String(number),
            subject: "",
            at: new Date(readAt).toISOString(),
          })),
        ...commits.map(({ id, short, subject, at }) => ({
          id: `commit:${id}`,
          kind: "commit" as const,
          short,
          subject,
          at,
        })),
      ],
      git: commits.length > 0,
    };
  }

  /** @throws {InputError} for a version that is not there or holds no whole connector */
  async compare(request: CompareRequest): Promise<CompareAnswer> {
    const { compareVersions } = await import("../../comparison/index.ts");
    const now = this.#project.shown;
    const other = await this.#other(request);
    const { changes, ...rest } = compareVersions(other, { connector: now.connector });
    const id = randomBytes(6).toString("hex");
    this.#comparisons.set(id, { old: viewConnector(other.connector), now }, 0);
    return {
      ...rest,
      id,
      revision: now.number,
      old: other.label,
      changes: changes.slice(0, MAX_CHANGES).map((change) => ({
        kind: change.id,
        class: change.class,
        area: change.area,
        operations: change.operations,
        message: change.message,
        why: change.why,
        help: change.help,
        file: change.anchor.file,
        line: change.anchor.line,
      })),
      truncated: changes.length > MAX_CHANGES,
      notes: notesOn(other),
    };
  }

  /** @throws {InputError} `comparison-unknown`, `operation-unknown` */
  operation(id: string, operationId: string): BothViews {
    const found = this.#comparisons.get(id);
    if (!found)
      throw new InputError("comparison-unknown", "This comparison is no longer kept.", "Compare again.");
    const { view } = found.now;
    const both = {
      old: found.old.operation(operationId) ?? sameCall(view, found.old, operationId),
      new: view.operation(operationId) ?? sameCall(found.old, view, operationId),
    };
    if (both.old || both.new) return both;
    throw new InputError(
      "operation-unknown",
      `Neither version has an operation "${operationId}".`,
      "The comparison lists the operations that have changed.",
    );
  }

  async #other({ version, package: bytes, name = "package.zip" }: CompareRequest): Promise<Other> {
    if (bytes !== undefined) return await readPackage(name, Buffer.from(bytes, "base64"));
    const [, kind, which = ""] = /^(commit|git|read):(.+)$/s.exec(version ?? "") ?? [];
    if (kind === "read") {
      const reading = this.#readings.find((one) => String(one.number) === which);
      if (reading)
        return {
          label: `reading no. ${reading.number}`,
          connector: reading.connector,
        };
    } else if (kind !== undefined) {
      const { readRevision } = await import("../../comparison/versions/read-version.ts");
      // By name, never a path: what is on disk is not read.
      const { connector } = readRevision(this.#project.root, which);
      return { label: kind === "commit" ? which.slice(0, 7) : which, connector };
    }
    throw new InputError(
      "version-unknown",
      `There is no version "${(version ?? "").slice(0, 100)}".`,
      "GET /api/versions lists those that there are; git:NAME is any git revision.",
    );
  }
}

/** The operation of another version that calls what this one does: it was given another id. */
function sameCall(one: ConnectorView, other: ConnectorView, operationId: string): OperationView | undefined {
  const head = one.find(operationId);
  const same =
    head && other.operations.find(({ method, path: at }) => method === head.method && at === head.path);
  return same && other.operation(same.operationId);
}

function historyOf(root: string): ReturnType<typeof Revision.history> {
  try {
    return Revision.history(root, COMMITS);
  } catch (error) {
    // Without git there is no history; that is no reason to refuse the other versions.
    if (error instanceof InputError) return [];
    throw error;
  }
}

/** A package is read from a folder of its own that nobody else can read, gone afterwards. */
async function readPackage(name: string, bytes: Buffer): Promise<Other> {
  const { readVersion } = await import("../../comparison/versions/read-version.ts");
  const label = name.replace(/[^\w. ()-]/g, "_").slice(-120) || "package.zip";
  const folder = mkdtempSync(path.join(tmpdir(), "connector-compare-"));
  try {
    const file = path.join(folder, label.replace(/^[. ]+/, "_"));
    writeFileSync(file, bytes, { mode: 0o600 });
    const { connector, carries } = readVersion(file);
    return { label, connector, carries };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(error.code, error.message.replaceAll(`${folder}${path.sep}`, ""), error.help);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What was left out of the comparison: silence about it would read as agreement. */
function notesOn({ label, connector, carries }: Other): string[] {
  if (!connector.properties)
    return [`${label} has no apiProperties.json: connections, policies and custom code were not compared.`];
  return carries
    ? [`${label} is a package: of apiProperties.json only ${carries.join(", ")} were compared.`]
    : [];
}
