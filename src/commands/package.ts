/** `npm run package`: every package a connector ships in, from one source. */

import { type ConnectorFolder, readConnector } from "../definition/connector-folder.ts";
import { InputError } from "../json/problem.ts";
import { defineCommand, EXIT } from "../machine/terminal/command.ts";
import { writeErr, writeOut } from "../machine/terminal/out.ts";
import { paint } from "../machine/terminal/paint.ts";
import { showProgress } from "../machine/terminal/progress.ts";
import { buildPackages, type PackageBuild, wantedFormats } from "../packaging/build.ts";
import { buildSet, type ConnectorSet, readSet } from "../packaging/build-set.ts";
import { formatInto, intoJson, runInto } from "../packaging/into/run-into.ts";
import { MANIFEST_NAME, manifestBytes, manifestOf } from "../packaging/manifest.ts";
import { hasErrors } from "../packaging/notice.ts";
import {
  FORMATS,
  type PackageOptions,
  parseClientId,
  parseFormats,
  parseHost,
  parseLeaveOut,
  parseVariables,
  parseVersion,
  VARIABLE_KINDS,
} from "../packaging/options.ts";
import { checkOutputFolder, replaceOutputFolder } from "../packaging/output-folder.ts";
import { openPackage } from "../packaging/read/open-package.ts";
import { recognize } from "../packaging/read/recognize.ts";
import { formatBuild, formatNotices, jsonReport } from "../packaging/report.ts";
import { readSettingsFile } from "../packaging/solution/settings.ts";
import { prepareSource } from "../packaging/source.ts";
import { formatVerification } from "../packaging/verify/report.ts";
import { verifyPackage } from "../packaging/verify/verify.ts";
import { withChoices } from "../packaging/with-choices.ts";
import { takeOutputToo } from "./output-too.ts";
import { refusalsOf, sayFindings } from "./package/findings.ts";
import type { Judgement } from "./package/judge.ts";

interface Flags {
  out: string;
  only?: string[];
  version?: string;
  managed?: boolean;
  clientId?: string;
  host?: string;
  environmentVariables?: boolean | string;
  verify?: string;
  into?: string;
  watch?: boolean;
  leaveOut?: string;
  format: string;
}

export default defineCommand("package", (create) => {
  const command = create("Builds every package that a connector ships in.", [
    ["", "this connector, into dist/"],
    ["../my-connector --out ../built", "any connector folder"],
    ["orders billing", "two connectors in one solution"],
    ["--only paconn,pac", "only these formats"],
    ["--into Suite_1_0_0_3.zip", "this connector into an exported solution; the rest of it stays as it is"],
    ["--verify solution.zip", "shows what a package contains and what is wrong with it"],
    ["--host abc.tunnel.example", "a copy that calls another host"],
  ])
    .argument(
      "[folders...]",
      "folder of the connector; several, or one whose solution.yaml lists connectors, become one solution",
    )
    .option("--out <folder>", "folder for the packages; its previous contents are replaced", "dist")
    .option("--only <formats>", `build only these, separated by commas: ${FORMATS.join(", ")}`, collect)
    .option("--version <version>", "version of the solutions, in place of the one in solution.yaml")
    .option("--managed", "also build the flow solution as managed")
    .option("--client-id <guid>", "client id of your app registration")
    .option("--host <host>", "host the connector calls, such as a tunnel or a test server")
    .option(
      "--environment-variables [kinds]",
      `turn these into environment variables of the solutions: ${VARIABLE_KINDS.join(", ")}, or all; default: host`,
    )
    .option(
      "--into <export>",
      "put the connector back into an exported solution, zip or unpacked, and change nothing else",
    )
    .option("--leave-out <part>", "leave out of Logic Apps templates what they cannot hold: script")
    .option("--watch", "rebuild after each save")
    .option("--verify <file>", "check a package, whoever built it, instead of building one")
    .option("--format <format>", "output format: text or json", "text");
  takeOutputToo(command);
  return {
    command,
    run: async () => {
      const flags = command.opts<Flags>();
      if (flags.format !== "text" && flags.format !== "json") {
        throw new InputError(
          "unknown-output",
          `"${flags.format}" is not an output format.`,
          "Use text or json.",
        );
      }
      if (flags.verify !== undefined) return verify(flags.verify, flags.format);
      const folders = command.args.length > 0 ? command.args : ["."];
      const [folder = "."] = folders;
      if (flags.into === undefined) {
        const once = () => buildFolders(folders, flags, readOptions(flags));
        return flags.watch ? buildForever(folders, once) : once();
      }
      if (flags.watch)
        throw new InputError(
          "into-watch",
          "--into and --watch cannot be used together.",
          "Leave out --watch: --into changes an export once.",
        );
      if (readSet(folders))
        throw new InputError("into-several", "--into takes one connector.", "Run it once for each of them.");
      const out = command.getOptionValueSource("out") === "cli" ? flags.out : undefined;
      return into(flags.into, folder, flags, out);
    },
  };
});

/** The option may be given more than once. */
function collect(value: string, before: string[] = []): string[] {
  return [...before, value];
}

function buildFolders(folders: readonly string[], flags: Flags, options: PackageOptions): Promise<number> {
  const set = readSet(folders);
  return set ? buildSeveral(set, folders, flags, options) : build(folders[0] ?? ".", flags, options);
}

/** Builds again after each save. */
async function buildForever(folders: readonly string[], build: () => Promise<number>): Promise<number> {
  const [{ forever }, { sourceFingerprint, sourceFolders }] = await Promise.all([
    import("../machine/terminal/forever.ts"),
    import("../packaging/source-folders.ts"),
  ]);
  // A misspelt folder will not be there after the next save either.
  readSet(folders) ?? readConnector(folders[0] ?? ".");
  let seen = "";
  return forever({
    once: async () => {
      // The packages may be below the connector: what was built is no reason to build again.
      const now = sourceFingerprint(folders);
      if (now === seen) return undefined;
      seen = now;
      return build();
    },
    folders: () => sourceFolders(folders).map((folder) => ({ folder })),
    named: folders.join(", "),
  });
}

async function into(target: string, folder: string, flags: Flags, out?: string): Promise<number> {
  const options = readOptions(flags);
  const connector = readConnector(folder);
  const { findings, report, isExcused } = await judge(connector, { ...options, only: ["solution"] });
  const { source, notices } = prepareSource(connector, {
    ...options,
    isExcused: (_, secret) => isExcused(secret),
  });
  const stopped = findings.some((finding) => finding.severity === "error") || hasErrors(notices) || !source;
  if (stopped) {
    writeErr(report);
    if (notices.length > 0) writeErr(`${formatNotices(notices, paint(process.stderr))}\n`);
    writeErr("Nothing was written.\n");
    return EXIT.findings;
  }
  const run = runInto(target, source, out);
  writeOut(flags.format === "json" ? intoJson(run) : formatInto(run, paint(process.stdout)));
  return EXIT.fine;
}

function readOptions(flags: Flags): PackageOptions {
  const options: PackageOptions = {
    managed: flags.managed,
    environmentVariables:
      typeof flags.environmentVariables === "string"
        ? parseVariables(flags.environmentVariables)
        : flags.environmentVariables,
  };
  if (flags.leaveOut !== undefined) options.leaveOut = parseLeaveOut(flags.leaveOut);
  if (flags.only) options.only = parseFormats(flags.only);
  if (flags.version !== undefined) options.version = parseVersion(flags.version);
  if (flags.clientId !== undefined) options.clientId = parseClientId(flags.clientId);
  if (flags.host !== undefined) {
    parseHost(flags.host);
    options.host = flags.host;
  }
  return options;
}

function verify(file: string, format: string): number {
  const result = verifyPackage(recognize(openPackage(file)));
  writeOut(
    format === "json"
      ? `${JSON.stringify(result, null, 2)}\n`
      : formatVerification(result, paint(process.stdout), width(process.stdout)),
  );
  return result.ok ? EXIT.fine : EXIT.findings;
}

async function buildSeveral(
  set: ConnectorSet,
  folders: readonly string[],
  flags: Flags,
  options: PackageOptions,
): Promise<number> {
  const started = performance.now();
  checkOutputFolder(flags.out, [...folders, ...set.connectors.map(({ root }) => root)]);
  const progress = showProgress(set.connectors.length + 1);
  const judged = new Map<string, Judgement>();
  for (const connector of set.connectors) {
    progress.step(`checking ${connector.name}`);
    judged.set(connector.root, await judge(connector, { ...options, only: ["solution"] }));
  }
  const isExcused: PackageOptions["isExcused"] = (root, secret) =>
    judged.get(root)?.isExcused(secret) ?? false;
  const findings = [...judged.values()].flatMap((judgement) => judgement.findings);
  const stopped = findings.some((finding) => finding.severity === "error");
  const packages: PackageBuild = stopped
    ? { title: "", apiVersion: "", formats: [], notices: [], ok: false }
    : buildSet(set, { ...options, isExcused });
  progress.done();
  const report = [...judged.values()].map((judgement) => judgement.report).join("");
  const written = deliver({ packages, findings, report, started }, flags);
  return written === undefined ? EXIT.findings : EXIT.fine;
}

/** What a build ends with: the packages, what was found before, and when it began. */
interface Outcome {
  packages: PackageBuild;
  findings: Parameters<typeof jsonReport>[2];
  report: string;
  started: number;
}

/** Writes the packages, if they were built, and says so. @returns where they are */
function deliver({ packages, findings, report, started }: Outcome, flags: Flags): string | undefined {
  const written = packages.ok ? flags.out : undefined;
  write(packages, written);
  if (flags.format === "json") writeOut(jsonReport(packages, written, findings));
  else {
    if (written !== undefined)
      writeOut(formatBuild(packages, written, paint(process.stdout), width(process.stdout)));
    writeErr(report);
    print(packages, written, performance.now() - started);
  }
  return written;
}

function write(packages: PackageBuild, out: string | undefined): void {
  if (out === undefined) return;
  const files = packages.formats.flatMap((format) => format.files);
  const manifest = manifestBytes(manifestOf(packages));
  replaceOutputFolder(out, [...files, { path: MANIFEST_NAME, bytes: manifest }]);
}

async function build(folder: string, flags: Flags, options: PackageOptions): Promise<number> {
  const started = performance.now();
  const connector = readConnector(folder);
  // Both checks come before any work: a wrong folder is found out at once.
  checkOutputFolder(flags.out, [connector.root]);
  const progress = showProgress(wantedFormats(options).length + 1);
  progress.step("checking the definition");
  const { findings, report, certification, isExcused } = await judge(connector, options);
  const stopped = findings.some((finding) => finding.severity === "error");
  const packages: PackageBuild = stopped
    ? { title: connector.name, apiVersion: "", formats: [], notices: [], ok: false }
    : buildPackages(
        connector,
        {
          ...options,
          refusals: refusalsOf(certification),
          isExcused: (_, secret) => isExcused(secret),
        },
        (title) => progress.step(title),
      );
  progress.done();
  const written = deliver({ packages, findings, report, started }, flags);
  if (flags.format !== "json") sayFindings(findings, folder, options.host !== undefined);
  return written === undefined ? EXIT.findings : EXIT.fine;
}

/** What stops the packages, by the rules and the settings that `npm run validate` goes by. */
async function judge(connector: ConnectorFolder, options: PackageOptions): Promise<Judgement> {
  // Loaded here, so that usage errors and --verify do not wait for hundreds of rules.
  const { judgePackage } = await import("./package/judge.ts");
  const wanted = wantedFormats(options).some(({ id }) => id === "certification");
  return judgePackage(withChoices(connector, options), {
    certification:
      wanted && connector.icon !== undefined && (connector.intro ?? connector.readme) !== undefined,
    exported: readSettingsFile(connector.root).origin !== undefined,
  });
}

const width = (stream: NodeJS.WriteStream) => stream.columns ?? DEFAULT_WIDTH;

/** Where no terminal says how wide it is. */
const DEFAULT_WIDTH = 100;

function print(packages: PackageBuild, out: string | undefined, ms: number): void {
  const color = paint(process.stderr);
  const notices = formatNotices(packages.notices, color, width(process.stderr));
  if (notices !== "") writeErr(`${out === undefined ? "" : "\n"}${notices}\n`);
  writeErr(out === undefined ? "Nothing was written.\n" : color.dim(`Built in ${Math.round(ms)} ms.\n`));
}
