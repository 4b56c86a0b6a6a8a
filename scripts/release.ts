/**
 * `npm run release -- VERSION`: sets the version, dates the changelog, packs, writes the list of what is inside (CycloneDX), commits
 * and tags. Nothing is pushed or published: that is left to whoever looks at the result.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { componentList, SBOM } from "./component-list.ts";

const ROOT = process.cwd();
const OUT = path.join(ROOT, "dist", "release");
const [version = "", ...flags] = process.argv.slice(2);
const windows = process.platform === "win32";

function run(program: string, ...args: string[]): string {
  return execFileSync(program, args, {
    cwd: ROOT,
    encoding: "utf8",
    shell: windows,
    stdio: ["ignore", "pipe", "inherit"],
  });
}

function npm(...args: string[]): string {
  return run("npm", ...args, "--loglevel", "error");
}

function refuse(message: string, help: string): never {
  process.stderr.write(`error ${message}\n  ${help}\n`);
  process.exit(2);
}

if (!/^\d+\.\d+\.\d+$/.test(version))
  refuse(`"${version}" is not a valid version.`, "Use it as npm run release -- 1.2.3.");
if (run("git", "status", "--porcelain") !== "")
  refuse("There are changes that are not committed.", "Commit or stash them first.");
if (run("git", "tag", "--list", `v${version}`) !== "")
  refuse(`The version ${version} already exists.`, "Choose the next one.");
const changelog = readFileSync(path.join(ROOT, "CHANGELOG.md"), "utf8");
const heading = "## Unreleased\n";
const start = changelog.indexOf(heading);
const end = changelog.indexOf("\n## ", start + heading.length);
const news = start < 0 ? "" : changelog.slice(start + heading.length, end < 0 ? undefined : end).trim();
if (news === "") refuse("The changelog has nothing under Unreleased.", "Say there what is new.");

const today = new Date().toISOString().slice(0, 10);
const name = `connector-workbench-${version}`;
try {
  writeFileSync(
    path.join(ROOT, "CHANGELOG.md"),
    changelog.replace(heading, `${heading}\n## ${version} (${today})\n`),
  );
  npm("version", version, "--no-git-tag-version", "--allow-same-version");
  mkdirSync(OUT, { recursive: true });
  // --no-build packs what was built before.
  npm("pack", "--pack-destination", OUT, ...(flags.includes("--no-build") ? ["--ignore-scripts"] : []));
  const { text } = componentList(npm(...SBOM));
  writeFileSync(path.join(OUT, `${name}.cdx.json`), text);
  writeFileSync(path.join(OUT, `${name}.md`), `${news}\n`);
  run("git", "commit", "-qam", `Version ${version}`);
  run("git", "tag", "-a", `v${version}`, "-m", `Version ${version}`);
} catch (error) {
  run("git", "checkout", "-q", "--", "CHANGELOG.md", "package.json", "package-lock.json");
  refuse(
    `The release was not made: ${error instanceof Error ? error.message.split("\n")[0] : error}`,
    "Version and changelog are as before.",
  );
}
process.stdout.write(
  `Version ${version} is tagged; dist/release holds the tarball, what is inside it and what is new.\n  git push --follow-tags, then attach the files to the release.\n`,
);
