/** What runs in pipelines, run here: the steps of action.yml as GitHub runs them, and the release. */
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { newConnector } from "../../src/generation/new-connector/new-connector.ts";
import { temporaryFolder } from "../support/connector-copy.ts";
import { ROOT } from "../support/run-script.ts";

const GIT = {
  GIT_AUTHOR_NAME: "a",
  GIT_AUTHOR_EMAIL: "a@b.example",
  GIT_COMMITTER_NAME: "a",
  GIT_COMMITTER_EMAIL: "a@b.example",
  GIT_CONFIG_GLOBAL: path.join(ROOT, "none"),
};

interface Step {
  name: string;
  id?: string;
  if?: string;
  run?: string;
  env?: Record<string, string>;
}

function git(cwd: string, ...args: string[]): void {
  execFileSync("git", args, { cwd, env: { ...process.env, ...GIT }, stdio: "pipe" });
}

/** A repository with a connector on main and a pull request that changes it; `origin` is a second clone of it. */
function repository(
  change: (definition: { paths: Record<string, unknown> }) => void,
  name = "parcels",
): string {
  const folder = temporaryFolder();
  const origin = path.join(folder, "origin");
  const work = path.join(folder, "work");
  const connector = { title: "Parcels", template: "action", signIn: "api-key", version: "1.0.0" } as const;
  for (const [file, bytes] of newConnector(connector)) {
    const full = path.join(origin, "connectors", name, file);
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(full, bytes);
  }
  git(origin, "init", "-q", "-b", "main");
  git(origin, "add", "-A");
  git(origin, "commit", "-qm", "first");
  git(folder, "clone", "-q", origin, work);
  const file = path.join(work, "connectors", name, "apiDefinition.swagger.json");
  const definition = JSON.parse(readFileSync(file, "utf8"));
  change(definition);
  writeFileSync(file, JSON.stringify(definition, null, 2));
  // What npm ci would have put there.
  const bin = path.join(work, "node_modules/.bin");
  mkdirSync(bin, { recursive: true });
  writeProgram(path.join(bin, "connector"), `exec "${process.execPath}" "${ROOT}/scripts/run.mjs" "$@"`);
  // GitHub, as far as it goes here: it lists the comment whose number the file says, and notes what is asked of it.
  writeProgram(
    path.join(bin, "gh"),
    'case "$*" in *--paginate*) cat "$RUNNER_TEMP/known" 2> /dev/null || true ;; *) echo "$@" > "$RUNNER_TEMP/gh.txt" ;; esac',
  );
  return work;
}

function writeProgram(file: string, line: string): void {
  writeFileSync(file, `#!/bin/sh\n${line}\n`);
  chmodSync(file, 0o755);
}

/** Runs the steps of the action that are commands; those of other actions are left out. */
function act(work: string, inputs: Record<string, string>, prepare: (temp: string) => void = () => {}) {
  const { inputs: declared, runs } = parse(readFileSync(path.join(ROOT, "action.yml"), "utf8"));
  const temp = path.join(path.dirname(work), "temp");
  mkdirSync(temp);
  prepare(temp);
  const given: Record<string, string> = {
    ...Object.fromEntries(
      Object.entries(declared).map(([name, one]) => [name, (one as { default: string }).default]),
    ),
    ...inputs,
  };
  const outputs: Record<string, Record<string, string>> = {};
  const value = (expression: string): string => {
    const [, kind, name = "", , output = ""] =
      /^(inputs|steps|github|runner)\.([\w-]+)(\.outputs\.([\w-]+))?/.exec(expression) ?? [];
    if (kind === "inputs") return given[name] ?? "";
    if (kind === "steps") return outputs[name]?.[output] ?? "";
    return (
      { base_ref: "main", event_name: "pull_request", token: "t", repository: "a/b", event: "7", temp }[
        name
      ] ?? ""
    );
  };
  const holds = (condition: string) =>
    condition.split("&&").every((part) => {
      const [left = "", operator, right = ""] = part.trim().split(/\s+(==|!=)\s+/);
      return (value(left) === right.replaceAll("'", "")) === (operator === "==");
    });
  let stdout = "";
  let added = "";
  for (const step of runs.steps as Step[]) {
    if (step.run === undefined || (step.if !== undefined && !holds(step.if))) continue;
    const files = Object.fromEntries(
      ["PATH", "OUTPUT", "STEP_SUMMARY"].map((name) => [`GITHUB_${name}`, path.join(temp, name)]),
    );
    for (const file of Object.values(files)) if (!existsSync(file)) writeFileSync(file, "");
    writeFileSync(files["GITHUB_OUTPUT"] ?? "", "");
    const env = Object.fromEntries(
      Object.entries(step.env ?? {}).map(([name, text]) => [
        name,
        String(text).replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, inner) => value(inner)),
      ]),
    );
    const ran = spawnSync("sh", ["-e", "-c", step.run], {
      cwd: work,
      encoding: "utf8",
      env: { HOME: temp, RUNNER_TEMP: temp, ...GIT, ...files, ...env, PATH: `${added}${process.env.PATH}` },
    });
    stdout += ran.stdout;
    added = readFileSync(files["GITHUB_PATH"] ?? "", "utf8")
      .split("\n")
      .filter(Boolean)
      .map((one) => `${one}:`)
      .join("");
    const told = readFileSync(files["GITHUB_OUTPUT"] ?? "", "utf8")
      .split("\n")
      .filter(Boolean)
      .map((line) => line.split("="));
    outputs[step.id ?? ""] = Object.fromEntries(told);
    if (ran.status !== 0) return { failed: step.name, stdout, stderr: ran.stderr, temp, outputs };
  }
  return { failed: undefined, stdout, stderr: "", temp, outputs };
}

describe.skipIf(process.platform === "win32")("action.yml", () => {
  it("annotates, comments with what changed, and fails on what hurts", () => {
    const work = repository(({ paths }) => {
      delete paths["/items/{id}"];
    });
    const { failed, stdout, temp } = act(work, { connectors: "connectors" });
    expect(failed).toBe("Judge");
    expect(stdout).toContain("changes that hurt");
    expect(readFileSync(path.join(temp, "comment.md"), "utf8")).toContain("GetItem");
    expect(readFileSync(path.join(temp, "gh.txt"), "utf8")).toMatch(/^pr comment 7 --repo a\/b --body-file /);
    expect(JSON.parse(readFileSync(path.join(temp, "connectors.sarif"), "utf8")).version).toBe("2.1.0");
  });

  const oneMore: Parameters<typeof repository>[0] = ({ paths }) => {
    Object.assign(paths["/items/{id}"] as object, {
      put: { operationId: "PutItem", summary: "Put an item", responses: { "200": { description: "Done." } } },
    });
  };

  it("writes its own comment anew, and no other", () => {
    const { temp } = act(repository(oneMore), { connectors: "connectors" }, (folder) =>
      writeFileSync(path.join(folder, "known"), "11\n12\n"),
    );
    expect(readFileSync(path.join(temp, "gh.txt"), "utf8")).toMatch(
      /^api --silent --method PATCH repos\/a\/b\/issues\/comments\/12 -F body=@/,
    );
    expect(readFileSync(path.join(temp, "comment.md"), "utf8")).toMatch(
      /^<!-- connector-workbench: changes -->\n# /,
    );
  });

  it("judges a pull request of a fork, which may not comment", () => {
    const work = repository(() => {});
    writeProgram(path.join(work, "node_modules/.bin/gh"), "echo HTTP 403 >&2; exit 1");
    const { failed, stdout } = act(work, { connectors: "connectors" });
    expect(failed).toBeUndefined();
    expect(stdout).toContain("::warning::There is no comment with the changes");
  });

  it("comments no more than GitHub takes", () => {
    const work = repository(({ paths }) => {
      for (let number = 0; number < 900; number++)
        paths[`/items/of/${number}/${"x".repeat(80)}`] = {
          get: {
            operationId: `Get${number}`,
            summary: `Get ${number}`,
            responses: { "200": { description: "It." } },
          },
        };
    });
    const { temp } = act(work, { connectors: "connectors" });
    const comment = readFileSync(path.join(temp, "comment.md"), "utf8");
    expect(readFileSync(path.join(temp, "changes.md"), "utf8").length).toBeGreaterThan(65_536);
    expect(comment.length).toBeLessThan(65_536);
    expect(comment).toMatch(/\nThe rest is in the summary of the run\.\n$/);
  });

  it("passes where nothing hurts, and builds the packages", () => {
    const work = repository(() => {});
    const { failed, stderr, temp } = act(work, { connectors: "connectors" });
    expect([failed, stderr]).toEqual([undefined, ""]);
    expect(existsSync(path.join(temp, "packages/connectors/parcels/manifest.json"))).toBe(true);
  });

  it("fails on errors, and says where", () => {
    const work = repository(({ paths }) => {
      paths["/items/{id}"] = { get: { operationId: "GetItem", responses: [] } };
    });
    const { failed, stdout } = act(work, { connectors: "connectors", diff: "false" });
    expect(failed).toBe("Judge");
    expect(stdout).toMatch(/^::error file=connectors\/parcels\/apiDefinition\.swagger\.json,line=\d+/m);
  });
});

/** Runs script lines one after the other, as a runner does; returns what failed first. */
function runLines(cwd: string, lines: readonly string[], env: Record<string, string>) {
  for (const line of lines) {
    const ran = spawnSync("sh", ["-e", "-c", line], {
      cwd,
      encoding: "utf8",
      env: { HOME: cwd, ...GIT, ...env, PATH: `${path.join(cwd, "node_modules/.bin")}:${process.env.PATH}` },
    });
    if (ran.status !== 0) return { line, status: ran.status, stderr: ran.stderr };
  }
  return undefined;
}

/** A repository in which npm and npx are programs that lead to this checkout, and the connector is called "mine". */
function pipelineRepository(change: Parameters<typeof repository>[0] = () => {}): string {
  const work = repository(change, "mine");
  const bin = path.join(work, "node_modules/.bin");
  writeProgram(path.join(bin, "npm"), '[ "$1" = ci ]');
  writeProgram(path.join(bin, "npx"), 'exec "$@"');
  return work;
}

const example = (name: string) => parse(readFileSync(path.join(ROOT, "docs/ci", name), "utf8"));

describe.skipIf(process.platform === "win32")("docs/ci/gitlab-ci.yml", () => {
  const env = { CI_MERGE_REQUEST_TARGET_BRANCH_NAME: "main" };

  it("validates, compares and packages; what it deploys is what it packaged", () => {
    const work = pipelineRepository();
    const { validate, compare, package: build, deploy } = example("gitlab-ci.yml");
    for (const job of [validate, compare, build]) expect(runLines(work, job.script, env)).toBeUndefined();
    expect(readFileSync(path.join(work, validate.artifacts.reports.junit), "utf8")).toContain("<testsuites");
    const [, pattern] = /ls (\S+)\)/.exec(deploy.script.at(-1)) ?? [];
    expect(runLines(work, [`ls ${pattern}`], env)).toBeUndefined();
  });

  it("fails where a change breaks flows", () => {
    const work = pipelineRepository(({ paths }) => {
      delete paths["/items/{id}"];
    });
    expect(runLines(work, example("gitlab-ci.yml").compare.script, env)).toMatchObject({ status: 1 });
  });
});

describe.skipIf(process.platform === "win32")("docs/ci/azure-pipelines.yml", () => {
  it("validates and packages; what it deploys is what it packaged", () => {
    const work = pipelineRepository();
    const temp = temporaryFolder();
    const at = (text: string) =>
      text.replaceAll("$(Agent.TempDirectory)", temp).replaceAll("$(Build.ArtifactStagingDirectory)", temp);
    const scripts = (example("azure-pipelines.yml").steps as { script?: string; displayName?: string }[])
      .filter(({ script }) => script !== undefined)
      .map(({ script = "", displayName }) => ({ script: at(script), displayName }));
    const deploy = scripts.find(({ displayName }) => displayName === "Deploy")?.script ?? "";
    const lines = scripts.filter(({ displayName }) => displayName !== "Deploy").map(({ script }) => script);
    expect(lines).toHaveLength(3);
    expect(runLines(work, lines, {})).toBeUndefined();
    expect(existsSync(path.join(temp, "connectors.xml"))).toBe(true);
    const [, pattern] = /\$\((ls [^)]+)\)/.exec(deploy) ?? [];
    expect(runLines(work, [pattern ?? "false"], {})).toBeUndefined();
  });
});

describe.skipIf(process.platform === "win32")(".pre-commit-hooks.yaml", () => {
  it("stops a commit that breaks a connector, and lets the others through", () => {
    const [hook] = parse(readFileSync(path.join(ROOT, ".pre-commit-hooks.yaml"), "utf8"));
    const { bin } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8"));
    expect(Object.keys(bin)).toContain(hook.entry.split(" ")[0]);
    const [good, bad] = [
      pipelineRepository(),
      pipelineRepository(({ paths }) => {
        paths["/items/{id}"] = { get: { operationId: "GetItem", responses: [] } };
      }),
    ];
    expect(runLines(good, [hook.entry], {})).toBeUndefined();
    expect(runLines(bad, [hook.entry], {})).toMatchObject({ status: 1 });
    const watched = new RegExp(hook.files);
    for (const file of [
      "a/apiDefinition.swagger.json",
      "a/apiProperties.json",
      "script.csx",
      "settings.json",
    ])
      expect(watched.test(file), file).toBe(true);
    expect(watched.test("README.md")).toBe(false);
  });
});

describe("a release", () => {
  const clone = (): string => {
    const folder = temporaryFolder();
    for (const file of ["package.json", "package-lock.json", "README.md"])
      cpSync(path.join(ROOT, file), path.join(folder, file));
    writeFileSync(
      path.join(folder, "CHANGELOG.md"),
      "# Changelog\n\n## Unreleased\n\n- Something new.\n\n## 0.0.1\n\n- Old.\n",
    );
    writeFileSync(path.join(folder, ".gitignore"), "dist/\n");
    git(folder, "init", "-q", "-b", "main");
    git(folder, "add", "-A");
    git(folder, "commit", "-qm", "first");
    return folder;
  };
  const release = (cwd: string, ...args: string[]) =>
    spawnSync(process.execPath, [path.join(ROOT, "scripts/release.ts"), ...args, "--no-build"], {
      cwd,
      encoding: "utf8",
      env: { ...process.env, ...GIT },
    });

  it("has a tag, a dated changelog, a tarball and a list of what is inside", () => {
    const folder = clone();
    expect(release(folder, "9.8.7")).toMatchObject({ status: 0, stderr: "" });
    expect(readFileSync(path.join(folder, "CHANGELOG.md"), "utf8")).toMatch(
      /## Unreleased\n\n## 9\.8\.7 \(\d{4}-\d\d-\d\d\)\n\n- Something new\./,
    );
    const out = path.join(folder, "dist/release/connector-workbench-9.8.7");
    expect(existsSync(`${out}.tgz`)).toBe(true);
    expect(readFileSync(`${out}.md`, "utf8")).toBe("- Something new.\n");
    const { bomFormat, components } = JSON.parse(readFileSync(`${out}.cdx.json`, "utf8"));
    expect([bomFormat, components.some(({ name }: { name: string }) => name === "msw")]).toEqual([
      "CycloneDX",
      true,
    ]);
    const tag = execFileSync("git", ["describe", "--exact-match"], { cwd: folder, encoding: "utf8" });
    expect(tag).toBe("v9.8.7\n");
  });

  it("is refused for uncommitted work, an existing tag, no changes, or an invalid version", () => {
    const folder = clone();
    expect(release(folder, "next").stderr).toContain("not a valid version");
    writeFileSync(path.join(folder, "README.md"), "changed");
    expect(release(folder, "9.8.7")).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("not committed"),
    });
    git(folder, "checkout", "-q", "README.md");
    git(folder, "tag", "v9.8.7");
    expect(release(folder, "9.8.7").stderr).toContain("already exists");
    writeFileSync(path.join(folder, "CHANGELOG.md"), "# Changelog\n\n## Unreleased\n");
    git(folder, "commit", "-qam", "nothing new");
    expect(release(folder, "9.8.8").stderr).toContain("nothing under Unreleased");
  });
});
