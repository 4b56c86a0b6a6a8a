/**
 * Connectors that attack: each is validated by a process of its own, which must end by itself, soon, with little memory,
 * with a finding or a clear error, and without a stack trace.
 *
 *   npm run bench -- hostile [NAME]
 */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { formatTable } from "../src/machine/terminal/table.ts";
import { BASE_DEFINITION, BASE_FILES, BASE_PROPERTIES } from "../src/rules/examples/base-connector.ts";
import { measureProcess } from "./measure.ts";

type Make = (folder: string, put: (name: string, content: string | Buffer) => void) => string[] | undefined;

const DEFINITION = "apiDefinition.swagger.json";
const definitionText = JSON.stringify(BASE_DEFINITION, null, 2);
const withDefinition = (change: object) => JSON.stringify({ ...BASE_DEFINITION, ...change });
/** A port nobody listens on: whoever followed the reference would fail or wait. */
const NOWHERE = "http://127.0.0.1:9/never.json";

const body = (schema: object) => ({
  "/parcels": {
    post: {
      operationId: "Attack",
      summary: "Attack",
      parameters: [{ name: "body", in: "body", schema }],
      responses: { "200": { description: "Done", schema } },
    },
  },
});

function web(count: number, target: (number: number, side: number) => string): object {
  return Object.fromEntries(
    Array.from({ length: count }, (_, number) => [
      `B${number}`,
      {
        type: "object",
        properties: {
          a: { $ref: `#/definitions/${target(number, 0)}` },
          b: { $ref: `#/definitions/${target(number, 1)}` },
        },
      },
    ]),
  );
}

const CASES: Record<string, Make> = {
  "cut off in the middle": (_, put) =>
    void put(DEFINITION, definitionText.slice(0, definitionText.length / 2)),
  "empty file": (_, put) => void put(DEFINITION, ""),
  "only a bracket": (_, put) => void put(DEFINITION, "{"),
  "not UTF-8": (_, put) =>
    void put(DEFINITION, Buffer.from(definitionText.replace("Fabrikam", "Fäbrikäm"), "latin1")),
  "UTF-16": (_, put) => void put(DEFINITION, Buffer.from(`\ufeff${definitionText}`, "utf16le")),
  "random bytes, 1 MB": (_, put) =>
    void put(
      DEFINITION,
      Buffer.from(Array.from({ length: 1e6 }, (_, at) => Math.imul(at + 1, 2654435761) >>> 24)),
    ),
  "zeros, 15 MB": (_, put) => void put(DEFINITION, Buffer.alloc(15 * 1024 * 1024)),
  "100 MB": (folder, put) => {
    put(DEFINITION, "{");
    truncateSync(path.join(folder, DEFINITION), 100 * 1024 * 1024);
    return undefined;
  },
  "15 MB of valid JSON": (_, put) =>
    void put(
      DEFINITION,
      withDefinition({ "x-large": Array.from({ length: 900_000 }, (_, at) => `item ${at}`) }),
    ),
  "15 MB of objects with a key twice": (_, put) =>
    void put(DEFINITION, `{"swagger":"2.0","x":[${'{"a":1,"a":2},'.repeat(1_000_000)}0]}`),
  "15 MB of brackets that never close": (_, put) => void put(DEFINITION, '{"a":'.repeat(3_000_000)),
  "3 MB of commas": (_, put) => void put(DEFINITION, `[${",".repeat(3_000_000)}]`),
  "3 MB of comments": (_, put) => void put(DEFINITION, `{${"/* x */".repeat(430_000)}}`),
  "10,000 levels": (_, put) => void put(DEFINITION, `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`),
  "a million levels": (_, put) => void put(DEFINITION, `${"[".repeat(1e6)}${"]".repeat(1e6)}`),
  "refers to itself": (_, put) =>
    void put(
      DEFINITION,
      withDefinition({
        definitions: { A: { $ref: "#/definitions/A" }, B: { $ref: "#" } },
        paths: body({ $ref: "#/definitions/A" }),
      }),
    ),
  "$ref bomb, 2^60": (_, put) =>
    void put(
      DEFINITION,
      withDefinition({
        definitions: { ...web(60, (number) => `B${number + 1}`), B60: { type: "string" } },
        paths: body({ $ref: "#/definitions/B0" }),
      }),
    ),
  "$ref web, 400 in circles": (_, put) =>
    void put(
      DEFINITION,
      withDefinition({
        definitions: web(400, (number, side) => `B${(number * 7 + side * 13 + 1) % 400}`),
        paths: body({ $ref: "#/definitions/B0" }),
      }),
    ),
  "$ref chain, 20,000 long": (_, put) =>
    void put(
      DEFINITION,
      withDefinition({
        definitions: Object.fromEntries(
          Array.from({ length: 20_000 }, (_, number) => [
            `B${number}`,
            { $ref: `#/definitions/B${number + 1}` },
          ]),
        ),
        paths: body({ $ref: "#/definitions/B0" }),
      }),
    ),
  "$ref to 20,000 missing names": (_, put) =>
    void put(
      DEFINITION,
      withDefinition({
        definitions: {
          A: {
            type: "object",
            properties: Object.fromEntries(
              Array.from({ length: 20_000 }, (_, number) => [
                `p${number}`,
                { $ref: `#/definitions/Missing${number}` },
              ]),
            ),
          },
        },
      }),
    ),
  "20,000 paths": (_, put) =>
    void put(
      DEFINITION,
      withDefinition({
        paths: Object.fromEntries(
          Array.from({ length: 20_000 }, (_, number) => [
            `/p/${number}/{a}`,
            { get: { operationId: `Get_${number}`, responses: { "200": { description: "ok" } } } },
          ]),
        ),
      }),
    ),
  "20,000 templated paths of one shape": (_, put) =>
    void put(
      DEFINITION,
      withDefinition({
        paths: Object.fromEntries(
          Array.from({ length: 20_000 }, (_, number) => [
            `/{a${number}}/{b}/{c}`,
            { get: { operationId: `Get${number}`, responses: { "200": { description: "ok" } } } },
          ]),
        ),
      }),
    ),
  "5,000 unknown keys that look alike": (_, put) =>
    void put(
      DEFINITION,
      withDefinition(
        Object.fromEntries(
          Array.from({ length: 5000 }, (_, number) => [`${"x-ms-sumary".repeat(20)}${number}`, 1]),
        ),
      ),
    ),
  "regular expressions that explode": (_, put) =>
    void put(
      DEFINITION,
      withDefinition({
        paths: body({
          type: "string",
          pattern: `^(${"(a+)+".repeat(30)})+$`,
          default: `${"a".repeat(5000)}!`,
          example: `${"a".repeat(5000)}!`,
        }),
      }),
    ),
  "texts that make rules' own expressions explode": (_, put) => {
    const long = (text: string) => text.repeat(Math.ceil(40_000 / text.length));
    const texts = [
      " ",
      "a@",
      "<",
      "{",
      "{{",
      "/",
      "a.",
      "-",
      "(",
      "'",
      "@{",
      "http://a.",
      "%",
      "\\",
      "=",
      "é",
      "+1 ",
      "eyJa.",
    ];
    put(
      DEFINITION,
      withDefinition({
        info: {
          title: "Attack",
          version: "1.0",
          description: long(" "),
          contact: { url: long("http://"), email: long("a@") },
        },
        host: long("a."),
        basePath: long("/"),
        paths: Object.fromEntries(
          texts.map((text, number) => [
            `/${number}`,
            {
              get: {
                operationId: `Attack${number}`,
                summary: long(text),
                description: long(text),
                "x-ms-trigger": long(text),
                parameters: [
                  {
                    name: long(text),
                    in: "query",
                    type: "string",
                    default: long(text),
                    "x-ms-summary": long(text),
                  },
                ],
                responses: { "200": { description: long(text) } },
              },
            },
          ]),
        ),
      }),
    );
    put("script.csx", long('class Script : ScriptBase { /* " '));
    put("readme.md", `# ${long("#")}`);
  },
  "script of 10 MB of quotes": (_, put) => void put("script.csx", '@"'.repeat(5_000_000)),
  "readme of 10 MB of headings": (_, put) => void put("readme.md", "## A\n".repeat(2_000_000)),
  "__proto__ and constructor as names": (_, put) =>
    void put(
      DEFINITION,
      definitionText.replace(
        "{",
        '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},',
      ),
    ),
  "$ref to a file": (_, put) =>
    void put(DEFINITION, withDefinition({ paths: body({ $ref: "../../../../etc/hostname" }) })),
  "$ref to an address": (_, put) => void put(DEFINITION, withDefinition({ paths: body({ $ref: NOWHERE }) })),
  "link to a file outside": (folder) => {
    rmSync(path.join(folder, DEFINITION));
    symlinkSync("/etc/passwd", path.join(folder, DEFINITION));
    return undefined;
  },
  "link to itself": (folder) => {
    rmSync(path.join(folder, DEFINITION));
    symlinkSync(DEFINITION, path.join(folder, DEFINITION));
    return undefined;
  },
  "icon is a link to /dev/zero": (folder) => void symlinkSync("/dev/zero", path.join(folder, "icon.png")),
  "folder that links in a circle": (folder) => {
    mkdirSync(path.join(folder, "sub"));
    symlinkSync(folder, path.join(folder, "sub", "up"));
    return undefined;
  },
  "definition is a pipe": (folder) => {
    rmSync(path.join(folder, DEFINITION));
    spawnSync("mkfifo", [path.join(folder, DEFINITION)]);
    return undefined;
  },
  "settings of the validator are a pipe": (folder) =>
    void spawnSync("mkfifo", [path.join(folder, "connector-rules.yaml")]),
  "settings of the validator are a bomb": (_, put) =>
    void put(
      "connector-rules.yaml",
      `a0: &a0 [x,x]\n${Array.from({ length: 40 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n},*a${n}]`).join("\n")}\n`,
    ),
  "definition is a folder": (folder) => {
    rmSync(path.join(folder, DEFINITION));
    mkdirSync(path.join(folder, DEFINITION));
    return undefined;
  },
  "may not be read": (folder) => void chmodSync(path.join(folder, DEFINITION), 0),
  "folder with 10,000 entries": (_, put) => {
    for (let number = 0; number < 10_000; number++) put(`other/file ${number}.txt`, "");
    for (let number = 0; number < 10_000; number++) put(`file ${number}.json`, "{}");
  },
  "names with line breaks and commands": (folder, put) => {
    const odd = path.join(folder, "a\nb\u001b[31m%0A::error::\u009b2J");
    mkdirSync(odd);
    for (const name of [DEFINITION, "apiProperties.json"]) rmSync(path.join(folder, name));
    writeFileSync(path.join(odd, "\u001b]0;x\u0007.swagger.json"), definitionText.slice(9));
    put("apiProperties.json.bak", "{}");
    return undefined;
  },
  "folder that starts with -": (folder, put) => {
    put(`--help/${DEFINITION}`, definitionText);
    for (const name of [DEFINITION, "apiProperties.json"]) rmSync(path.join(folder, name));
    return ["--", "--help"];
  },
  "icon that claims 2 billion pixels": (_, put) => {
    const png = Buffer.alloc(60);
    Buffer.from("89504e470d0a1a0a0000000d494844527fffffff7fffffff0806000000", "hex").copy(png);
    put("icon.png", png);
  },
};

/** Seconds of processor time that a process may take. */
const MAX_SECONDS = 6;

export async function run(args: string[]): Promise<void> {
  const rows = [["case", "exit", "CPU s", "MB", "findings", "says"]];
  let failed = 0;
  for (const [name, make] of Object.entries(CASES)) {
    if (args[0] !== undefined && !name.includes(args[0])) continue;
    const row = await attack(name, make);
    rows.push(row.cells);
    process.stderr.write(`${row.ok ? "ok  " : "FAIL"} ${row.cells.join("  ")}\n`);
    if (!row.ok) failed++;
  }
  process.stdout.write(`${formatTable(rows, [1, 2, 3, 4])}\n${failed} failed.\n`);
  if (failed > 0) process.exitCode = 1;
}

async function attack(name: string, make: Make): Promise<{ ok: boolean; cells: string[] }> {
  const folder = mkdtempSync(path.join(tmpdir(), "bench-hostile-"));
  try {
    const put = (file: string, content: string | Buffer) => {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), content);
    };
    put(DEFINITION, definitionText);
    put("apiProperties.json", JSON.stringify(BASE_PROPERTIES, null, 2));
    for (const [file, content] of Object.entries(BASE_FILES)) put(file, content);
    const targets = make(folder, put) ?? [];
    return judge(name, folder, targets);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function judge(name: string, cwd: string, targets: string[]): { ok: boolean; cells: string[] } {
  const script = path.join(import.meta.dirname, "..", "scripts", "run.mjs");
  const args = (format: string) => [script, "validate", "--format", format, ...targets];
  // A process that never ends must not keep this one: where there is GNU timeout, it ends it.
  const limited = process.platform === "linux" ? ["timeout", "60"] : [];
  const [command = "", ...rest] = [...limited, process.execPath, ...args("json")];
  const timed = measureProcess(command, rest, cwd);
  const run = (format: string) =>
    spawnSync(process.execPath, args(format), { cwd, encoding: "utf8", timeout: 60_000, maxBuffer: 1 << 30 });
  const json = run("json");
  const faults: string[] = [];
  if (!(timed.cpuMs < MAX_SECONDS * 1000)) faults.push("slow");
  for (const format of ["pretty", "github", "junit", "html"]) {
    const { stdout, stderr } = run(format);
    const shown = stdout + stderr;
    if (/\n\s+at .*:\d+|internal error/.test(shown)) faults.push(`${format}: stack trace`);
    if (/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/.test(shown)) faults.push(`${format}: control characters`);
  }
  let says = json.stderr.split("\n")[0] ?? "";
  let findings = "";
  try {
    const report = JSON.parse(json.stdout);
    const [first] = report.connectors[0].findings;
    findings = String(report.connectors[0].findings.length);
    says = first ? `${first.rule}: ${first.message}` : "no findings";
  } catch {
    if (json.status !== 2) faults.push("no report and no error");
  }
  if (json.status === null) faults.push("did not end");
  const cells = [
    name,
    String(json.status),
    (timed.cpuMs / 1000).toFixed(1),
    timed.peakMb.toFixed(0),
    findings,
    [...faults, says].join("; ").slice(0, 110),
  ];
  return { ok: faults.length === 0, cells };
}
