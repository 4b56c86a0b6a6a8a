/** One question to a certification package, and its answer. */
export interface Check {
  /** Number in the list of docs/packaging.md; `5000.…` are the service's own. */
  number: string;
  title: string;
  outcome: "passed" | "failed" | "warning" | "not applicable";
  /** What was found, or why it does not apply. */
  detail: string;
}
