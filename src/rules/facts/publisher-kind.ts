/** Whether a connector comes from an independent publisher: they submit under rules of their own. */
import path from "node:path";
import { ownObject, ownString } from "../../json/values.ts";
import type { Subject } from "../language/context.ts";
import { nearest } from "../language/nearest.ts";
import { titleWithoutSuffix } from "./title-suffix.ts";

/** The iconBrandColor that all connectors of independent publishers share. */
export const INDEPENDENT_COLOR = "#da3b01";
/** Chosen: words that names of unrelated companies share. */
const COMMON_WORDS = new Set([
  "inc",
  "ltd",
  "llc",
  "gmbh",
  "corp",
  "corporation",
  "company",
  "limited",
  "the",
  "and",
]);
const MARK = /\bindependent[\s-]*publisher/i;

/**
 * What says that a connector is an independent publisher's, in words for a message; undefined if nothing does.
 * Inferred: no file states it. The folder of the public repository, the suffix that such connectors show, and the words
 * of their readme's title do. So does their brand colour, or one a slip away, on a service that somebody else owns: by
 * itself the colour does not count, for rules ask for it.
 */
export function independentPublisher(subject: Subject): string | undefined {
  const { connector, properties, root } = subject;
  const folder = path.basename(path.dirname(connector.root));
  if (/^independent-publisher-connectors$/i.test(folder)) return `the folder "${folder}" around it`;
  if (MARK.test(connector.name)) return "the name of its folder";
  const title = ownString(ownObject(root, "info"), "title");
  if (title !== undefined && (MARK.test(title) || titleWithoutSuffix(title) !== title)) return "its title";
  for (const key of ["publisher", "stackOwner"])
    if (MARK.test(ownString(properties, key) ?? "")) return `its ${key}`;
  const heading = /^#[^#\n].{0,200}$/m.exec(connector.readme?.text.slice(0, 4000) ?? "")?.[0];
  if (heading && MARK.test(heading)) return "the heading of its readme";
  const color = ownString(properties, "iconBrandColor")?.toLowerCase() ?? "";
  const isTheirs = color === INDEPENDENT_COLOR || nearest(color, [INDEPENDENT_COLOR]) !== undefined;
  return isTheirs && subject.fact(otherOwner) ? "its colour, for a service of somebody else," : undefined;
}

/**
 * The publisher and the owner of the service where they share no word: what nearly all connectors of independent publishers
 * have, and one in twenty others.
 */
export function otherOwner({ properties }: Subject): { publisher: string; owner: string } | undefined {
  const publisher = ownString(properties, "publisher")?.trim() ?? "";
  const owner = ownString(properties, "stackOwner")?.trim() ?? "";
  // Names too short for words, such as two letters, are compared whole.
  if (publisher === "" || owner === "" || publisher.toLowerCase() === owner.toLowerCase()) return undefined;
  const theirs = words(owner);
  return words(publisher).some((word) => theirs.includes(word)) ? undefined : { publisher, owner };
}

/** The words that tell names apart; a few of them, for names are short. */
function words(name: string): string[] {
  return (
    name
      .slice(0, 200)
      .toLowerCase()
      .match(/[\p{L}\p{N}]{3,}/gu) ?? []
  ).filter((word) => !COMMON_WORDS.has(word));
}
