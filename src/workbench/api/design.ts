/** What the designer shows, and what of the files it is made of. */
import type { ConnectorHead, OperationView, SerializedStep } from "../../designer/types.ts";
import type { JsonObject, JsonValue } from "../../json/values.ts";
import type { DynamicRow } from "../../platform/api.ts";
import type { Severity } from "../../rules/language/finding.ts";
import type { FindingView } from "./findings.ts";

export interface DesignAnswer extends ConnectorHead {
  revision: number;
  /** `data:image/png;base64,…`, if the folder holds an icon of at most 512 KiB. */
  icon: string | undefined;
  publisher: string | undefined;
  /** Findings of each operation, by its id; operations without any are left out. */
  findings: Record<string, Record<Severity, number>>;
  connectionParameters: ConnectionParameter[];
}

/** What a connection asks for. */
export interface ConnectionParameter {
  name: string;
  label: string;
  description: string | undefined;
  /** Lower case: `string`, `securestring`, `oauthsetting`, … */
  type: string;
  required: boolean;
  secret: boolean;
  options: JsonValue[] | undefined;
  default: JsonValue | undefined;
  /** The set it belongs to, where there are several ways to sign in. */
  set: string | undefined;
}

export interface OperationAnswer {
  revision: number;
  operation: OperationView;
  /** Why labels read as they do, one sentence each, by the key of the input or token. */
  explained: { inputs: Record<string, string>; tokens: Record<string, string> };
  /** Findings about this operation, its path, or the definitions it uses. */
  findings: FindingView[];
}

/** The operation as it is in the file. */
export interface RawAnswer {
  revision: number;
  operationId: string;
  /** The operation itself first, then what its path holds for all methods, then the definitions it uses. */
  slices: RawSlice[];
  /** Not every definition is listed: the operation uses more text than is sent. */
  truncated: boolean;
}

export interface RawSlice {
  /** `operation`, `path` or `definition`. */
  kind: "operation" | "path" | "definition";
  /** The last word of the pointer: a definition's name. */
  title: string;
  file: string;
  pointer: string;
  /** Number of the first line in the file. */
  startLine: number;
  lines: string[];
  marks: RawMark[];
}

/** A stretch of the text that something is made of. Lines and columns are those of the file. */
export interface RawMark {
  /** What is there. */
  kind: "title" | "input" | "token" | "finding";
  /** Key of the input or token, id of the finding. */
  key: string;
  pointer: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

export interface CodeAnswer {
  logicApps: SerializedStep;
  powerAutomate: SerializedStep;
}

export interface DynamicAnswer {
  /** `waiting`: other inputs have to be filled in first; `failed`: the maker sees `message` in the menu. */
  state: "ready" | "empty" | "waiting" | "failed";
  /** In the order in which the maker sees them. */
  rows: DynamicRow[];
  schema?: JsonObject;
  /** In the words of the real designer. */
  message?: string;
  /** Keys of the inputs to fill in first. */
  waitingFor: string[];
  /** What the connector's author should fix; the maker does not see it. */
  problems: string[];
  /** Number of the exchange, if a call was made. */
  exchange?: number;
}
