/** Whether a connector comes from an independent publisher: they submit under rules of their own. */
import path from "node:path";
import { ownObject, ownString } from "../../definition/json.ts";
import type { Subject } from "../context.ts";

const MARK = /\bindependent[\s-]*publisher/i;

/**
 * What says that a connector is an independent publisher's, in words for a message; undefined if nothing does.
 * Inferred: no file states it. The folder of the public repository, the suffix that such connectors show, and the words
 * of their readme's title do. The brand colour does not count: rules ask for it.
 */
export function independentPublisher(subject: Subject): string | undefined {
  const { connector, properties, root } = subject;
  const folder = path.basename(path.dirname(connector.root));
  if (/^independent-publisher-connectors$/i.test(folder)) return `the folder "${folder}" around it`;
  if (MARK.test(connector.name)) return "the name of its folder";
  const title = ownString(ownObject(root, "info"), "title");
  if (title !== undefined && MARK.test(title)) return "its title";
  for (const key of ["publisher", "stackOwner"])
    if (MARK.test(ownString(properties, key) ?? "")) return `its ${key}`;
  const heading = /^#[^#\n].{0,200}$/m.exec(connector.readme?.text.slice(0, 4000) ?? "")?.[0];
  return heading && MARK.test(heading) ? "the heading of its readme" : undefined;
}
