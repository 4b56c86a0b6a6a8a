/** A world from a YAML file. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { InputError } from "../../json/problem.ts";
import { decodeText } from "../../json/text.ts";
import { readFileInside } from "../../machine/files/read-inside.ts";
import { ownFile } from "../../machine/home.ts";
import { readCheckedYaml } from "../../machine/yaml/checked-yaml.ts";
import { readYaml } from "../../machine/yaml/read-yaml.ts";
import type { WorldSpec } from "./types.ts";
import { checkWorld } from "./world.ts";

/** Reads a world. @throws {InputError} with file, line and column of what cannot be used */
export function readWorldFile(file: string): WorldSpec {
  const full = path.resolve(file);
  const read = readFileInside(path.dirname(full), path.basename(full));
  if (!read.ok)
    throw new InputError(
      read.problem.code,
      // The path as it was given: whoever misspelt a folder sees it.
      `The world ${file}: ${read.problem.message}`,
      read.problem.code === "too-large"
        ? "A world names the users and pages of a test; leave out what it does not need."
        : read.problem.help,
    );
  const text = decodeText(read.bytes, file);
  const [problem] = text.problems;
  if (problem) throw new InputError(problem.code, `${file}: ${problem.message}`, problem.help);
  return parseWorld(text.text, file);
}

let defaultWorld: WorldSpec | undefined;

/** The small organization of `default-world.yaml`, which every example uses. */
export function readDefaultWorld(): WorldSpec {
  const file = ownFile("src/bookings/world/default-world.yaml");
  // Ours, and held against the schema by a test: not at every start.
  defaultWorld ??= readYaml(readFileSync(file, "utf8"), "default-world.yaml", "bad-world").value as WorldSpec;
  return defaultWorld;
}

function parseWorld(text: string, file: string): WorldSpec {
  return readCheckedYaml<WorldSpec>(text, file, {
    code: "bad-world",
    check: checkWorld,
    schema: "src/bookings/world/world.schema.json",
  });
}
