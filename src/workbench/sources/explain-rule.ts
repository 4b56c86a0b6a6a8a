/** A rule in words, as its page in docs/rules has it. */
import { InputError } from "../../json/problem.ts";
import type { Example, Rule, Statement } from "../../rules/language/rule.ts";
import { UNUSED_SUPPRESSION } from "../../validation/unused-suppression.ts";
import type { RuleAnswer } from "../api.ts";

/** Longer examples show more of their file than of the rule. */
const MAX_EXAMPLE = 2_000;

/** @throws {InputError} `rule-unknown` */
export function explainRule(rules: readonly Rule[], id: string): RuleAnswer {
  const rule: (Statement & Partial<Rule>) | undefined = [...rules, UNUSED_SUPPRESSION].find(
    (one) => one.id === id,
  );
  if (!rule)
    throw new InputError(
      "rule-unknown",
      `There is no rule "${id}".`,
      "GET /api/findings names those that apply.",
    );
  const { statement, why, severity, codes, sources, inferred = false } = rule;
  const examples = [
    ...(rule.bad ?? []).slice(0, 1).flatMap((example) => pieces(example, false)),
    ...(rule.good ?? []).slice(0, 1).flatMap((example) => pieces(example, true)),
  ];
  return { id, statement, why, severity, codes, sources, inferred, examples };
}

function pieces({ definition, properties, files = {} }: Example, good: boolean): RuleAnswer["examples"] {
  const found = [
    ...(definition ? [["apiDefinition.swagger.json", JSON.stringify(definition, null, 2)] as const] : []),
    ...(properties ? [["apiProperties.json", JSON.stringify(properties, null, 2)] as const] : []),
    ...Object.entries(files).flatMap(([file, text]) =>
      typeof text === "string" ? [[file, text] as const] : [],
    ),
  ];
  return found.filter(([, text]) => text.length <= MAX_EXAMPLE).map(([file, text]) => ({ good, file, text }));
}
