/** The door of the comparison: what changed from one version of a connector to another, and what it means. */
import type { ConnectorFolder } from "../definition/connector-folder.ts";
import { ownObject, ownString } from "../json/values.ts";
import { adviceFor } from "./advice.ts";
import type { Comparison } from "./change.ts";
import { Collector } from "./collector.ts";
import { compareConnection } from "./connection/connection.ts";
import { compareDocument } from "./document.ts";
import { matchOperations } from "./operations/match.ts";
import { compareOperations } from "./operations/operations.ts";
import { comparePolicies } from "./policies.ts";
import type { Pair } from "./schemas/scope.ts";
import { compareScript } from "./script.ts";
import { Side } from "./side.ts";

/** A version of a connector. */
export interface Version {
  connector: ConnectorFolder;
  /** Keys of apiProperties.json that its format has a place for; undefined for all of them. */
  carries?: readonly string[] | undefined;
}

/**
 * Compares two versions. What makes no difference to anybody is not a change: layout, order of keys, other ways to write the
 * same schema. Parts that one of the two formats has no place for are not compared.
 */
export function compareVersions(before: Version, after: Version): Comparison {
  const old = new Side(before.connector, before.carries);
  const now = new Side(after.connector, after.carries);
  const matched = matchOperations(old.model, now.model);
  const renamed = new Map<string, string>();
  for (const [one, other] of matched.pairs)
    if (one.id !== undefined && other.id !== undefined && one.id !== other.id) renamed.set(one.id, other.id);
  const collect = new Collector();
  const pair: Pair = { old, new: now, collect, renamed, equal: { input: new Set(), output: new Set() } };
  compareOperations(pair, matched);
  compareConnection(pair);
  comparePolicies(pair);
  compareScript(pair);
  compareDocument(pair);

  const changes = collect.changes(now);
  const summary = { breaking: 0, risky: 0, safe: 0 };
  for (const change of changes) summary[change.class]++;
  const version = (side: Side) => ownString(ownObject(side.root, "info"), "version") ?? null;
  const versions = { old: version(old), new: version(now) };
  const advice = adviceFor(changes, summary, versions.old, versions.new);
  return { changes, summary, versions: { ...versions, suggested: advice.suggested }, advice: advice.text };
}
