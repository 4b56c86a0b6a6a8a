/** A connector as it will be packaged, for those who check it first: the same folder with the maker's host in it. */
import type { ConnectorFolder } from "../definition/connector-folder.ts";
import { JsonDocument } from "../json/json-document.ts";
import { mergeJson } from "../json/merge.ts";
import { parseTree } from "../json/tree.ts";
import { type PackageOptions, parseHost } from "./options.ts";
import { setHost } from "./source.ts";

/**
 * The connector with `--host` applied; what is not JSON stays as it is. Lines stay where they are wherever the
 * definition has a host already.
 * @throws {InputError} `bad-host`
 */
export function withChoices(connector: ConnectorFolder, options: PackageOptions): ConnectorFolder {
  const { definition } = connector;
  if (options.host === undefined || !definition?.strict) return connector;
  const tree = parseTree(definition.text, definition.file);
  if (tree.kind !== "object") return connector;
  setHost(tree, parseHost(options.host));
  const text = mergeJson(definition.text, tree, definition.file);
  return { ...connector, definition: JsonDocument.fromText(definition.file, text) };
}
