/** What looks for one fault of a definition, and what it finds. */
import type { LoadedConnector } from "../connector-source.ts";

/** A fault before it has a place in a file. */
export interface Finding {
  message: string;
  help: string;
  operation?: string;
  pointer: string;
  /** The definition unless said. */
  in?: "properties";
}

export interface Diagnosis {
  id: string;
  find(connector: LoadedConnector): Finding[];
}
