/** The rules, loaded once and in order. */
import { GROUPS, type Rule } from "./language/rule.ts";
import { importAllRules, importRunTimeRules } from "./rule-files.ts";

let loaded: Promise<Rule[]> | undefined;
let runTime: Promise<Rule[]> | undefined;

/** All rules, ordered by group and id. */
export function loadRules(): Promise<Rule[]> {
  loaded ??= importAllRules().then(inOrder);
  return loaded;
}

/**
 * The rules that say what breaks when a connector runs. Tests of connectors ask for them and for no others: every file of
 * tests would otherwise wait for hundreds of modules.
 */
export function loadRunTimeRules(): Promise<Rule[]> {
  runTime ??= importRunTimeRules().then((rules) => runTimeRulesOf(inOrder(rules)));
  return runTime;
}

/** Those of some rules that say what breaks when a connector runs. */
export function runTimeRulesOf(rules: readonly Rule[]): Rule[] {
  return rules.filter((rule) => rule.breaksAtRunTime !== undefined);
}

function inOrder(rules: Rule[]): Rule[] {
  return rules.sort((a, b) => GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group) || (a.id < b.id ? -1 : 1));
}
