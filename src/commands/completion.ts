/** `connector completion`: the script by which a shell completes commands, options and their values. */
import tab from "@bomb.sh/tab/commander";
import { Argument, Command } from "commander";
import { defineCommand, EXIT } from "../machine/terminal/command.ts";
import type { Table } from "./table.ts";

const SHELLS = ["bash", "zsh", "fish", "powershell"];

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
      root.setup("connector", "connector", command.args[0] ?? "");
      return EXIT.fine;
    },
  };
});

/** Answers what the script asks: what could stand where the cursor is. */
export async function complete(table: Table, words: readonly string[]): Promise<void> {
  const program = new Command("connector");
  for (const [name, { summary, load }] of Object.entries(table)) {
    // The library adds this one itself.
    if (name === "completion") continue;
    const { command } = (await load()).default.build();
    program.addCommand(command.name(name).description(summary));
  }
  tab(program, { completionCommandName: "completion" }).parse(words.filter((word) => word !== "--"));
}
