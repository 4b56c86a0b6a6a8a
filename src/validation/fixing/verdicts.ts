/**
 * What came of trying fixes. Trying takes as long as validating does, and somebody who types far away from a fault should not wait for it:
 * a verdict stands as long as what is around the finding is the very same. (Chosen: what changes elsewhere can turn it around only where
 * the fix makes two distant places clash. Whoever fixes tries once more, so that nothing gets worse by it.)
 */
import type { ConnectorFolder } from "../../definition/connector-folder.ts";
import { documentNamed } from "../../definition/document-named.ts";
import { tokensOf } from "../../json/pointer.ts";
import { type JsonValue, own } from "../../json/values.ts";
import type { Finding } from "../../rules/language/finding.ts";

/** A path, a definition, the list of policies: what stands two levels below the root. */
const LEVELS = 2;

export class Verdicts {
  /** An object of a file is never changed: one that is written differently is another one. */
  readonly #byPart = new WeakMap<object, Map<string, boolean>>();

  /** Whether the fix of a finding would be made; undefined if that has to be tried. */
  of(connector: ConnectorFolder, finding: Finding): boolean | undefined {
    return this.#byPart.get(partAround(connector, finding))?.get(nameOf(finding));
  }

  keep(connector: ConnectorFolder, finding: Finding, wouldBeMade: boolean): void {
    const part = partAround(connector, finding);
    const verdicts = this.#byPart.get(part) ?? new Map<string, boolean>();
    this.#byPart.set(part, verdicts.set(nameOf(finding), wouldBeMade));
  }
}

/** The object or array that holds the place, not more than two levels below the root; for what is in the root, all of the file. */
function partAround(connector: ConnectorFolder, { file, pointer }: Finding): object {
  const document = documentNamed(connector, file);
  if (!document?.strict) return connector;
  let part: object = connector;
  let value: JsonValue | undefined = document.value;
  for (const token of [undefined, ...tokensOf(pointer).slice(0, LEVELS)]) {
    if (token !== undefined) value = own(value, token);
    if (typeof value !== "object" || value === null) break;
    part = value;
  }
  return part;
}

function nameOf({ rule, pointer, message }: Finding): string {
  return JSON.stringify([rule, pointer, message]);
}
