/** For programs. The shape is a contract: docs/diff.md describes it, and keys are only ever added. */
import { printableJson } from "../../machine/terminal/printable.ts";
import type { Format } from "../report.ts";

const json: Format = (report) => {
  const { old, new: now, changes, summary, versions, advice, notes } = report;
  const shown = changes.map((change) => {
    const { id, class: grade, area, operation, operations, concerns } = change;
    const { old: before, new: after, message, why, help } = change;
    return {
      id,
      class: grade,
      area,
      operation,
      operations,
      concerns,
      old: before,
      new: after,
      message,
      why,
      help,
    };
  });
  const value = { old, new: now, changes: shown, summary, versions, advice, notes };
  return `${printableJson(JSON.stringify(value, null, 2))}\n`;
};

export default json;
