/** `npm run types`: what goes in and out of a connector's operations, as TypeScript or JSON Schema. */

import { Option } from "commander";
import { readConnector } from "../definition/connector-folder.ts";
import { readableDefinition } from "../definition/readable.ts";
import { jsonSchemaOf } from "../generation/types/json-schema.ts";
import { connectorTypes } from "../generation/types/shapes.ts";
import { typescriptOf } from "../generation/types/typescript.ts";
import { InputError } from "../json/problem.ts";
import { refuseForeign } from "../machine/files/own-output.ts";
import { writeWhole } from "../machine/files/write-whole.ts";
import { hideKnown } from "../machine/redaction/known.ts";
import { defineCommand, EXIT } from "../machine/terminal/command.ts";
import { writeErr, writeNotes, writeOut } from "../machine/terminal/out.ts";
import { printable } from "../machine/terminal/printable.ts";

export default defineCommand("types", (create) => {
  const command = create("Writes types for what goes into and comes out of a connector's operations.", [
    [". --output bookings.ts", "TypeScript types, documented by the definition"],
    [". --output bookings.json", "a JSON Schema"],
    ["../mine", "prints TypeScript to standard output"],
  ])
    .argument("[folder]", "folder of the connector, or its definition file", ".")
    .addOption(
      new Option(
        "--format <format>",
        "json prints a JSON Schema, or, with --output, what was written, as JSON",
      )
        .choices(["text", "json"])
        .default("text"),
    )
    .option("-o, --output <file>", "file to write; its extension, .ts or .json, decides the format");
  return {
    command,
    run: () => {
      const folder = command.args[0] ?? ".";
      const { output, format } = command.opts<{ output?: string; format: "text" | "json" }>();
      if (output !== undefined && !/\.(?:[cm]?ts|json)$/i.test(output))
        throw new InputError(
          "usage",
          `"${output}" ends in neither .ts nor .json.`,
          "Use .ts for TypeScript or .json for a JSON Schema.",
        );
      const types = connectorTypes(readableDefinition(readConnector(folder), folder));
      const isSchema = output === undefined ? format === "json" : /\.json$/i.test(output);
      const text = isSchema ? jsonSchemaOf(types) : typescriptOf(types);
      if (output === undefined) writeOut(text);
      else {
        refuseForeign(output, (there) =>
          /Made by (?:`?npm run types|the connector workbench \(types\))/.test(there.slice(0, 4000)),
        );
        writeNotes(writeWhole(output, hideKnown(text)));
        if (format === "json") writeOut(`${JSON.stringify({ written: [output] }, null, 2)}\n`);
        else writeErr(`Written: ${printable(output)}\n`);
      }
      return EXIT.fine;
    },
  };
});
