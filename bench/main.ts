/** `npm run bench`: measurements. Each file beside this one is a benchmark; its name is the first argument. */
import { readdirSync } from "node:fs";
import { InputError } from "../src/json/problem.ts";

const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(".ts") && file !== "main.ts" && file !== "measure.ts")
  .map((file) => file.slice(0, -3))
  .sort();

// Who reads only the beginning closes the pipe.
process.stdout.on("error", () => process.exit());

const [name = "validate", ...args] = process.argv.slice(2);
if (!names.includes(name)) {
  process.stderr.write(
    `Usage: npm run bench -- [NAME] [ARGUMENT …]\nBenchmarks: ${names.join(", ")} (default: validate).\n`,
  );
  process.exitCode = 2;
} else {
  const { run } = (await import(`./${name}.ts`)) as { run: (args: string[]) => Promise<void> };
  try {
    await run(args);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    process.stderr.write(`${error.message}\n${error.help}\n`);
    process.exitCode = 2;
  }
}
