/** `npm run designer`: a connector as the flow maker's designer shows it. */

import { readConnector } from "../definition/connector-folder.ts";
import { recordConnector, viewConnector } from "../designer/index.ts";
import { describeConnector } from "../designer/pretty.ts";
import { InputError } from "../json/problem.ts";
import { defineCommand, EXIT } from "../machine/terminal/command.ts";
import { writeOut } from "../machine/terminal/out.ts";
import { paint } from "../machine/terminal/paint.ts";

export default defineCommand("designer", (create) => {
  const command = create(
    "Shows a connector as the designer of Logic Apps and Power Automate would: operations, inputs, tokens, definitions.",
    [
      [".", "the operations of the connector in this folder"],
      [". --operation CreateAppointment", "one operation in full"],
      ["../mine --format json", "everything, in the format of the designer's recordings"],
      [". --operation Get --format view", "one operation, with explained labels, positions and definitions"],
    ],
  )
    .argument("[folder]", "folder of the connector, or its definition file", ".")
    .option("--operation <id>", "only this operation, in full")
    .option(
      "--format <format>",
      "pretty, json (the designer's own format) or view (JSON with everything)",
      "pretty",
    );
  return {
    command,
    run: () => {
      const folder = command.args[0] ?? ".";
      const { operation, format } = command.opts<{ operation?: string; format: string }>();
      if (!["pretty", "json", "view"].includes(format)) {
        throw new InputError("usage", `There is no format "${format}".`, "Choose pretty, json or view.");
      }
      const connector = readConnector(folder);
      const view = viewConnector(connector);
      const { failure } = view.head;
      if (operation !== undefined && !failure && !view.operation(operation)) {
        const known = view.operations.map((head) => head.operationId);
        throw new InputError(
          "no-such-operation",
          `The connector has no operation "${operation}".`,
          known.length > 0
            ? `It has ${known.slice(0, 20).join(", ")}${known.length > 20 ? " and more" : ""}.`
            : "It has no operations at all.",
        );
      }
      if (failure && format === "pretty") {
        throw new InputError(
          failure.code,
          `The designer cannot read this connector: ${failure.message}`,
          failure.help,
        );
      }
      if (format === "pretty") {
        writeOut(`${describeConnector(view, operation, paint(process.stdout))}\n`);
      } else if (format === "json") {
        const recorded = recordConnector(view, connector.name, operation);
        writeOut(`${JSON.stringify(failure ? { ...recorded, failure } : recorded, null, 2)}\n`);
      } else {
        const value = operation === undefined ? view : view.operation(operation);
        writeOut(`${JSON.stringify(value, null, 2)}\n`);
      }
      if (failure) return EXIT.unusable;
      const heads =
        operation === undefined
          ? view.operations
          : view.operations.filter((head) => head.operationId === operation);
      return heads.some((head) => view.operation(head.operationId)?.failure) ? EXIT.findings : EXIT.fine;
    },
  };
});
