/** Shapes of what the page searches. */

/** A parameter or an output of an operation, as it is looked for. */
export interface IndexEntry {
  kind: "input" | "output";
  operationId: string;
  /** Key of the input or token, as the operation in full has it. */
  key: string;
  /** What the maker reads. */
  label: string;
  /** What the definition calls it. */
  name: string;
}

export interface IndexAnswer {
  revision: number;
  /** In the order of the operations; at most 50,000. */
  entries: IndexEntry[];
  /** There are more than are listed. */
  truncated: boolean;
}
