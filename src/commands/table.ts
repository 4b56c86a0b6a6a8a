/** What the list of commands consists of. */
import type { CommandFile } from "../machine/terminal/command.ts";

export interface Entry {
  summary: string;
  load(): Promise<{ default: CommandFile }>;
}

/** By name. */
export type Table = Readonly<Record<string, Entry>>;
