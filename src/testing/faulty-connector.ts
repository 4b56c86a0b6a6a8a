import type { Fault } from "../platform/api.ts";
import { said } from "./said.ts";

/** A connector that would fail at run time for reasons that its definition shows; the message names each. */
export class FaultyConnector extends Error {
  override name = "FaultyConnector";
  readonly faults: readonly Fault[];

  constructor(connector: string, faults: readonly Fault[]) {
    const listed = faults.map((fault) => {
      const place = `${fault.file}${fault.line === undefined ? ` ${fault.pointer}` : `:${fault.line}:${fault.column}`}`;
      const about = fault.operations?.length ? ` (${fault.operations.join(", ")})` : "";
      return `  ${fault.id}  ${place}${about}\n    ${fault.message}\n    ${fault.help}`;
    });
    super(
      said(
        `The connector ${connector} would fail at run time:\n\n${listed.join("\n\n")}\n\nPass { allow: ["${faults[0]?.id}"] } to accept a fault, or { faults: "report" } to run it all the same.`,
      ),
    );
    this.faults = faults;
  }
}
