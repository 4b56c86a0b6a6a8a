/** `npm run convert`: an OpenAPI 3 document as the Swagger 2.0 definition of a connector, with everything that is lost. */

import type { Loss } from "../generation/from-openapi/convert.ts";
import { type Held, readOpenApi3, saidOfHeld } from "../generation/from-openapi/read.ts";
import { refuseForeign } from "../machine/files/own-output.ts";
import { writeWhole } from "../machine/files/write-whole.ts";
import { defineCommand, EXIT } from "../machine/terminal/command.ts";
import { counted } from "../machine/terminal/counted.ts";
import { commandLine } from "../machine/terminal/invocation.ts";
import { writeErr, writeNotes, writeOut } from "../machine/terminal/out.ts";
import { printable } from "../machine/terminal/printable.ts";
import { shellWord } from "../machine/terminal/shell-word.ts";

export default defineCommand("convert", (create) => {
  const command = create(
    "Converts an OpenAPI 3 document to the Swagger 2.0 that connectors are defined in.",
    [
      ["openapi.yaml --output apiDefinition.swagger.json", "writes the definition, and lists what is lost"],
      ["openapi.json", "prints the definition to standard output"],
    ],
  )
    .argument("<file>", "OpenAPI 3.0 or 3.1 document, as JSON or YAML")
    .option("-o, --output <file>", "file to write; one that is there is not replaced");
  return {
    command,
    run: () => {
      const [file = ""] = command.args;
      const { output } = command.opts<{ output?: string }>();
      const { definition, losses, held } = readOpenApi3(file);
      const text = `${JSON.stringify(definition, null, 2)}\n`;
      if (output === undefined) writeOut(text);
      else {
        // Somebody may have worked on it since.
        refuseForeign(output, (there) => there === text);
        writeNotes(writeWhole(output, text));
      }
      writeErr(summary(losses, held, output));
      return EXIT.fine;
    },
  };
});

function summary(losses: readonly Loss[], held: readonly Held[], output: string | undefined): string {
  const lines = [
    ...(output === undefined ? [] : [`Written: ${output}`]),
    losses.length === 0
      ? "Nothing is lost."
      : `${counted(losses.length, "thing")} that Swagger 2.0 cannot say, or says otherwise:`,
    ...losses.flatMap(({ message, help, pointer, places }) => [
      `- ${message} (${places > 1 ? `${places} places, the first at ${pointer}` : pointer || "/"})`,
      `  ${help}`,
    ]),
    ...saidOfHeld(held),
    ...(output === undefined ? [] : [`Next: ${commandLine("validate", shellWord(output))}`]),
  ];
  return lines.map((line) => `${printable(line)}\n`).join("");
}
