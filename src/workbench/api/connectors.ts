/** Shapes of the connectors that one workbench can show, one at a time. */
import type { Severity } from "../../rules/language/finding.ts";

export interface ConnectorsAnswer {
  /** In the order of their folders; those opened before come last. */
  connectors: ConnectorRow[];
  /** How many have not been looked at yet: ask again in a moment. */
  pending: number;
}

export interface ConnectorRow {
  /** What {@link ConnectorsSource.open} takes. There is no way to name a folder: only what is listed can be opened. */
  id: string;
  /** The folder, as one would type it where the workbench was started. */
  folder: string;
  /** It was opened in an earlier run and is not below what this run was started with. */
  recent: boolean;
  /** It is the one that is shown. */
  open: boolean;
  /** Undefined until somebody has looked. */
  facts: ConnectorFacts | undefined;
}

export interface ConnectorFacts {
  title: string;
  operations: number;
  triggers: number;
  findings: Record<Severity, number>;
  /** Newest time of its files, ISO 8601; empty if they are gone. */
  changedAt: string;
  /** Why it cannot be shown. */
  failure: string | undefined;
}

export interface ConnectorsSource {
  list(): Promise<ConnectorsAnswer>;
  /** Shows another one instead: this page's connector is closed, and its flows end. */
  open(id: string): Promise<{ session: string }>;
}
