/** What will go wrong when a connector runs, as far as its files show it: the findings of the rules that say so. */
import type { ConnectorFolder } from "../definition/connector-folder.ts";
import { buildModel } from "../definition/model.ts";
import { policiesOf, policyOperations } from "../definition/policies.ts";
import { readUsage, type Usage } from "../definition/usage.ts";
import { child, tokensOf } from "../json/pointer.ts";
import { own } from "../json/values.ts";
import type { Finding } from "../rules/language/finding.ts";
import { nearest } from "../rules/language/nearest.ts";
import type { Rule } from "../rules/language/rule.ts";
import { loadRunTimeRules } from "../rules/load-rules.ts";
import { validateWith } from "./validate.ts";

export interface RunTimeFault {
  /** Id of the rule. */
  id: string;
  /** False: it depends on what the service really does, or on the product. */
  certain: boolean;
  message: string;
  help: string;
  /** Ids of the operations that it concerns, none if nothing uses the place; absent if it concerns the connector as a whole. */
  operations?: string[];
  file: string;
  pointer: string;
  /** Count from 1. */
  line: number;
  column: number;
}

/** What the rules that are asked for here say of a connector; only their files are loaded. */
export async function findRunTimeFaults(connector: ConnectorFolder): Promise<RunTimeFault[]> {
  return runTimeFaults(await loadRunTimeRules(), connector);
}

/**
 * {@link findRunTimeFaults} with rules that are already loaded, at once.
 * @param rules those that say `breaksAtRunTime` (`runTimeRulesOf`); other rules have no say
 */
export function runTimeFaults(rules: readonly Rule[], connector: ConnectorFolder): RunTimeFault[] {
  const findings = validateWith(rules, connector, { profile: "import" }).filter(
    ({ breaksAtRunTime }) => breaksAtRunTime !== undefined,
  );
  if (findings.length === 0) return [];
  const usage = readUsage(connector.definition?.value);
  return findings.map((finding) => {
    const operations = operationsOf(finding, connector, usage);
    return {
      id: finding.rule,
      // What a rule itself lowers to information may well work: an answer that is not described, for example.
      certain: finding.breaksAtRunTime === "certain" && finding.severity !== "info",
      message: finding.message,
      help: finding.help,
      ...(operations ? { operations } : {}),
      file: finding.file,
      pointer: finding.pointer,
      line: finding.line,
      column: finding.column,
    };
  });
}

function operationsOf(finding: Finding, connector: ConnectorFolder, usage: Usage): string[] | undefined {
  const tokens = tokensOf(finding.pointer);
  if (finding.file === connector.properties?.file) return policyTargets(tokens, connector);
  if (finding.file !== connector.definition?.file || tokens.length < 2) return undefined;
  return usage.operationsAt(finding.pointer);
}

/**
 * The operations that miss a policy: those that it names. One that it names in vain is probably the one that is spelt almost
 * so; if none is, nothing tells which operation was meant, and a test of the others need not be stopped.
 */
function policyTargets(tokens: readonly string[], connector: ConnectorFolder): string[] | undefined {
  const properties = own(connector.properties?.value, "properties");
  // "/properties/policyTemplateInstances/0" and below.
  const place = child("", ...tokens.slice(0, 3));
  const found = policiesOf(properties).find(({ pointer }) => pointer === place);
  const names = (found && policyOperations(found.policy)) ?? [];
  if (names.length === 0) return undefined;
  const ids = [...buildModel(connector.definition?.value).byId.keys()];
  const named = names[Number(tokens.at(-1))];
  return (named === undefined ? names : [named]).flatMap((name) =>
    ids.includes(name) ? [name] : (nearest(name, ids) ?? []),
  );
}
