import { ANYWHERE, type Fault, fault } from "./fault.ts";
import { addScript, PASSING_SCRIPT } from "./policy.ts";
import type { Seedbed } from "./seedbed.ts";

const README = `# Shelves

Shelves keep things.

## Publisher: Fabrikam Incorporated

## Prerequisites

A shelf.

## Supported Operations

### Read a shelf

Reads it.

## Obtaining Credentials

Ask.

## Known Issues and Limitations

None.

## Deployment Instructions

Import it.
`;

const INTRO = `Shelves keep things.

## Prerequisites

A shelf.

## How to get credentials

Ask.

## Get started with your connector

Import it.

## Known issues and limitations

None.

## Common errors and remedies

None.

## FAQ

None.
`;

function drop(bed: Seedbed, pattern: RegExp): void {
  for (const name of [...bed.files.keys()]) if (pattern.test(name)) bed.files.delete(name);
}

/** A file whose text is the fault. */
function written(
  rule: string,
  what: string,
  name: string,
  sound: string,
  change: (text: string) => string,
): Fault {
  return fault(rule, what, (bed) => {
    drop(bed, new RegExp(`${name.replace(".", "\\.")}$`, "i"));
    bed.files.set(name, Buffer.from(sound));
    bed.checkpoint();
    bed.files.set(name, Buffer.from(change(sound)));
    return `${name}#`;
  });
}

function settings(
  rule: string,
  what: string,
  more: Record<string, unknown> | string,
  ...at: string[]
): Fault {
  return fault(rule, what, (bed) => {
    drop(bed, /settings\.json$/);
    const sound = {
      connectorId: "",
      environment: "7d9f3a52-3b8a-4f64-9d5e-2b6d8f0c1e11",
      apiProperties: "apiProperties.json",
      apiDefinition: "apiDefinition.swagger.json",
      powerAppsUrl: "https://api.powerapps.com",
      powerAppsApiVersion: "2016-11-01",
    };
    bed.files.set("settings.json", Buffer.from(JSON.stringify(sound)));
    bed.checkpoint();
    bed.files.set(
      "settings.json",
      Buffer.from(typeof more === "string" ? more : JSON.stringify({ ...sound, ...more })),
    );
    return at.map((each) => `settings.json#${each}`);
  });
}

/** A script whose text is the fault. */
function script(rule: string, what: string, change: (text: string) => string): Fault {
  return fault(rule, what, (bed) => {
    addScript(bed, undefined);
    bed.files.set("script.csx", Buffer.from(change(PASSING_SCRIPT.toString())));
    return "script.csx#";
  });
}

export default [
  fault("pkg-definition-name", "another name", (bed) => {
    bed.definitionFile = "swagger.json";
    return ["", "swagger.json#"];
  }),
  fault("pkg-definition-name", "another letter case", (bed) => {
    bed.definitionFile = "apidefinition.swagger.json";
    return ["", "apidefinition.swagger.json#"];
  }),
  fault("pkg-properties-name", "another letter case", (bed) => {
    bed.propertiesFile = "apiproperties.json";
    return ["", "apiproperties.json#"];
  }),
  fault("pkg-properties-name", "none", (bed) => {
    bed.propertiesFile = "properties.json";
    return ["apiProperties.json#", ANYWHERE];
  }),
  fault("pkg-readme", "none", (bed) => {
    drop(bed, /readme\.md$/i);
    bed.files.set("readme.md", Buffer.from(README));
    bed.checkpoint();
    bed.files.delete("readme.md");
    return ["", "readme.md#", ANYWHERE];
  }),
  written("pkg-readme", "nothing in it", "readme.md", README, () => "\n"),
  written("pkg-readme-sections", "no prerequisites", "readme.md", README, (text) =>
    text.replace("## Prerequisites", "## Requirements"),
  ),
  written("pkg-readme-sections", "no credentials", "readme.md", README, (text) =>
    text.replace(/## Obtaining Credentials\n\nAsk\.\n/, ""),
  ),
  written("pkg-intro", "no questions", "intro.md", INTRO, (text) => text.slice(0, text.indexOf("## FAQ"))),
  written(
    "pkg-intro",
    "a list of actions",
    "intro.md",
    INTRO,
    (text) => `${text}\n## Actions\n\n### Read a shelf\n`,
  ),
  ...["signing.pfx", "private.key", "backup.zip", "manual.docx", ".DS_Store", "Thumbs.db"].map((name) =>
    fault("pkg-stray-files", name, (bed) => {
      bed.files.set(name, Buffer.from("x"));
      return [`${name}#`, ANYWHERE];
    }),
  ),
  settings(
    "settings-shape",
    "a misspelt key",
    { apiDefintion: "apiDefinition.swagger.json" },
    "/apiDefintion",
  ),
  settings(
    "settings-shape",
    "another version",
    { powerAppsApiVersion: "2020-01-01" },
    "/powerAppsApiVersion",
  ),
  settings("settings-shape", "a list", "[]", ""),
  settings("settings-shape", "no JSON", "{ connectorId: 'x' }", ""),
  settings("settings-environment-guid", "a name", { environment: "Contoso Test" }, "/environment"),
  settings("settings-files-exist", "an icon that is not there", { icon: "logo.png" }, "/icon"),
  settings("settings-files-exist", "a script that is not there", { script: "code.csx" }, "/script"),
  script("script-size", "large", (text) => `${text}\n// ${"x".repeat(1_100_000)}\n`),
  fault("script-single", "two", (bed) => {
    addScript(bed, undefined);
    bed.files.set("other.csx", PASSING_SCRIPT);
    return ["other.csx#", "script.csx#", ANYWHERE];
  }),
  fault("script-file-name", "another name", (bed) => {
    drop(bed, /script\.csx?$/i);
    bed.p.drop("/properties/scriptOperations");
    bed.checkpoint();
    bed.files.set("code.csx", PASSING_SCRIPT);
    return ["code.csx#", ANYWHERE];
  }),
  script("script-class", "another class", (text) =>
    text.replace("class Script : ScriptBase", "class Shelves : ScriptBase"),
  ),
  script("script-class", "no base", (text) => text.replace(" : ScriptBase", "")),
  script(
    "script-class",
    "no class",
    () => "return await this.Context.SendAsync(this.Context.Request, this.CancellationToken);\n",
  ),
  script("script-execute-async", "another method", (text) => text.replace("ExecuteAsync()", "RunAsync()")),
  script("script-execute-async", "no override", (text) =>
    text.replace("public override async", "public async"),
  ),
  script("script-execute-async", "not public", (text) =>
    text.replace("public override", "protected override"),
  ),
  script("script-httpclient", "another client", (text) =>
    text.replace(
      "return await this.Context",
      "var client = new WebClient();\n        return await this.Context",
    ),
  ),
  script("script-namespaces", "files", (text) => `using System.IO.Compression.FileSystem;\n${text}`),
  script("script-namespaces", "SQL", (text) => `using System.Data.SqlClient;\n${text}`),
  script("script-no-namespace-block", "a namespace", (text) => `namespace Shelves\n{\n${text}\n}\n`),
  script("script-no-namespace-block", "a reference", (text) => `#r "Newtonsoft.Json"\n${text}`),
  script("script-no-namespace-block", "a file", (text) => `#load "other.csx"\n${text}`),
  script("script-httpclient", "a client of its own", (text) =>
    text.replace(
      "return await this.Context",
      "var client = new HttpClient();\n        return await this.Context",
    ),
  ),
  script("script-braces", "cut off", (text) => text.slice(0, -4)),
  script("script-braces", "one too many", (text) => `${text}}\n`),
  script("script-time-limit", "waits", (text) =>
    text.replace("return await this.Context", "await Task.Delay(60000);\n        return await this.Context"),
  ),
];
