/** Whether a value holds what a test expects, without any test runner. */

/**
 * Objects hold what is expected if they have all its members; arrays must be as long; a regular expression is matched; matchers of
 * jest and vitest (`expect.any(…)`) are asked; everything else must be equal. Bigints equal numbers of the same value.
 */
export function holds(actual: unknown, expected: unknown): boolean {
  if (isMatcher(expected)) return expected.asymmetricMatch(actual);
  if (expected instanceof RegExp) return typeof actual === "string" && expected.test(actual);
  if (Array.isArray(expected))
    return (
      Array.isArray(actual) &&
      actual.length === expected.length &&
      expected.every((item, index) => holds(actual[index], item))
    );
  if (typeof expected === "object" && expected !== null)
    return (
      typeof actual === "object" &&
      actual !== null &&
      !Array.isArray(actual) &&
      Object.entries(expected).every(([key, value]) => holds((actual as Record<string, unknown>)[key], value))
    );
  if (typeof actual === "bigint" || typeof expected === "bigint") return String(actual) === String(expected);
  return Object.is(actual, expected);
}

function isMatcher(value: unknown): value is { asymmetricMatch(actual: unknown): boolean } {
  return (
    typeof value === "object" &&
    value !== null &&
    typeof (value as { asymmetricMatch?: unknown }).asymmetricMatch === "function"
  );
}
