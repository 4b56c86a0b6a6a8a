/** What a maker can choose when packaging, checked once. */
import type { CommittedSecret } from "../definition/secrets/secrets-of-file.ts";
import { InputError } from "../json/problem.ts";

/** The formats in the order in which they are built; each is a file in `formats/`. */
export const FORMATS = [
  "paconn",
  "pac",
  "solution",
  "flow",
  "certification",
  "logic-apps",
  "solution-source",
] as const;
export type FormatId = (typeof FORMATS)[number];

/** Built only where somebody asks for it by name: few repositories hold it. */
export const ON_REQUEST: readonly FormatId[] = ["solution-source"];

export interface PackageOptions {
  /** Build these formats only; an unbuildable one is then an error instead of being left out. */
  only?: FormatId[];
  /** Four-part version of the solutions, `1.0.0.0`. */
  version?: string;
  /** Build the flow solution as managed, too. */
  managed?: boolean;
  /** Client id of the app registration, written into every OAuth connection parameter. */
  clientId?: string;
  /** Host the connector calls instead of its own: `name`, `name:port` or an address with scheme and path. */
  host?: string;
  /** What becomes an environment variable in the solutions; true for the host alone. */
  environmentVariables?: boolean | readonly VariableKind[];
  /** Parts that may be left out where a format has no place for them; without it, such a format is not built. */
  leaveOut?: readonly "script"[];
  /** What the connectors of one solution share, where their own solution.yaml does not say it. */
  shared?: {
    publisher?: {
      uniqueName: string;
      prefix: string;
      displayName?: string | Readonly<Record<string, string>>;
    };
    language?: number;
  };
  /** Why the review for certification will refuse the connector, a line each, with file and line. */
  refusals?: readonly string[];
  /** Whether somebody has looked at what seems to be a secret, and said that it is none. */
  isExcused?: (root: string, secret: CommittedSecret) => boolean;
}

/** What can be made an environment variable. (Documented: host and the fields of the Security page take references.) */
export const VARIABLE_KINDS = ["host", "client-id", "client-secret", "tenant", "resource", "scope"] as const;
export type VariableKind = (typeof VARIABLE_KINDS)[number];

/**
 * Reads `--leave-out`.
 * @throws {InputError} `unknown-part`
 */
export function parseLeaveOut(value: string): "script"[] {
  if (value !== "script")
    throw new InputError(
      "unknown-part",
      `"${value}" cannot be left out.`,
      "Only a script can: --leave-out script.",
    );
  return ["script"];
}

/** The kinds of a choice. */
export function variableKinds(choice: PackageOptions["environmentVariables"]): readonly VariableKind[] {
  if (choice === true) return ["host"];
  return choice === undefined || choice === false ? [] : choice;
}

/**
 * Reads the value of `--environment-variables`: kinds with commas, or `all`.
 * @throws {InputError} `unknown-variable`
 */
export function parseVariables(value: string): VariableKind[] {
  const wanted = value.split(",").map((kind) => kind.trim());
  if (wanted.includes("all")) return [...VARIABLE_KINDS];
  for (const kind of wanted)
    if (!(VARIABLE_KINDS as readonly string[]).includes(kind))
      throw new InputError(
        "unknown-variable",
        `"${kind}" cannot be made an environment variable.`,
        `Possible are ${VARIABLE_KINDS.join(", ")} and all.`,
      );
  return VARIABLE_KINDS.filter((kind) => wanted.includes(kind));
}

export interface HostChoice {
  host: string;
  scheme?: "http" | "https";
  basePath?: string;
}

/**
 * Reads the value of `--host`.
 * @throws {InputError} `bad-host`
 */
export function parseHost(value: string): HostChoice {
  const bad = () =>
    new InputError(
      "bad-host",
      `"${value}" is not a valid host.`,
      "Give a host name, a name with a port, or an https address: api.example.com, localhost:8080, https://abc.tunnel.example/base.",
    );
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(value);
  if (/[\s@?#\\<>"']/.test(value) || (!withScheme && value.includes("/"))) throw bad();
  let url: URL;
  try {
    url = new URL(withScheme ? value : `https://${value}`);
  } catch {
    throw bad();
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") throw bad();
  const choice: HostChoice = { host: url.host };
  if (withScheme) choice.scheme = url.protocol === "https:" ? "https" : "http";
  // Paths begin with a slash of their own.
  const basePath = url.pathname.replace(/\/+$/, "");
  if (withScheme && basePath !== "") choice.basePath = basePath;
  return choice;
}

/**
 * Reads `--only`, given once or more, values separated by commas.
 * @throws {InputError} `unknown-format`
 */
export function parseFormats(values: readonly string[]): FormatId[] {
  const wanted = values.flatMap((value) => value.split(",")).map((value) => value.trim());
  for (const value of wanted) {
    if (!(FORMATS as readonly string[]).includes(value)) {
      throw new InputError(
        "unknown-format",
        `"${value}" is not a package format.`,
        `The formats are ${FORMATS.join(", ")}.`,
      );
    }
  }
  return FORMATS.filter((format) => wanted.includes(format));
}

/**
 * A version as solutions want it: four numbers; missing ones are 0.
 * @throws {InputError} `bad-version`
 */
export function parseVersion(value: string): string {
  const parts = value.trim().split(".");
  // Dataverse keeps each part in 32 bits.
  if (parts.length > 4 || !parts.every((part) => /^\d{1,9}$/.test(part))) {
    throw new InputError(
      "bad-version",
      `"${value}" is not a valid version.`,
      "A solution's version has up to four numbers: 1.0, 1.2.0.3.",
    );
  }
  return [...parts, "0", "0", "0"].slice(0, 4).map(Number).join(".");
}

/**
 * Checks a client id: what ends up in a file others import must be one plain word.
 * @throws {InputError} `bad-client-id`
 */
export function parseClientId(value: string): string {
  if (!/^[\x21-\x7e]{1,256}$/.test(value)) {
    throw new InputError(
      "bad-client-id",
      `"${value}" is not a valid client id.`,
      "For Entra ID it is the GUID under Application (client) ID on the app registration's overview.",
    );
  }
  return value;
}
