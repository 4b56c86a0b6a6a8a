/** What a backend may answer. */

/** By its shape: servers in the same process may have put a class of their own in place of `Response`. */
export function isResponse(value: unknown): value is Response {
  return (
    typeof value === "object" &&
    value !== null &&
    "status" in value &&
    "headers" in value &&
    "arrayBuffer" in value
  );
}

/** Statuses whose answers have no body: `Response` refuses one (Fetch standard, null body status). */
export function isBodiless(status: number): boolean {
  return status === 204 || status === 205 || status === 304;
}
