/** settings.json, by which paconn and pac know what to upload and where. Sourced: paconn's JSON schema of it, its readme. */
import { type Kinds, text } from "./types.ts";

const TEXT = { example: "a text in double quotes" };

export const SETTINGS: Kinds = {
  settings: {
    title: "settings.json",
    meaning: "Which files make up the connector, and where paconn and pac upload them.",
    extensions: false,
    keys: {
      connectorId: text("The id of the connector to update.", TEXT),
      environment: text("The id of the environment: a GUID, perhaps with Default- in front.", TEXT),
      apiProperties: text("The file with the properties, relative to settings.json.", TEXT),
      apiDefinition: text("The file with the definition, relative to settings.json.", TEXT),
      icon: text("The file with the icon, relative to settings.json.", TEXT),
      script: text("The file with the script, relative to settings.json.", TEXT),
      powerAppsUrl: text("The address of the service of Power Apps.", TEXT),
      powerAppsApiVersion: text("The version of that service; there is one.", {
        ...TEXT,
        values: ["2016-11-01"],
      }),
      flowUrl: text("The address of the service of Power Automate.", TEXT),
      flowApiVersion: text("The version of that service.", TEXT),
      clientId: text("The app that paconn signs in as.", TEXT),
      tenant: text("The tenant to sign in to.", TEXT),
      authorityUrl: text("The address of the sign-in.", TEXT),
      resource: text("What the token of the sign-in is for.", TEXT),
      $schema: text("The JSON schema that editors check the file against."),
    },
  },
};
