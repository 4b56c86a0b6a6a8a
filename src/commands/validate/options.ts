/** What `validate` and `fix` are told. */

import type { CompilerError } from "../../definition/compiler-error.ts";
import type { ConnectorFolder } from "../../definition/connector-folder.ts";
import type { Profile } from "../../rules/language/finding.ts";
import type { Previous } from "../../rules/language/previous.ts";
import type { FormatName } from "../../validation/load-format.ts";
import type { RunningValidators } from "../../validation/running.ts";

export interface CommandOptions {
  profile?: Profile;
  format: FormatName;
  output?: string;
  rule?: string[];
  ignore?: string[];
  maxWarnings?: number;
  all?: boolean;
  settings?: string;
  baseline?: string;
  writeBaseline?: boolean;
  fix?: boolean;
  fixDryRun?: boolean;
  watch?: boolean;
  cache?: boolean;
  cacheLocation?: string;
  threads?: number;
  /** Kept while the command runs again and again. */
  running?: RunningValidators;
  /** What is known of the version before a connector: reading it is up to the caller. */
  since?: (connector: ConnectorFolder) => Previous | undefined;
  /** What a compiler says of a connector's script: asking it is up to the caller. */
  compile?: (connector: ConnectorFolder) => readonly CompilerError[] | undefined;
}
