/** Says what is in a package and what is wrong with it. */
import { InputError } from "../../json/problem.ts";
import type { ReadPackage } from "../read/recognize.ts";
import type { Fault } from "./fault.ts";
import { checkPolicies, verifyConnector } from "./verify-connector.ts";
import { verifySecrets } from "./verify-secrets.ts";
import { verifySolution } from "./verify-solution.ts";

export interface Verification {
  kind: string;
  label: string;
  /** What is in it, a line each. */
  contents: string[];
  /** The certification validator's checks, where they apply. */
  checks: { number: string; title: string; outcome: string; detail: string }[];
  faults: Fault[];
  /** True if no fault is an error and no check has failed. */
  ok: boolean;
}

/** Verifies a package that has been recognised. Faults are collected; only unreadable archives throw. */
export function verifyPackage(read: ReadPackage): Verification {
  const contents: string[] = [];
  const faults: Fault[] = read.archive.remarks.map((message) => ({
    severity: "warning",
    where: read.label,
    message,
  }));
  // Not with push(...found): a hostile package has more faults than a call takes arguments.
  const take = (found: readonly Fault[]) => {
    for (const fault of found) faults.push(fault);
  };
  for (const archive of new Set([read.archive, ...read.solutions.map((solution) => solution.archive)]))
    take(verifySecrets(archive));
  for (const message of read.problems) faults.push({ severity: "error", where: read.label, message });
  for (const solution of read.solutions) {
    const { publisher } = solution;
    const managed = { "0": "unmanaged", "1": "managed", "2": "managed and unmanaged" }[solution.managed];
    contents.push(
      `solution ${solution.uniqueName} ${solution.version}, ${managed ?? "neither managed nor unmanaged"}, publisher ${publisher.uniqueName} (${publisher.prefix})`,
    );
    for (const flow of solution.flows)
      contents.push(`  flow "${flow.name}" (${flow.state === "1" ? "on" : "off"})`);
    for (const reference of solution.references) contents.push(`  connection reference ${reference}`);
    for (const { schemaName } of solution.variables) contents.push(`  environment variable ${schemaName}`);
    take(verifySolution(solution));
  }
  try {
    for (const connector of read.connectors()) {
      const { lines, faults: found } = verifyConnector(connector);
      contents.push(...lines);
      take(found);
      take(checkPolicies(connector));
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    faults.push({ severity: "error", where: read.label, message: error.message });
  }
  const checks = read.certification?.checks ?? [];
  const failed = checks.some((check) => check.outcome === "failed");
  return {
    kind: read.kind,
    label: read.label,
    contents,
    checks,
    faults,
    ok: !failed && faults.every((fault) => fault.severity !== "error"),
  };
}
