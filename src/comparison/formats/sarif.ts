/** SARIF 2.1.0 (OASIS), which code scanning services read. Places are those of the new version. */
import { printableJson } from "../../machine/terminal/printable.ts";
import type { ChangeClass } from "../change.ts";
import type { Kind } from "../kinds/kind.ts";
import { KINDS, type KindId } from "../kinds/kinds.ts";
import { type Format, pathOf } from "../report.ts";

const LEVEL: Record<ChangeClass, "error" | "warning" | "note"> = {
  breaking: "error",
  risky: "warning",
  safe: "note",
};

const sarif: Format = (report) => {
  const ids = [...new Set(report.changes.map(({ id }) => id))] as KindId[];
  const rules = ids.map((id) => {
    const kind: Kind = KINDS[id];
    return {
      id,
      shortDescription: { text: kind.title },
      fullDescription: { text: kind.why },
      help: { text: kind.help },
      defaultConfiguration: { level: LEVEL[kind.class] },
      properties: { area: kind.area, class: kind.class },
    };
  });
  const results = report.changes.map((change) => ({
    ruleId: change.id,
    ruleIndex: ids.indexOf(change.id as KindId),
    level: LEVEL[change.class],
    message: { text: `${change.message} ${change.why} ${change.help}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: {
            uri: pathOf(report, change.anchor.file).split("/").map(encodeURIComponent).join("/"),
          },
          region: { startLine: change.anchor.line },
        },
        logicalLocations: [{ fullyQualifiedName: `${change.anchor.file}#${change.anchor.pointer}` }],
      },
    ],
    properties: {
      class: change.class,
      area: change.area,
      operations: change.operations,
      old: change.old,
      new: change.new,
    },
  }));
  const run = {
    tool: { driver: { name: "connector-workbench", rules } },
    columnKind: "utf16CodeUnits",
    results,
  };
  const value = { $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
  return `${printableJson(JSON.stringify(value, null, 1))}\n`;
};

export default sarif;
