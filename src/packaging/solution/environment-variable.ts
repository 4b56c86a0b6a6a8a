/** The host as an environment variable, so that one solution serves test and production. (Sourced: unpacked solutions, Learn on environment variables.) */
import type { PackageSource } from "../source.ts";
import { element, writeXml } from "../xml/write-xml.ts";
import type { ZipEntry } from "../zip/write-zip.ts";
import { pascal, type SolutionSettings } from "./settings.ts";

export interface HostVariable {
  schemaName: string;
  /** What stands in the definition instead of the host. */
  reference: string;
  entry: ZipEntry;
}

/** A text variable; 100000000 is the option's value. */
const STRING = "100000000";

/** Display names of rows are kept to what such columns usually take. (Inferred.) */
const MAX_DISPLAY_NAME = 100;

/**
 * The variable of a connector's host, with the host as its default value.
 * The platform resolves it when the connector is saved, not when it is called.
 */
export function hostVariable(source: PackageSource, settings: SolutionSettings): HostVariable {
  const name = `${pascal(source.title, "Connector")}Host`;
  const schemaName = `${settings.publisher.prefix}_${name}`;
  const label = `${source.title.slice(0, MAX_DISPLAY_NAME - 5)} host`;
  const xml = element(
    "environmentvariabledefinition",
    [
      ...(source.host === "" ? [] : [element("defaultvalue", source.host)]),
      element(
        "displayname",
        [element("label", undefined, { description: label, languagecode: String(settings.language) })],
        { default: label },
      ),
      element("introducedversion", settings.version),
      element("iscustomizable", "1"),
      element("isrequired", "0"),
      element("secretstore", "0"),
      element("type", STRING),
    ],
    { schemaname: schemaName },
  );
  return {
    schemaName,
    reference: `@environmentVariables("${schemaName}")`,
    entry: {
      name: `environmentvariabledefinitions/${schemaName}/environmentvariabledefinition.xml`,
      bytes: Buffer.from(writeXml(xml), "utf8"),
    },
  };
}
