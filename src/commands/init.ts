/** `connector init`: a folder with a new connector, clean and tested, to be changed from there. */

import path from "node:path";
import { createInterface } from "node:readline/promises";
import { Option } from "commander";
import {
  type NewConnector,
  SIGN_INS,
  type SignInName,
  TEMPLATES,
  type TemplateName,
} from "../generation/new-connector/choices.ts";
import { newConnector } from "../generation/new-connector/new-connector.ts";
import { InputError } from "../json/problem.ts";
import { kindOf, listFolder } from "../machine/files/read-inside.ts";
import { makeFolder, writeWhole } from "../machine/files/write-whole.ts";
import { defineCommand, EXIT } from "../machine/terminal/command.ts";
import { writeOut } from "../machine/terminal/out.ts";
import { VERSION } from "../machine/version.ts";

/** What `npm pack` makes of this version. */
const TARBALL = `connector-workbench-${VERSION}.tgz`;

export default defineCommand("init", (create) => {
  const command = create("Creates a folder with a new connector.", [
    ["parcel-tracker", "asks for the kind of operations and the sign-in"],
    ["parcel-tracker --template webhook --auth api-key", "asks no questions"],
  ])
    .argument("<name>", "folder to create; the connector is named after it")
    .addOption(new Option("--template <kind>", "kind of operations it has").choices(Object.keys(TEMPLATES)))
    .addOption(new Option("--auth <kind>", "how its connections sign in").choices(Object.keys(SIGN_INS)));
  return {
    command,
    run: async () => {
      const [folder = ""] = command.args;
      const title = titleOf(folder);
      refuseOccupied(folder);
      const options = command.opts<{ template?: TemplateName; auth?: SignInName }>();
      const choice = await complete(options);
      const files = newConnector({ title, version: VERSION, ...choice });
      for (const [file, bytes] of files) {
        const full = path.join(folder, file);
        makeFolder(path.dirname(full));
        writeWhole(full, bytes);
      }
      writeOut(
        [
          `${folder}: ${title}, ${files.size} files`,
          ...[...files.keys()].map((file) => `  ${file}`),
          "",
          "Next:",
          `  cd ${folder}`,
          // Not in npm's registry: a bare "npm install" would fail, or fetch what somebody else put there under the name.
          `  npm install --save-dev ./${TARBALL}   # the file made by npm pack, copied here`,
          "  npm run validate",
          "  npm test",
          "",
        ].join("\n"),
      );
      return EXIT.fine;
    },
  };
});

/** `parcel-tracker` is `Parcel Tracker`. @throws {InputError} for a name that no letter is in */
function titleOf(folder: string): string {
  const words = path.basename(path.resolve(folder)).match(/[\p{L}\p{N}]+/gu) ?? [];
  // Certification refuses these words in a title.
  const allowed = words.filter((word) => !/^(?:api|connector)s?$/i.test(word));
  const title = allowed.map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`).join(" ");
  if (/\p{L}/u.test(title) && title.length <= 30) return title;
  throw new InputError(
    "bad-name",
    `"${folder}" cannot be used as the name of a connector.`,
    "Use letters and digits, 30 characters at most: the name becomes the connector's title.",
  );
}

function refuseOccupied(folder: string): void {
  const kind = kindOf(folder);
  if (kind === "none" || (kind === "folder" && listFolder(folder).every(({ name }) => name === ".git")))
    return;
  throw new InputError(
    "folder-not-empty",
    `"${folder}" already exists and is not an empty folder.`,
    "Name a new or an empty folder.",
  );
}

/** What was not given is asked for, on a terminal; elsewhere it is a webhook with a key. */
async function complete(given: {
  template?: TemplateName;
  auth?: SignInName;
}): Promise<Pick<NewConnector, "template" | "signIn">> {
  const { template, auth } = given;
  if (template && auth) return { template, signIn: auth };
  if (!process.stdin.isTTY || !process.stdout.isTTY)
    return { template: template ?? "webhook", signIn: auth ?? "api-key" };
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return {
      template:
        template ?? (await choose(terminal, "What kind of operations should it have?", TEMPLATES, "webhook")),
      signIn: auth ?? (await choose(terminal, "How should its connections sign in?", SIGN_INS, "api-key")),
    };
  } finally {
    terminal.close();
  }
}

/** Asks until the answer is one of the choices, by name or number. */
async function choose<Name extends string>(
  terminal: ReturnType<typeof createInterface>,
  question: string,
  choices: Record<Name, string>,
  preset: Name,
): Promise<Name> {
  const names = Object.keys(choices) as Name[];
  const lines = names.map((name, index) => `  ${index + 1}  ${name.padEnd(8)}  ${choices[name]}`);
  writeOut(`${question}\n${lines.join("\n")}\n`);
  for (;;) {
    const answer = (await terminal.question(`Number or name [${preset}]: `)).trim();
    if (answer === "") return preset;
    const found = names[Number(answer) - 1] ?? names.find((name) => name === answer);
    if (found !== undefined) return found;
  }
}
