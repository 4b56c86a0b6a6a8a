/** The folder that `pac connector` imports. (Sourced: pac; its six settings keys come from third parties.) */

import { treeOf } from "../../json/tree.ts";
import { canonicalJson } from "../../json/write-json.ts";
import { type Format, utf8 } from "../artifact.ts";
import { companions, iconName, settingId } from "./paconn.ts";

export const pac: Format = {
  id: "pac",
  title: "pac connector folder",
  build(source) {
    const id = settingId(source, "connectorId");
    // paconn's ids (`shared_…`) mean nothing to pac, which counts in GUIDs.
    const known = id !== undefined && !id.startsWith("shared_") ? id : undefined;
    const settings = treeOf({
      connectorId: known ?? null,
      environment: settingId(source, "environment") ?? null,
      apiProperties: "apiProperties.json",
      apiDefinition: "apiDefinition.json",
      icon: source.icon ? iconName(source.icon) : null,
      script: source.script ? "script.csx" : null,
    });
    const files = [
      { path: "pac/apiDefinition.json", bytes: utf8(canonicalJson(source.definition)) },
      { path: "pac/apiProperties.json", bytes: utf8(canonicalJson(source.propertiesFile)) },
      ...companions(source, "pac"),
      { path: "pac/settings.json", bytes: utf8(canonicalJson(settings)) },
    ];
    // Named files instead of --settings-file: what is imported is in the command.
    const environment = settingId(source, "environment") ?? "ENVIRONMENT_ID";
    const flags = [
      ...(known === undefined ? [] : [`--connector-id ${known}`]),
      `--environment ${environment}`,
      "--api-definition-file apiDefinition.json",
      "--api-properties-file apiProperties.json",
      ...(source.icon ? [`--icon-file ${iconName(source.icon)}`] : []),
      ...(source.script ? ["--script-file script.csx"] : []),
    ];
    return {
      files,
      notices: [],
      next: [`cd {out}/pac && pac connector ${known === undefined ? "create" : "update"} ${flags.join(" ")}`],
    };
  },
};
