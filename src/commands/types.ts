/** `npm run types`: what goes in and out of a connector's operations, as TypeScript or JSON Schema. */

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
import { writeErr, writeOut } from "../machine/terminal/out.ts";
import { printable } from "../machine/terminal/printable.ts";

export default defineCommand("types", (create) => {
  const command = create("Writes types of what goes in and out of a connector's operations.", [
    [". --output bookings.ts", "types of TypeScript, documented by the definition"],
    [". --output bookings.json", "a JSON Schema"],
    ["../mine", "TypeScript to standard output"],
  ])
    .argument("[folder]", "folder of the connector, or its definition file", ".")
    .option("-o, --output <file>", "file to write; its ending says what: .ts or .json");
  return {
    command,
    run: () => {
      const folder = command.args[0] ?? ".";
      const { output } = command.opts<{ output?: string }>();
      if (output !== undefined && !/\.(?:[cm]?ts|json)$/i.test(output))
        throw new InputError(
          "usage",
          `"${output}" ends neither with .ts nor with .json.`,
          "Name the file so that it says what it is.",
        );
      const types = connectorTypes(readableDefinition(readConnector(folder), folder));
      const text = /\.json$/i.test(output ?? "") ? jsonSchemaOf(types) : typescriptOf(types);
      if (output === undefined) writeOut(text);
      else {
        refuseForeign(output, (there) =>
          /Made by (?:`?npm run types|the connector workbench \(types\))/.test(there.slice(0, 4000)),
        );
        for (const note of writeWhole(output, hideKnown(text))) writeErr(`${printable(note)}\n`);
        writeErr(`Written: ${printable(output)}\n`);
      }
      return EXIT.fine;
    },
  };
});
