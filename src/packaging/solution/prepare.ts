/** Everything about a connector that its solutions share, made once for the formats that need it. */
import type { Notice } from "../notice.ts";
import type { PackageSource } from "../source.ts";
import { connectorPart, solutionLosses } from "./connector-part.ts";
import { hostVariable } from "./environment-variable.ts";
import { readSolutionSettings } from "./settings.ts";
import type { SolutionParts } from "./solution-zip.ts";
import { workflowParts } from "./workflow-part.ts";

export interface PreparedSolution {
  connector: SolutionParts;
  /** The same with flows. */
  flow: SolutionParts;
  notices: Notice[];
}

const prepared = new WeakMap<PackageSource, Map<boolean, PreparedSolution>>();

/**
 * @param withVariable whether the host becomes an environment variable; default is the maker's choice
 * @throws {InputError} `solution-settings`
 */
export function prepareSolution(
  source: PackageSource,
  withVariable: boolean = source.options.environmentVariables ?? false,
): PreparedSolution {
  const known = prepared.get(source) ?? new Map<boolean, PreparedSolution>();
  prepared.set(source, known);
  const found = known.get(withVariable);
  if (found) return found;
  const { settings, notices } = readSolutionSettings(source);
  const variable = withVariable ? hostVariable(source, settings) : undefined;
  const part = connectorPart(source, settings, variable);
  const connector: SolutionParts = { identity: settings, settings, connector: part, flows: [], variable };
  const result: PreparedSolution = {
    connector,
    flow: { ...connector, identity: settings.flows, flows: workflowParts(source, part, settings) },
    notices: [...notices, ...solutionLosses(source, part)],
  };
  known.set(withVariable, result);
  return result;
}
