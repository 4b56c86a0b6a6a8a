/** What CI asks about the libraries: which holes are known, which licences there are, and the list of all. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../support/connector-copy.ts";
import { ROOT } from "../support/run-script.ts";

const script = (name: string) => path.join(ROOT, "scripts", name);
const lock = JSON.parse(readFileSync(path.join(ROOT, "package-lock.json"), "utf8")) as {
  packages: Record<string, { version: string }>;
};

/** `npm run audit` with a registry of our own. */
async function audit(registry: RequestListener): Promise<{ code: number; stdout: string; stderr: string }> {
  const server = createServer(registry).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const child = spawn(process.execPath, [script("audit.ts")], {
    cwd: ROOT,
    env: {
      ...process.env,
      npm_config_registry: `http://127.0.0.1:${port}/`,
      npm_config_cache: temporaryFolder(),
      npm_config_fetch_retries: "0",
    },
  });
  const said = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name].setEncoding("utf8").on("data", (text: string) => {
      said[name] += text;
    });
  const [code] = (await once(child, "close")) as [number];
  return { code, ...said };
}

/** Says that every version of hono has a hole. */
const knowing =
  (severity: string): RequestListener =>
  (request, response) => {
    request.resume();
    const url = decodeURIComponent(request.url ?? "");
    const isAdvisories = url.endsWith("/advisories/bulk");
    const hole = {
      id: 1,
      url: "https://advisories.example/1",
      title: "Reads too much",
      severity,
      vulnerable_versions: "*",
      cwe: [],
      cvss: { score: 0, vectorString: null },
    };
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(isAdvisories ? { hono: [hole] } : { name: url.slice(1), versions: {} }));
  };

describe("known holes", () => {
  test("a grave one is named, with 1", async () => {
    const { code, stdout } = await audit(knowing("critical"));
    expect(stdout).toContain("critical hono: Reads too much https://advisories.example/1\n");
    expect(code).toBe(1);
  });

  test("one that is low is counted", async () => {
    const { code, stdout } = await audit(knowing("low"));
    // Those that need it have the hole as well.
    expect(stdout).toMatch(/^Packages with a known hole: 0 high or critical, [1-9]\d* moderate or low\.\n$/);
    expect(code).toBe(0);
  });

  test("a registry that gives no answer is no hole, and no all-clear: 2", async () => {
    const { code, stdout, stderr } = await audit((request, response) => {
      request.resume();
      response.writeHead(405).end();
    });
    expect(stderr).toMatch(/^Nothing was checked: .*405 Method Not Allowed/);
    expect([code, stdout]).toEqual([2, ""]);
  });
});

test("the list of what this is built of has every package of the lock file, and is the same each time", () => {
  const folder = temporaryFolder();
  const make = (name: string) => {
    const file = path.join(folder, name);
    expect(spawnSync(process.execPath, [script("sbom.ts"), file], { encoding: "utf8" }).stderr).toBe("");
    return readFileSync(file, "utf8");
  };
  const text = make("one.json");
  const list = JSON.parse(text);
  const wanted = Object.entries(lock.packages)
    .filter(([place]) => place !== "")
    .map(([place, { version }]) => `${place.split("node_modules/").at(-1)}@${version}`);
  const listed = list.components.map(
    ({ name, version }: { name: string; version: string }) => `${name}@${version}`,
  );
  expect([...new Set(listed)].sort()).toEqual([...new Set(wanted)].sort());
  expect(list.metadata.component.name).toBe("connector-workbench");
  expect(make("two.json")).toBe(text);
});

test("every licence fits", () => {
  const { status, stdout } = spawnSync(process.execPath, [script("licences.ts")], { encoding: "utf8" });
  expect(stdout).toMatch(/^MIT \(\d+\)$/m);
  expect(stdout).not.toContain("not known to fit");
  expect(status).toBe(0);
});
