/** Everything about a connector that its solutions share, made once for the formats that need it. */
import type { Notice } from "../notice.ts";
import { variableKinds } from "../options.ts";
import type { PackageSource } from "../source.ts";
import { connectorPart, solutionLosses } from "./connector-part.ts";
import { makeVariables } from "./environment-variable.ts";
import { readSolutionSettings, refusePart } from "./settings.ts";
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
 * @param withVariables whether the environment variables that the maker has chosen are made
 * @throws {InputError} `solution-settings`, `part-of-solution`
 */
export function prepareSolution(source: PackageSource, withVariables = true): PreparedSolution {
  const known = prepared.get(source) ?? new Map<boolean, PreparedSolution>();
  prepared.set(source, known);
  const found = known.get(withVariables);
  if (found) return found;
  const { settings, notices } = readSolutionSettings(source);
  refusePart(settings);
  const kinds = withVariables ? variableKinds(source.options.environmentVariables) : [];
  const { source: withReferences, variables, notices: ofVariables } = makeVariables(source, settings, kinds);
  const part = connectorPart(withReferences, settings);
  const connector: SolutionParts = {
    identity: settings,
    settings,
    connectors: [part],
    flows: [],
    variables,
  };
  const result: PreparedSolution = {
    connector,
    flow: {
      ...connector,
      identity: settings.flows,
      // What the connector needs, its own solution says.
      settings: { ...settings, missingDependencies: [] },
      flows: workflowParts(source, part, settings),
    },
    notices: [...notices, ...solutionLosses(source, part, settings), ...ofVariables],
  };
  known.set(withVariables, result);
  return result;
}
