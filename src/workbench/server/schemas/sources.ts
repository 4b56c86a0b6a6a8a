/** JSON schemas of the answers about the connector's files. */
const text = { type: "string" };
const list = { type: "array" };
const object = (properties: object, required: string[]) => ({ type: "object", required, properties });
const change = object({ id: text, label: text, files: list, undoable: { type: "boolean" } }, [
  "id",
  "label",
  "files",
  "undoable",
]);

export const sourceSchemas = {
  SourcesAnswer: object({ root: text, files: list, present: list, changes: list }, [
    "root",
    "files",
    "present",
    "changes",
  ]),
  SourceAnswer: object({ text, version: text, hidden: { type: "integer" } }, [
    "part",
    "file",
    "bytes",
    "text",
    "version",
    "hidden",
  ]),
  SaveAnswer: object({ version: text, notes: list, change }, ["version", "notes"]),
  CheckAnswer: object({ problems: list, count: { type: "integer" } }, ["problems", "count"]),
  MergeAnswer: object({ theirs: text, version: text, pieces: list, conflicts: { type: "integer" } }, [
    "theirs",
    "version",
    "pieces",
    "conflicts",
  ]),
  FormAnswer: object({ file: text, groups: list }, ["revision", "operationId", "file", "groups"]),
  ChangeView: change,
  RuleAnswer: object({ statement: text, why: text, sources: list, examples: list }, [
    "id",
    "statement",
    "why",
    "severity",
    "codes",
    "sources",
    "examples",
  ]),
} satisfies Record<string, object>;
