/** Something wrong with a package. */
export interface Fault {
  /** `error`: the import fails or the connector does not work. */
  severity: "error" | "warning";
  /** File or part. */
  where: string;
  message: string;
}
