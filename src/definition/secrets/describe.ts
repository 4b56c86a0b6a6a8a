import type { FoundSecret } from "./secrets-in.ts";

/** A sentence about what was found, which does not repeat it. */
export function describeSecret({ what, isIssued }: FoundSecret): string {
  if (isIssued) return `This looks like ${what}.`;
  return `${what[0]?.toUpperCase()}${what.slice(1)} looks like a real secret.`;
}
