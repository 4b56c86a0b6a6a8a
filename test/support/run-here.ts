/** Runs a command in the process of the test, which takes a tenth of the time of a process of its own. */
import { stripVTControlCharacters } from "node:util";
import { COMMANDS, OWN_COMMANDS } from "../../src/commands/index.ts";
import { carryOut } from "../../src/machine/terminal/command.ts";
import { type Ran, ROOT } from "./run-script.ts";

/**
 * As {@link runScript}: the same arguments, the same text, the same exit code. What belongs to a process is not tested by it: the
 * entry that npm calls, signals, pipes that are closed, colours, and secrets that one run must not know of another. Each command
 * has at least one test that starts it for real.
 */
export async function runHere(name: string, args: readonly string[], cwd: string = ROOT): Promise<Ran> {
  const found = { ...COMMANDS, ...OWN_COMMANDS }[name];
  if (!found) throw new Error(`There is no command "${name}".`);
  const file = (await found.load()).default;
  const ran: Ran = { code: null, stdout: "", stderr: "" };
  const before = process.cwd();
  const restore = [keep("stdout", ran), keep("stderr", ran)];
  process.chdir(cwd);
  try {
    ran.code = await carryOut(file, args);
  } finally {
    process.chdir(before);
    for (const undo of restore) undo();
  }
  return {
    code: ran.code,
    stdout: stripVTControlCharacters(ran.stdout),
    stderr: stripVTControlCharacters(ran.stderr),
  };
}

/** Collects what is written to a stream instead of letting it out. @returns undoes it */
function keep(name: "stdout" | "stderr", ran: Ran): () => void {
  const stream = process[name];
  const write = stream.write;
  stream.write = ((chunk: string | Uint8Array, ...rest: unknown[]) => {
    ran[name] += typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8");
    const done = rest.findLast((one) => typeof one === "function") as (() => void) | undefined;
    if (done) process.nextTick(done);
    return true;
  }) as typeof stream.write;
  return () => {
    stream.write = write;
  };
}
