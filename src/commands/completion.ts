/** `connector completion`: the script by which a shell completes commands, options and their values. */
import tab from "@bomb.sh/tab/commander";
import { Argument, Command } from "commander";
import { defineCommand, EXIT } from "../machine/terminal/command.ts";
import { writeOut } from "../machine/terminal/out.ts";
import type { Table } from "./table.ts";

const SHELLS = ["bash", "zsh", "fish", "powershell"];

/**
 * What the library's script takes for granted: the functions of the package bash-completion, bash 4 (macOS has 3), and that nobody
 * reads it twice, which its constants do not survive.
 */
const BASH_BEGIN = `if ! declare -F __connector_complete >/dev/null; then

declare -F _get_comp_words_by_ref >/dev/null || _get_comp_words_by_ref() {
    cur=\${COMP_WORDS[COMP_CWORD]}
    prev=\${COMP_WORDS[COMP_CWORD-1]}
    words=("\${COMP_WORDS[@]}")
    cword=$COMP_CWORD
}
type compopt >/dev/null 2>&1 || compopt() { :; }

`;
/** With the shell's own completion of files behind it. */
const BASH_END = `complete -o bashdefault -o default -F __connector_complete connector

fi
`;
/** Said to the script: complete files, or do not (Cobra's numbers, which the library uses). */
const FILES = 0;
const NO_FILES = 4;

export default defineCommand("completion", (create) => {
  const command = create(
    "Prints a script that lets a shell complete the commands and options of connector.",
    [
      ["bash >> ~/.bashrc"],
      ["zsh > ~/.zfunc/_connector", "a folder of fpath"],
      ["fish > ~/.config/fish/completions/connector.fish"],
      ["powershell >> $PROFILE"],
    ],
  ).addArgument(new Argument("<shell>", "the shell to write it for").choices(SHELLS));
  return {
    command,
    run: async () => {
      const root = tab(new Command("connector"), { completionCommandName: "completion" });
      const shell = command.args[0] ?? "";
      if (shell === "bash") writeOut(BASH_BEGIN);
      root.setup("connector", "connector", shell);
      if (shell === "bash") writeOut(BASH_END);
      return EXIT.fine;
    },
  };
});

/** Answers what the script asks: what could be where the cursor is. */
export async function complete(table: Table, words: readonly string[]): Promise<void> {
  const typed = words.filter((word) => word !== "--");
  const program = new Command("connector");
  for (const [name, { summary, load }] of Object.entries(table)) {
    // The library adds this one itself.
    if (name === "completion") continue;
    // Somebody waits at the keyboard: the options of a command are loaded where they can be meant.
    const isMeant = typed.length > 1 && typed[0] === name;
    const command = isMeant ? (await load()).default.build().command : new Command();
    program.addCommand(command.name(name).description(summary));
  }
  const root = tab(program, { completionCommandName: "completion" });
  // The library never lets a shell complete files, which most arguments and options of ours are.
  Object.assign(root, {
    complete(word: string) {
      const begun = word.slice(word.startsWith("--") ? word.indexOf("=") + 1 : 0);
      const found = new Map(root.completions.map(({ value, description }) => [value, description ?? ""]));
      const lines = [...found].filter(([value]) => value.startsWith(begun)).map((pair) => pair.join("\t"));
      const files = lines.length === 0 && typed.length > 1 && !word.startsWith("-");
      writeOut([...lines, `:${files ? FILES : NO_FILES}`, ""].join("\n"));
    },
  });
  // The library takes an empty last word away.
  root.parse([...typed]);
}
