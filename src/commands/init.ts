/** `connector init`: a folder with a new connector, clean and tested, to be changed from there. */

import { existsSync, realpathSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline/promises";
import { Option } from "commander";
import { connectorFromFiles } from "../definition/connector-folder.ts";
import { readAsDefinition, saidOfHeld } from "../generation/from-openapi/read.ts";
import {
  CONNECTION_VALUES,
  SIGN_INS,
  type SignInName,
  TEMPLATES,
  type TemplateName,
} from "../generation/new-connector/choices.ts";
import { type Described, described, type SampleCall } from "../generation/new-connector/described.ts";
import { newConnector } from "../generation/new-connector/new-connector.ts";
import type { NewConnector } from "../generation/new-connector/request.ts";
import { InputError } from "../json/problem.ts";
import { ownObject, ownString } from "../json/values.ts";
import { kindOf, listFolder, readNamed } from "../machine/files/read-inside.ts";
import { writeFiles } from "../machine/files/write-files.ts";
import { hideKnown } from "../machine/redaction/known.ts";
import { defineCommand, EXIT } from "../machine/terminal/command.ts";
import { writeOut } from "../machine/terminal/out.ts";
import { printable } from "../machine/terminal/printable.ts";
import { shellWord } from "../machine/terminal/shell-word.ts";
import { VERSION } from "../machine/version.ts";
import { assertMatchesDefinition } from "../testing/assert.ts";
import { testConnector } from "../testing/index.ts";

/** What `npm pack` makes of this version. */
const TARBALL = `connector-workbench-${VERSION}.tgz`;

export default defineCommand("init", (create) => {
  const command = create("Creates a folder with a new connector.", [
    ["parcel-tracker", "asks for the kind of operations and the sign-in"],
    ["parcel-tracker --template webhook --auth api-key", "asks no questions"],
    ["parcel-tracker --from openapi.yaml", "begins with the description of a service"],
  ])
    .argument("<name>", "folder to create; the connector is named after it")
    .addOption(new Option("--template <kind>", "kind of operations it has").choices(Object.keys(TEMPLATES)))
    .addOption(new Option("--auth <kind>", "how its connections sign in").choices(Object.keys(SIGN_INS)))
    .addOption(
      new Option(
        "--from <file>",
        "Swagger 2.0 or OpenAPI 3 document, JSON or YAML, that its operations and sign-in come from",
      ).conflicts(["template", "auth"]),
    );
  return {
    command,
    run: async () => {
      const [folder = ""] = command.args;
      const title = titleOf(folder);
      refuseOccupied(folder);
      const options = command.opts<{ template?: TemplateName; auth?: SignInName; from?: string }>();
      const { choice, notes } =
        options.from === undefined
          ? { choice: { title, ...(await complete(options)) }, notes: [] }
          : await fromDocument(options.from, title);
      const files = newConnector({ version: VERSION, ...choice });
      writeFiles(
        folder,
        [...files].map(([file, bytes]) => ({
          path: file,
          bytes: SOURCES.has(file) ? bytes : withoutSecrets(bytes),
        })),
      );
      writeOut(
        [
          `${folder}: ${choice.title}, ${files.size} files`,
          ...[...files.keys()].map((file) => `  ${file}`),
          ...notes,
          "",
          "Next:",
          `  cd ${shellWord(folder)}`,
          `  npm install --save-dev ${installable(folder)}`,
          "  npm run validate",
          "  npm test",
          "",
        ].join("\n"),
      );
      return EXIT.fine;
    },
  };
});

/**
 * What npm is told to install in a new folder: the file that the project in the current folder has installed, or that is there.
 * Never the bare name, which is not in npm's registry: it would fail, or fetch what somebody else put there.
 */
function installable(folder: string): string {
  const here = [TARBALL, installedHere()].find((file) => file !== undefined && existsSync(file));
  if (here === undefined) return `./${TARBALL}   # the file made by npm pack, copied here`;
  const way = path.relative(realpathSync(folder), realpathSync(here)).replaceAll("\\", "/");
  return shellWord(way);
}

/** The packed file that package.json in the current folder names, if it does. */
function installedHere(): string | undefined {
  const read = readNamed("package.json");
  if (!read.ok) return undefined;
  try {
    const { dependencies, devDependencies } = JSON.parse(read.bytes.toString("utf8"));
    const named: unknown = { ...dependencies, ...devDependencies }["connector-workbench"];
    return typeof named === "string" ? /^(?:file:)?(.+\.tgz)$/.exec(named)?.[1] : undefined;
  } catch {
    // npm would complain about it itself.
    return undefined;
  }
}

/** What is made from the document itself keeps what it says; in all that is written about it, credentials are dots. */
const SOURCES: ReadonlySet<string> = new Set(["apiDefinition.swagger.json", "apiProperties.json"]);

function withoutSecrets(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString("utf8");
  const shown = hideKnown(text);
  return shown === text ? bytes : Buffer.from(shown);
}

/** What a document says of its service, and what of it is lost, a line each. @throws {InputError} `openapi` */
async function fromDocument(file: string, folderTitle: string) {
  const { definition, losses, held } = readAsDefinition(file);
  const service = described(definition);
  const notes = [
    ...service.notes.map((note) => `- ${note}`),
    ...losses.flatMap(({ message, help }) => [`- ${message}`, `  ${help}`]),
    ...saidOfHeld(held),
  ];
  const title = ownString(ownObject(definition, "info"), "title")?.trim() || folderTitle;
  const choice = { title, template: "action" as const, signIn: service.signIn, described: service };
  const works = await firstThatWorks(newConnector({ version: VERSION, ...choice }), service);
  return {
    choice: { ...choice, described: { ...service, calls: works === undefined ? [] : [works] } },
    notes: notes.length === 0 ? [] : ["", "Not as in the document:", ...notes.map(printable)],
  };
}

/** The call that the new folder's test makes has been made once before: nobody begins with a test that fails. */
async function firstThatWorks(
  files: ReadonlyMap<string, Uint8Array>,
  { calls, signIn }: Described,
): Promise<SampleCall | undefined> {
  const bytes = new Map([...files].map(([name, content]) => [name, Buffer.from(content)]));
  const connector = connectorFromFiles("new", bytes);
  for (const call of calls) {
    const backend = () =>
      call.body === undefined
        ? new Response(null, { status: call.status })
        : Response.json(call.body, { status: call.status });
    try {
      const bench = await testConnector(connector, { backend, connection: CONNECTION_VALUES[signIn] });
      const { status } = await bench.invoke(call.operationId, call.inputs);
      assertMatchesDefinition(bench);
      if (status === call.status) return call;
    } catch {
      // What does not fit is not a test to begin with.
    }
  }
  return undefined;
}

/** Letters of Latin alphabets that Unicode does not take apart into a letter and its mark. */
const LETTERS: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ł: "l",
  þ: "th",
};
/** Chosen: the title of a connector whose folder has no letter that English has, such as 日本. */
const TITLE_OF_OTHERS = "New Service";

/**
 * `parcel-tracker` is `Parcel Tracker`, `größe` is `Grosse`: certification takes English letters alone.
 * @throws {InputError} for a name that no letter is in
 */
function titleOf(folder: string): string {
  const name = path.basename(path.resolve(folder)).normalize("NFKD").replace(/\p{M}/gu, "");
  const english = name.replace(/[^\0-\x7f]/gu, (letter) => LETTERS[letter.toLowerCase()] ?? " ");
  if (/\p{L}/u.test(name) && !/[a-z]/i.test(english)) return TITLE_OF_OTHERS;
  const words = english.match(/[a-z0-9]+/gi) ?? [];
  // Certification refuses these words in a title.
  const allowed = words.filter((word) => !/^(?:api|connector)s?$/i.test(word));
  const title = allowed.map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`).join(" ");
  if (/[a-z]/i.test(title) && title.length <= 30) return title;
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
