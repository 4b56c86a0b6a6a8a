/** The folder that the paconn command line imports, in the byte form its `download` writes. (Sourced: reference 1.1, 1.2.) */
import { isObject, own } from "../../definition/json.ts";
import { type Artifact, type Format, utf8 } from "../artifact.ts";
import { treeOf } from "../json/json-tree.ts";
import { canonicalJson } from "../json/write-json.ts";
import { oAuthSettingsOf, type PackageSource } from "../source.ts";

export const paconn: Format = {
  id: "paconn",
  title: "paconn folder",
  build(source) {
    const files: Artifact[] = [
      { path: "paconn/apiDefinition.swagger.json", bytes: utf8(canonicalJson(source.definition)) },
      { path: "paconn/apiProperties.json", bytes: utf8(canonicalJson(source.propertiesFile)) },
      ...companions(source, "paconn"),
      { path: "paconn/settings.json", bytes: utf8(canonicalJson(settings(source))) },
    ];
    // paconn takes a secret on the command line only, and resolves the files of settings.json against the current folder.
    const secret = oAuthSettingsOf(source.properties).length > 0 ? " --secret CLIENT_SECRET" : "";
    return {
      files,
      notices: [],
      next: [`cd {out}/paconn && paconn create --settings settings.json${secret}`],
    };
  },
};

/** Icon and script under the names all command lines expect. */
export function companions(source: PackageSource, folder: string): Artifact[] {
  const files: Artifact[] = [];
  if (source.icon) files.push({ path: `${folder}/icon.png`, bytes: source.icon });
  if (source.script) files.push({ path: `${folder}/script.csx`, bytes: source.script });
  return files;
}

/** Text of a settings file's member, if it says something. */
export function setting(source: PackageSource, key: string): string | undefined {
  const settings = source.connector.settings?.value;
  const value = isObject(settings) ? own(settings, key) : undefined;
  return typeof value === "string" && value !== "" && !/^[<[{]/.test(value) ? value : undefined;
}

function settings(source: PackageSource) {
  // Keys and their order are those of paconn's own writer; null asks for the value, the script only if there is one.
  return treeOf({
    connectorId: setting(source, "connectorId") ?? null,
    environment: setting(source, "environment") ?? null,
    apiProperties: "apiProperties.json",
    apiDefinition: "apiDefinition.swagger.json",
    icon: source.icon ? "icon.png" : null,
    powerAppsUrl: setting(source, "powerAppsUrl") ?? "https://api.powerapps.com",
    powerAppsApiVersion: setting(source, "powerAppsApiVersion") ?? "2016-11-01",
    script: source.script ? "script.csx" : undefined,
  });
}
