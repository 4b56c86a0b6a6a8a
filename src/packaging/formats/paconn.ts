/** The folder that the paconn command line imports, in the byte form its `download` writes. (Sourced: paconn.) */

import { clone, get, isEmpty, type ObjectNode, remove, treeOf } from "../../json/tree.ts";
import { isObject, own } from "../../json/values.ts";
import { canonicalJson } from "../../json/write-json.ts";
import { type Artifact, type Format, utf8 } from "../artifact.ts";
import { oAuthSettingsOf } from "../connection.ts";
import { imageKind } from "../icon/image-kind.ts";
import type { Notice } from "../notice.ts";
import { isStackOwner, type PackageSource } from "../source.ts";

export const paconn: Format = {
  id: "paconn",
  title: "paconn folder",
  build(source) {
    const files: Artifact[] = [
      { path: "paconn/apiDefinition.swagger.json", bytes: utf8(canonicalJson(source.definition)) },
      { path: "paconn/apiProperties.json", bytes: utf8(canonicalJson(withoutStackOwner(source))) },
      ...companions(source, "paconn"),
      { path: "paconn/settings.json", bytes: utf8(canonicalJson(settings(source))) },
    ];
    return { files, notices: stackOwnerNotice(source), next: [`cd {out} && ${command(source)}`] };
  },
};

/**
 * The command that imports the folder. An update goes by settings.json. A new connector must not: paconn creates it and then
 * stops because the settings file that it wants to write is there and nobody can be asked, so that whoever tries again has
 * two. With the files named instead, it writes its settings beside the folder, where there are none yet. It takes a secret on
 * the command line only. (Documented: Learn, "paconn-cli"; the stop observed.)
 */
function command(source: PackageSource): string {
  const secret = oAuthSettingsOf(source.properties).length > 0 ? ["--secret CLIENT_SECRET"] : [];
  if (settingId(source, "connectorId") !== undefined)
    return ["cd paconn && paconn update", "--settings settings.json", ...secret].join(" ");
  const files = [
    "--api-def paconn/apiDefinition.swagger.json",
    "--api-prop paconn/apiProperties.json",
    ...(source.icon ? [`--icon paconn/${iconName(source.icon)}`] : []),
    ...(source.script ? ["--script paconn/script.csx"] : []),
  ];
  const environment = settingId(source, "environment") ?? "ENVIRONMENT_ID";
  return ["paconn create", `--env ${environment}`, ...files, ...secret].join(" ");
}

/** A name that says what the file is. */
export function iconName(icon: Buffer): string {
  return imageKind(icon) === "Jpeg" ? "icon.jpg" : "icon.png";
}

/**
 * With a stack owner the service takes a new connector from paconn and then refuses every update of it, so the member is
 * left out here; the certification process reads it from the source. (Sourced: limitations in paconn's README.)
 */
function withoutStackOwner(source: PackageSource): ObjectNode {
  const file = clone(source.propertiesFile);
  const properties = get(file, "properties");
  if (properties?.kind === "object")
    for (const { key } of [...properties.members]) if (isStackOwner(key)) remove(properties, key);
  return file;
}

function stackOwnerNotice(source: PackageSource): Notice[] {
  if (!source.properties.members.some(({ key, value }) => isStackOwner(key) && !isEmpty(value))) return [];
  return [
    {
      code: "stack-owner-left-out",
      severity: "note",
      message:
        "stackOwner is left out: the service refuses updates through paconn of a connector that has one.",
      help: "Nothing to do; certification takes it from apiProperties.json itself, where it stays.",
    },
  ];
}

/** Icon and script under the names all command lines expect. */
export function companions(source: PackageSource, folder: string): Artifact[] {
  const files: Artifact[] = [];
  if (source.icon) files.push({ path: `${folder}/${iconName(source.icon)}`, bytes: source.icon });
  if (source.script) files.push({ path: `${folder}/script.csx`, bytes: source.script });
  return files;
}

/** Text of a settings file's member, if it says something. */
function setting(source: PackageSource, key: string): string | undefined {
  const settings = source.connector.settings?.value;
  const value = isObject(settings) ? own(settings, key) : undefined;
  return typeof value === "string" && value !== "" && !/^[<[{]/.test(value) ? value : undefined;
}

/** An id of a settings file. It is printed inside a command, so it is a plain word or nothing. */
export function settingId(source: PackageSource, key: "connectorId" | "environment"): string | undefined {
  const id = setting(source, key);
  return id !== undefined && /^[\w.-]+$/.test(id) ? id : undefined;
}

function settings(source: PackageSource) {
  // Keys and their order are those of paconn's own writer; null asks for the value, the script only if there is one.
  return treeOf({
    connectorId: settingId(source, "connectorId") ?? null,
    environment: settingId(source, "environment") ?? null,
    apiProperties: "apiProperties.json",
    apiDefinition: "apiDefinition.swagger.json",
    icon: source.icon ? iconName(source.icon) : null,
    powerAppsUrl: setting(source, "powerAppsUrl") ?? "https://api.powerapps.com",
    powerAppsApiVersion: setting(source, "powerAppsApiVersion") ?? "2016-11-01",
    script: source.script ? "script.csx" : undefined,
  });
}
