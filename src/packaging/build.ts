/** Builds every format of a connector in memory; nothing is written here. */
import type { ConnectorFolder } from "../definition/connector-folder.ts";
import type { Artifact, Built, Format } from "./artifact.ts";
import { certification } from "./formats/certification.ts";
import { flow } from "./formats/flow.ts";
import { logicApps } from "./formats/logic-apps.ts";
import { pac } from "./formats/pac.ts";
import { paconn } from "./formats/paconn.ts";
import { solution } from "./formats/solution.ts";
import { solutionSource } from "./formats/solution-source.ts";
import { checkIcon } from "./icon/check-icon.ts";
import { hasErrors, type Notice } from "./notice.ts";
import { type FormatId, ON_REQUEST, type PackageOptions } from "./options.ts";
import { prepareSource } from "./source.ts";

const ALL: readonly Format[] = [paconn, pac, solution, flow, certification, logicApps, solutionSource];

export interface BuiltFormat {
  id: FormatId;
  title: string;
  files: Artifact[];
  next: string[];
  report: string[];
}

export interface PackageBuild {
  title: string;
  apiVersion: string;
  formats: BuiltFormat[];
  notices: Notice[];
  /** True if nothing stops the packages from being written. */
  ok: boolean;
}

/**
 * Builds the packages of a connector.
 * @param connector as `readConnector` gives it
 * @param onFormat told before each format is built
 * @throws {InputError} on options or a solution.yaml that cannot be used
 */
export function buildPackages(
  connector: ConnectorFolder,
  options: PackageOptions = {},
  onFormat: (title: string) => void = () => {},
): PackageBuild {
  const { source, notices } = prepareSource(connector, options);
  const build: PackageBuild = {
    title: source?.title ?? connector.name,
    apiVersion: source?.apiVersion ?? "",
    formats: [],
    notices,
    ok: false,
  };
  if (!source) return build;
  notices.push(...checkIcon(source));
  for (const format of wantedFormats(options)) {
    onFormat(format.title);
    const built = format.build(source);
    notices.push(...built.notices.map((notice) => ({ ...notice, format: notice.format ?? format.id })));
    if (built.impossible) notices.push(leftOut(format, built.impossible, options));
    else
      build.formats.push({
        id: format.id,
        title: format.title,
        files: built.files,
        next: built.next,
        report: built.report ?? [],
      });
  }
  build.ok = !hasErrors(notices);
  return build;
}

/** The formats a build will go through, in order. */
export function wantedFormats(options: PackageOptions): readonly Format[] {
  return options.only && options.only.length > 0
    ? ALL.filter((format) => options.only?.includes(format.id))
    : ALL.filter((format) => !ON_REQUEST.includes(format.id));
}

/** A format nobody asked for by name is left out with a warning where the connector lacks what it takes. */
function leftOut(format: Format, why: NonNullable<Built["impossible"]>, options: PackageOptions): Notice {
  const asked = options.only?.includes(format.id) ?? false;
  return {
    code: why.code,
    severity: asked ? "error" : "warning",
    format: format.id,
    message: asked ? why.message : `Left out: ${why.message}`,
    help: why.help,
  };
}
