/**
 * What the certification service checks beyond the script, by its own numbers. (Documented: Learn, "Fix certification policy
 * errors", for the numbers and what they ask for; that empty policies are behind 5000.1.1.16, from certification reports.)
 */
import { parseJson } from "../../json/parse-json.ts";
import { decodeText } from "../../json/text.ts";
import { own } from "../../json/values.ts";
import { fileNamed } from "../read/solution-layout.ts";
import { childNamed, childText, readXml } from "../xml/read-xml.ts";
import type { Archive } from "../zip/nested.ts";
import type { Check } from "./check.ts";

/** The service's checks on a package that holds these solutions. */
export function serverChecks(
  outer: Archive,
  assets: string | undefined,
  solutions: readonly Archive[],
): Check[] {
  return [
    ...customProperties(outer, solutions),
    {
      number: "5000.1.1.12",
      title: "the folder with the solutions is called PkgAssets",
      outcome: assets === undefined || assets === "PkgAssets" ? "passed" : "warning",
      detail: assets ?? "said above",
    },
    ...solutions.flatMap(workflowFiles),
    ...solutions.flatMap(emptyPolicies),
  ];
}

/** Intro, solutions, and where there are several ways to sign in, customProperties.json. */
function customProperties(outer: Archive, solutions: readonly Archive[]): Check[] {
  const several = solutions.some((archive) =>
    [...archive.files].some(([name, bytes]) => {
      if (!/(^|\/)Connector\/.*_connectionparametersets\.json$/i.test(name)) return false;
      const values = own(parseJson(decodeText(bytes, name).text, name).value, "values");
      return Array.isArray(values) && values.length > 1;
    }),
  );
  if (!several) return [];
  const there = fileNamed(outer, "customProperties.json") !== undefined;
  return [
    {
      number: "5000.1.1.5",
      title: "customProperties.json is there, as several ways to sign in ask for it",
      outcome: there ? "passed" : "warning",
      detail: there
        ? "yes"
        : "it is missing; add it beside intro.md by hand; what is in it is not documented",
    },
  ];
}

/** The flows that customizations.xml names are the files in Workflows, no more and no less. */
function workflowFiles(archive: Archive): Check[] {
  const files = [...archive.files.keys()].filter((name) => /^Workflows\/[^/]+\.json$/i.test(name));
  const file = fileNamed(archive, "customizations.xml");
  const bytes = file === undefined ? undefined : archive.files.get(file);
  if (!bytes || files.length === 0) return [];
  const root = readXml(bytes, `${archive.label}/customizations.xml`, {
    keep: (name) => name === "Workflows",
  });
  const named = (childNamed(root, "Workflows")?.children ?? [])
    .map((node) => (childText(node, "JsonFileName") ?? "").replace(/^\//, ""))
    .filter((name) => name !== "");
  const missing = named.filter((name) => !files.includes(name));
  const extra = files.filter((name) => !named.includes(name));
  const solution = archive.label.split("/").at(-1) ?? archive.label;
  return [
    {
      number: "5000.1.1.15",
      title: `the flows that ${solution} names are those that are in it`,
      outcome: missing.length + extra.length === 0 ? "passed" : "failed",
      detail:
        missing.length + extra.length === 0
          ? `${files.length}`
          : [
              ...missing.map((name) => `${name} is not there`),
              ...extra.map((name) => `${name} is not named`),
            ].join(", "),
    },
  ];
}

/** Packages whose list of policies was empty have been refused as invalid solutions; others have passed. */
function emptyPolicies(archive: Archive): Check[] {
  const solution = archive.label.split("/").at(-1) ?? archive.label;
  return [...archive.files]
    .filter(([name]) => /(^|\/)Connector\/.*_policytemplateinstances\.json$/i.test(name))
    .map(([name, bytes]) => {
      const empty = /^(\[\s*\]|null|)$/.test(bytes.toString("utf8").trim());
      return {
        number: "5000.1.1.16",
        title: `the connector in ${solution} has a policy`,
        outcome: empty ? ("warning" as const) : ("passed" as const),
        detail: empty
          ? `${name} is empty; some packages like this were refused as "invalid solution"`
          : "yes",
      };
    });
}
