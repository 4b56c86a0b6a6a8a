/** What the certification service checks beyond the script; known from pull requests only, so these are warnings. (Sourced: certification reports.) */
import type { Archive } from "../zip/nested.ts";
import type { Check } from "./check.ts";

/** Packages whose list of policies was empty have been refused as invalid; others have passed. */
export function emptyPolicies(archive: Archive): Check[] {
  const solution = archive.label.split("/").at(-1) ?? archive.label;
  return [...archive.files]
    .filter(([name]) => /(^|\/)Connector\/.*_policytemplateinstances\.json$/i.test(name))
    .map(([name, bytes]) => {
      const empty = /^(\[\s*\]|null|)$/.test(bytes.toString("utf8").trim());
      return {
        number: "5000.1.1.16",
        title: `${solution}: the connector has a policy`,
        outcome: empty ? ("warning" as const) : ("passed" as const),
        detail: empty ? `${name} is empty; some packages like this were refused` : "yes",
      };
    });
}
