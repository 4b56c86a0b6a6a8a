/** What version number the new version deserves, by what changed (semantic versioning: breaking, added, corrected). */
import type { Change, ChangeClass } from "./change.ts";

export interface Advice {
  suggested: string | null;
  text: string;
}

/** Numbers with dots, with or without a `v` in front; what follows is left off. */
const VERSION = /^(v?)(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?/i;

export function adviceFor(
  changes: readonly Change[],
  summary: Record<ChangeClass, number>,
  old: string | null,
  now: string | null,
): Advice {
  const told = changes.filter(({ id }) => id !== "version-changed");
  if (told.length === 0) return { suggested: null, text: "Nothing changed that anybody would notice." };
  const step = summary.breaking > 0 ? "major" : hasNews(told) ? "minor" : "patch";
  const suggested = raised(old, step);
  const parts: string[] = [];
  if (summary.breaking > 0)
    parts.push(
      `${summary.breaking === 1 ? "One change breaks" : `${summary.breaking} changes break`} what works today: fix ${summary.breaking === 1 ? "it" : "them"}, or publish as a new major version and tell users.`,
    );
  else if (summary.risky > 0)
    parts.push(
      `Nothing is sure to break, but ${summary.risky === 1 ? "one change has" : `${summary.risky} changes have`} to be tried out.`,
    );
  else parts.push("Safe to publish over the old version.");
  if (suggested !== null && !isAtLeast(now, suggested))
    parts.push(`Raise info.version to ${suggested}${now === null ? "" : ` (it is ${now})`}.`);
  return { suggested, text: parts.join(" ") };
}

/** More than words: something to use, or something that behaves in another way. */
function hasNews(changes: readonly Change[]): boolean {
  return changes.some(
    (change) => change.class !== "safe" || /-added$|-shown$|-made-optional$|-freed$/.test(change.id),
  );
}

function raised(version: string | null, step: "major" | "minor" | "patch"): string | null {
  const match = VERSION.exec(version ?? "");
  if (!match) return null;
  const [, letter, ...numbers] = match;
  const [major, minor, patch] = numbers.map((number) => Number(number ?? 0)) as [number, number, number];
  const next =
    step === "major"
      ? [major + 1, 0, 0]
      : step === "minor"
        ? [major, minor + 1, 0]
        : [major, minor, patch + 1];
  return `${letter ?? ""}${next.join(".")}`;
}

function isAtLeast(version: string | null, wanted: string): boolean {
  const numbers = (text: string | null) =>
    VERSION.exec(text ?? "")
      ?.slice(2)
      .map((number) => Number(number ?? 0));
  const one = numbers(version);
  const two = numbers(wanted);
  if (!one || !two) return false;
  for (let index = 0; index < 3; index++) {
    const difference = (one[index] ?? 0) - (two[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
