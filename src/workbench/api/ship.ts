/** Shapes of packaging from the page. */
import type { ShipRequest } from "../requests/ship.ts";

export type { ShipRequest } from "../requests/ship.ts";

/** One build in memory; nothing of it is on disk until it is written. */
export interface ShipAnswer {
  /** Names the build in addresses of downloads; the last few are kept. */
  id: string;
  revision: number;
  /** The packages can be used. Otherwise `findings` and `notices` say what stops them. */
  ok: boolean;
  title: string;
  version: string;
  /** Errors of profile import: each stops every package. At most 50. */
  findings: ShipFinding[];
  /** What concerns every format. */
  notices: ShipNotice[];
  formats: ShipFormat[];
  /** Where {@link ShipActions.write} puts them, as one would type it where the workbench was started. */
  folder: string;
  /** What builds the same packages, as one would type it where the workbench was started. */
  command: string;
}

export interface ShipFinding {
  /** As `/api/findings` names it, if that lists it. */
  rule: string;
  message: string;
  file: string;
  line: number;
}

export interface ShipNotice {
  code: string;
  severity: "error" | "warning" | "note";
  message: string;
  help: string;
}

export interface ShipFormat {
  /** `paconn`, `pac`, `solution`, … */
  id: string;
  title: string;
  /** What is lost on the way, or was chosen for the author. */
  notices: ShipNotice[];
  /** Parts of a connector that the format has no place for, whether or not this connector has them. */
  noPlaceFor: string[];
  files: { path: string; bytes: number; sha256: string }[];
  /** What was checked about the package itself. */
  report: string[];
  /** How it is imported: commands or clicks, in the order of preference; `{out}` stands for the folder. */
  next: string[];
}

export interface ShipWritten {
  folder: string;
  files: number;
}

/** Packages are built, looked at and downloaded; over a server only. */
export interface ShipSource {
  build(request: ShipRequest): Promise<ShipAnswer>;
  write(build: string): Promise<ShipWritten>;
  /** Address of a download: all packages or one format of a build. */
  packageHref(build: string, format?: string): string;
  /** Address of the reference page: to look at, or to keep as a file. */
  referenceHref(kind: "html" | "markdown" | "view"): string;
  /** Address of the offline preview, as a file. */
  previewHref(): string;
}
