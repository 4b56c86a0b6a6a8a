/** The connector's files, edited by way of the API: nothing lost, nothing shown, everything undone. */
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type {
  ChangeView,
  CheckAnswer,
  FindingsAnswer,
  FixAnswer,
  FormAnswer,
  MergeAnswer,
  RuleAnswer,
  SaveAnswer,
  SourceAnswer,
  SourcesAnswer,
} from "../../src/workbench/api.ts";
import { temporaryFolder, writeFiles } from "../support/connector-copy.ts";
import { type Bench, bookingsFolder, folderOf, open, parcels } from "./support.ts";

const DEFINITION = "apiDefinition.swagger.json";
const PROPERTIES = "apiProperties.json";
const at = (file: string) => `/api/sources/${encodeURIComponent(file)}`;
const contentOf = (bench: Bench, file: string) => readFileSync(path.join(bench.folder, file));
const textOf = (bench: Bench, file: string) => contentOf(bench, file).toString("utf8");
const read = (bench: Bench, file = DEFINITION) => bench.ask<SourceAnswer>("GET", at(file));

async function save(bench: Bench, file: string, change: (text: string) => string): Promise<SaveAnswer> {
  const { text, version } = await read(bench, file);
  return await bench.ask<SaveAnswer>("POST", at(file), { text: change(text), base: version });
}

describe("reading and saving", () => {
  it("lists the connector's own files with their folder, and reads and writes no others", async () => {
    const folder = folderOf(parcels());
    writeFiles(folder, { "notes.txt": "mine", "script.csx": "public class Script : ScriptBase { }\n" });
    const bench = await open(folder);
    const list = await bench.ask<SourcesAnswer>("GET", "/api/sources");
    expect(list.root).toBe(folder);
    expect(list.files.map(({ part, file }) => [part, file])).toEqual([
      ["definition", DEFINITION],
      ["properties", PROPERTIES],
      ["script", "script.csx"],
    ]);
    for (const file of ["notes.txt", "../x", "/etc/passwd", "connector-rules.yaml", `./${DEFINITION}`]) {
      expect((await bench.send("GET", at(file))).status, file).toBe(404);
      expect((await bench.send("POST", at(file), { text: "x", base: "y" })).status, file).toBe(404);
    }
    expect(textOf(bench, "notes.txt")).toBe("mine");
  });

  it("never follows a link out of the folder", async () => {
    const outside = temporaryFolder();
    writeFileSync(path.join(outside, "theirs.csx"), "// not ours\n");
    const folder = folderOf(parcels());
    symlinkSync(path.join(outside, "theirs.csx"), path.join(folder, "script.csx"));
    const bench = await open(folder);
    expect((await bench.send("GET", at("script.csx"))).status).toBe(404);
  });

  it("writes what it is given, reads the connector again, and says so", async () => {
    const bench = await open(folderOf(parcels()));
    const answer = await save(bench, DEFINITION, (text) => text.replace("List depots", "Depots"));
    expect(answer.change?.label).toBe(`Saved ${DEFINITION}`);
    expect(textOf(bench, DEFINITION)).toContain('"summary": "Depots"');
    const design = await bench.ask<{ operations: { title: string }[] }>("GET", "/api/design");
    expect(design.operations.map(({ title }) => title)).toContain("Depots");
    expect((await save(bench, DEFINITION, (text) => text)).change).toBeUndefined();
    const events = await bench.ask<{ events: { type: string }[] }>("GET", "/api/events");
    expect(events.events.filter(({ type }) => type === "saved")).toHaveLength(1);
  });

  it.each([
    ["CRLF", Buffer.from(JSON.stringify(parcels(), null, 2).replaceAll("\n", "\r\n"), "utf8")],
    ["a byte order mark", Buffer.from(`\ufeff${JSON.stringify(parcels(), null, 2)}`, "utf8")],
    ["UTF-16", Buffer.from(`\ufeff${JSON.stringify(parcels(), null, 2)}`, "utf16le")],
    [
      "both kinds of line ends",
      Buffer.from(JSON.stringify(parcels(), null, 2).replace(/(?<=[{,])\n/g, "\r\n"), "utf8"),
    ],
    ["tabs and no line end at the end", Buffer.from(JSON.stringify(parcels(), null, "\t"), "utf8")],
  ])("keeps every byte that was not edited: %s", async (_, bytes) => {
    const folder = folderOf(parcels());
    writeFileSync(path.join(folder, DEFINITION), bytes);
    const bench = await open(folder);
    const { text } = await read(bench);
    expect(text).not.toContain("\r");
    await save(bench, DEFINITION, (now) => now);
    expect(contentOf(bench, DEFINITION).equals(bytes)).toBe(true);
    await save(bench, DEFINITION, (now) => now.replace("List depots", "Depots"));
    const wide = bytes[0] === 0xff;
    const expected = bytes.toString(wide ? "utf16le" : "utf8").replace("List depots", "Depots");
    expect(contentOf(bench, DEFINITION).equals(Buffer.from(expected, wide ? "utf16le" : "utf8"))).toBe(true);
  });

  it("leaves a file alone whose encoding is a guess", async () => {
    const folder = folderOf(parcels());
    const bytes = Buffer.from(JSON.stringify(parcels(), null, 2).replace("Made-up", "caf\u00e9"), "latin1");
    writeFileSync(path.join(folder, DEFINITION), bytes);
    const bench = await open(folder);
    const { readOnly, version, text } = await read(bench);
    expect(readOnly?.message).toContain("not UTF-8");
    const refused = await bench.send("POST", at(DEFINITION), { text: `${text} `, base: version });
    expect(refused).toMatchObject({ status: 400, body: { error: { code: "read-only" } } });
    expect(contentOf(bench, DEFINITION).equals(bytes)).toBe(true);
  });

  it("takes a definition of more than a megabyte", async () => {
    const big = parcels();
    big["x-filler"] = Array.from(
      { length: 30_000 },
      (_, index) => `line ${index} of the filler, which says nothing`,
    );
    const bench = await open(folderOf(big));
    const answer = await save(bench, DEFINITION, (text) => text.replace("line 29999", "the last line"));
    expect(answer.change).toBeDefined();
    expect(textOf(bench, DEFINITION)).toContain("the last line");
  });
});

describe("secrets", () => {
  const SECRET = `aB3${"8Q~"}x7Kd-Lm2.Pq9Rs4Tu6Vw8Xy0Za1Bc3De5`;
  const OTHER = "k3yV4lue-91xBq7TzP0";
  const properties = {
    properties: {
      connectionParameters: {
        token: {
          type: "oauthSetting",
          oAuthSettings: { identityProvider: "oauth2", clientId: "abc", clientSecret: OTHER, scopes: [] },
        },
      },
      iconBrandColor: "#123456",
      capabilities: [],
    },
  };
  const withSecrets = () => {
    const folder = folderOf(parcels(), properties);
    writeFiles(folder, { "script.csx": `// key\nvar key = "${SECRET}";\nvar dots = "• one ••• two";\n` });
    return folder;
  };

  it("come to the page as marks of the same length, and are saved as themselves", async () => {
    const bench = await open(withSecrets());
    for (const [file, secret] of [
      [PROPERTIES, OTHER],
      ["script.csx", SECRET],
    ] as const) {
      const before = textOf(bench, file);
      const { text, hidden } = await read(bench, file);
      expect(text).not.toContain(secret);
      expect(hidden).toBe(1);
      expect(text.length).toBe(before.length);
      await save(bench, file, (now) => `${now}\n`);
      expect(textOf(bench, file)).toBe(`${before}\n`);
    }
  });

  it("can be moved, copied and removed like any text", async () => {
    const bench = await open(withSecrets());
    await save(bench, "script.csx", (text) => {
      const mark = /•\d+•+/.exec(text)?.[0] ?? "";
      return `// ${mark}\n${text}var again = "${mark}";\n`;
    });
    const after = textOf(bench, "script.csx");
    expect(after.split(SECRET)).toHaveLength(4);
    expect(after).toContain("• one ••• two");
    await save(bench, "script.csx", (text) => text.replaceAll(/•\d+•+/g, "gone"));
    expect(textOf(bench, "script.csx")).not.toContain(SECRET);
  });

  it.each([
    ["a part of a mark deleted", (text: string) => text.replace(/(•\d+•+)••/, "$1")],
    ["a mark typed by hand", (text: string) => text.replace("// key", "// •9•••••••")],
    ["dots from a report", (text: string) => text.replace("// key", "// ••••••••••••")],
  ])("are never overwritten by what has taken their place: %s", async (_, change) => {
    const bench = await open(withSecrets());
    const before = textOf(bench, "script.csx");
    const { text, version } = await read(bench, "script.csx");
    const refused = await bench.send("POST", at("script.csx"), { text: change(text), base: version });
    expect(refused).toMatchObject({ status: 400, body: { error: { code: "secret-damaged" } } });
    expect(textOf(bench, "script.csx")).toBe(before);
  });

  it("are not mixed up by marks that a page has kept over a restart", async () => {
    const folder = withSecrets();
    const first = await open(folder);
    await read(first, PROPERTIES);
    const { text, version } = await read(first, "script.csx");
    const second = await open(folder);
    await read(second, "script.csx");
    const before = textOf(second, "script.csx");
    const refused = await second.send("POST", at("script.csx"), { text: `${text}// more`, base: version });
    expect(refused).toMatchObject({ status: 400, body: { error: { code: "secret-damaged" } } });
    expect(textOf(second, "script.csx")).toBe(before);
  });

  it("of a connection that occur in a file are not saved as dots either", async () => {
    const bench = await open(bookingsFolder());
    bench.workbench.session.redactor.addSecret("appointment");
    const before = textOf(bench, DEFINITION);
    expect((await read(bench)).text).not.toContain("appointment");
    await save(bench, DEFINITION, (text) => text.replace("Bookings", "Bookings!"));
    expect(textOf(bench, DEFINITION)).toBe(before.replace("Bookings", "Bookings!"));
  });

  it("stay in place when versions are merged", async () => {
    const bench = await open(withSecrets());
    const { text, version } = await read(bench, "script.csx");
    const theirs = textOf(bench, "script.csx").replace("// key", "// the key");
    writeFileSync(path.join(bench.folder, "script.csx"), theirs);
    const mine = `${text}// end\n`;
    expect((await bench.send("POST", at("script.csx"), { text: mine, base: version })).status).toBe(409);
    const merge = await bench.ask<MergeAnswer>("POST", `${at("script.csx")}/merge`, {
      text: mine,
      base: version,
    });
    expect(JSON.stringify(merge)).not.toContain(SECRET);
    expect(merge.conflicts).toBe(0);
    const merged = merge.pieces.flatMap((piece) => (piece.kind === "conflict" ? [] : piece.lines)).join("\n");
    await bench.ask("POST", at("script.csx"), { text: merged, base: merge.version });
    expect(textOf(bench, "script.csx")).toBe(`${theirs}// end\n`);
  });
});

describe("two at once", () => {
  it("never writes over a newer version, and shows both where they disagree", async () => {
    const bench = await open(folderOf(parcels()));
    const { text, version } = await read(bench);
    const before = textOf(bench, DEFINITION);
    const theirs = before
      .replace("List depots", "Their depots")
      .replace('"version": "1.0"', '"version": "2.0"');
    writeFileSync(path.join(bench.folder, DEFINITION), theirs);
    const mine = text.replace("List depots", "My depots").replace("Get fields", "My fields");
    const refused = await bench.send("POST", at(DEFINITION), { text: mine, base: version });
    expect(refused).toMatchObject({ status: 409, body: { error: { code: "changed-meanwhile" } } });
    expect(textOf(bench, DEFINITION)).toBe(theirs);
    const merge = await bench.ask<MergeAnswer>("POST", `${at(DEFINITION)}/merge`, {
      text: mine,
      base: version,
    });
    expect(merge.theirs).toBe(theirs);
    expect(merge.pieces.filter(({ kind }) => kind !== "same").map(({ kind }) => kind)).toEqual([
      "theirs",
      "conflict",
      "mine",
    ]);
    expect(merge.pieces.find(({ kind }) => kind === "conflict")).toMatchObject({
      base: ['        "summary": "List depots",'],
      mine: ['        "summary": "My depots",'],
      theirs: ['        "summary": "Their depots",'],
    });
    const merged = merge.pieces.flatMap((piece) => (piece.kind === "conflict" ? piece.mine : piece.lines));
    await bench.ask("POST", at(DEFINITION), { text: merged.join("\n"), base: merge.version });
    expect(textOf(bench, DEFINITION)).toBe(
      theirs.replace("Their depots", "My depots").replace("Get fields", "My fields"),
    );
  });

  it("lets a person decide on everything where the common version is not known", async () => {
    const bench = await open(folderOf(parcels()));
    const { text } = await read(bench);
    const merge = await bench.ask<MergeAnswer>("POST", `${at(DEFINITION)}/merge`, {
      text: text.replace("Get fields", "My fields"),
      base: "long gone",
    });
    expect(merge.conflicts).toBe(1);
  });
});

describe("checking", () => {
  it("says what the validator would, and writes nothing", async () => {
    const bench = await open(folderOf(parcels()));
    const before = textOf(bench, DEFINITION);
    const check = (text: string) => bench.ask<CheckAnswer>("POST", `${at(DEFINITION)}/check`, { text });
    const { text } = await read(bench);
    const sound = await check(text);
    const broken = await check(text.replace('"operationId": "GetFields"', '"operationId": "ListDepots"'));
    expect(broken.problems.length).toBeGreaterThan(sound.problems.length);
    const cut = await check(text.slice(0, -3));
    expect(cut.problems.some(({ severity }) => severity === "error")).toBe(true);
    expect(textOf(bench, DEFINITION)).toBe(before);
  });
});

describe("undo", () => {
  it("takes back a save and a fix, and an undo", async () => {
    const definition = parcels();
    const bench = await open(folderOf(definition));
    const first = textOf(bench, DEFINITION);
    const { change } = await save(bench, DEFINITION, (text) => text.replace(/\n}\s*$/, ",\n}\n"));
    const broken = textOf(bench, DEFINITION);
    const fixed = await bench.ask<FixAnswer>("POST", "/api/fix", { findings: "all" });
    expect(fixed.written).toBe(true);
    const refused = await bench.send("POST", `/api/changes/${change?.id}/undo`);
    expect(refused.status).toBe(409);
    await bench.ask("POST", `/api/changes/${fixed.change}/undo`);
    expect(textOf(bench, DEFINITION)).toBe(broken);
    const undone = await bench.ask<ChangeView>("POST", `/api/changes/${change?.id}/undo`);
    expect(textOf(bench, DEFINITION)).toBe(first);
    await bench.ask("POST", `/api/changes/${undone.id}/undo`);
    expect(textOf(bench, DEFINITION)).toBe(broken);
    expect((await bench.send("POST", "/api/changes/c999/undo")).status).toBe(404);
    const { changes } = await bench.ask<SourcesAnswer>("GET", "/api/sources");
    expect(changes).toHaveLength(5);
  });

  it("writes nothing over what was saved since", async () => {
    const bench = await open(folderOf(parcels()));
    const { change } = await save(bench, DEFINITION, (text) => text.replace("Get fields", "Fields"));
    const later = textOf(bench, DEFINITION).replace("Parcels", "Packets");
    writeFileSync(path.join(bench.folder, DEFINITION), later);
    expect((await bench.send("POST", `/api/changes/${change?.id}/undo`)).status).toBe(409);
    expect(textOf(bench, DEFINITION)).toBe(later);
  });
});

describe("members", () => {
  const POINTER = "/paths/~1depots/get";

  it("are set, added and removed, and the rest of the file keeps every byte", async () => {
    const folder = folderOf(parcels());
    const odd = JSON.stringify(parcels(), null, 3).replace(
      '"summary": "Get fields"',
      '"summary"  :  "Get fields"',
    );
    writeFileSync(path.join(folder, DEFINITION), odd);
    const bench = await open(folder);
    await bench.ask("POST", "/api/members", {
      members: [
        { pointer: POINTER, key: "summary", value: "Depots", was: "List depots" },
        { pointer: POINTER, key: "description", value: "All of them." },
        { pointer: POINTER, key: "deprecated", value: true },
      ],
    });
    const after = textOf(bench, DEFINITION);
    expect(JSON.parse(after).paths["/depots"].get).toMatchObject({
      summary: "Depots",
      description: "All of them.",
      deprecated: true,
    });
    const lines = new Set(odd.split("\n"));
    expect(after.split("\n").filter((line) => !lines.has(line))).toHaveLength(3);
    await bench.ask("POST", "/api/members", {
      members: [
        { pointer: POINTER, key: "summary", value: "List depots", was: "Depots" },
        { pointer: POINTER, key: "description", was: "All of them." },
        { pointer: POINTER, key: "deprecated", was: true },
      ],
    });
    expect(textOf(bench, DEFINITION)).toBe(odd);
  });

  it("are left alone if they have another value by now, and all with them", async () => {
    const bench = await open(folderOf(parcels()));
    const before = textOf(bench, DEFINITION);
    const refused = await bench.send("POST", "/api/members", {
      members: [
        { pointer: POINTER, key: "description", value: "New" },
        { pointer: POINTER, key: "summary", value: "Depots", was: "What it never was" },
      ],
    });
    expect(refused.status).toBe(409);
    expect(textOf(bench, DEFINITION)).toBe(before);
  });
});

describe("suppressing", () => {
  const suppress = (bench: Bench, more: object = {}) =>
    bench.ask<SaveAnswer>("POST", "/api/suppress", {
      rule: "info-contact-required",
      reason: "Nobody to ask.",
      ...more,
    });
  const rulesIn = async (bench: Bench) =>
    (await bench.ask<FindingsAnswer>("GET", "/api/findings")).findings.map(({ rule }) => rule);

  it("is not restored over what has taken the place of a removed file", async () => {
    const bench = await open(folderOf(parcels()));
    await suppress(bench);
    const { change } = await bench.ask<SaveAnswer>("POST", "/api/unsuppress", {
      rule: "info-contact-required",
      reason: "Nobody to ask.",
    });
    const settings = path.join(bench.folder, "connector-rules.yaml");
    expect(existsSync(settings)).toBe(false);
    const theirs = path.join(temporaryFolder(), "theirs.yaml");
    writeFileSync(theirs, "theirs");
    symlinkSync(theirs, settings);
    expect((await bench.send("POST", `/api/changes/${change?.id}/undo`)).status).toBe(409);
    expect(readFileSync(theirs, "utf8")).toBe("theirs");
  });

  it("writes a settings file with the reason, and its undo removes the file", async () => {
    const bench = await open(folderOf(parcels()));
    expect(await rulesIn(bench)).toContain("info-contact-required");
    const { change } = await suppress(bench, { file: DEFINITION, at: "/info" });
    expect(textOf(bench, "connector-rules.yaml")).toBe(
      `suppress:\n  - rule: info-contact-required\n    file: ${DEFINITION}\n    at: /info\n    reason: Nobody to ask.\n`,
    );
    expect(await rulesIn(bench)).not.toContain("info-contact-required");
    await bench.ask("POST", `/api/changes/${change?.id}/undo`);
    expect(existsSync(path.join(bench.folder, "connector-rules.yaml"))).toBe(false);
    expect(await rulesIn(bench)).toContain("info-contact-required");
  });

  it.each([
    [
      "a list",
      "# ours\nprofile: import # quick\nsuppress:\n- rule: info-contact-fields\n  reason: later # soon\n\n# end\n",
    ],
    ["no list", "# ours\nprofile: import\n"],
    ["a list in brackets", 'suppress: [{ rule: "info-contact-fields", reason: "later" }]\n'],
    ["JSON", '{ "profile": "import" }'],
    ["an empty file", ""],
    [
      "a list at the end without a line end",
      "suppress:\n    - rule: info-contact-fields\n      reason: later",
    ],
  ])("adds to what the author has written: %s", async (_, settings) => {
    const folder = folderOf(parcels());
    writeFiles(folder, { "connector-rules.yaml": settings });
    const bench = await open(folder);
    await suppress(bench, { reason: 'He said: "no"\nand # left' });
    const after = textOf(bench, "connector-rules.yaml");
    for (const comment of settings.match(/# \w+/g) ?? []) expect(after).toContain(comment);
    expect(await rulesIn(bench)).not.toContain("info-contact-required");
    expect((await bench.send("GET", "/api/findings")).status).toBe(200);
    if (settings.includes("info-contact-fields")) expect(after).toContain("info-contact-fields");

    const { suppressions } = await bench.ask<FindingsAnswer>("GET", "/api/findings");
    const { count, ...mine } = suppressions.find(({ rule }) => rule === "info-contact-required")!;
    // The profile for import does not judge it.
    const judged = !settings.includes("import");
    expect([count, mine.reason]).toEqual([judged ? 1 : 0, 'He said: "no"\nand # left']);
    await bench.ask("POST", "/api/unsuppress", mine);
    expect((await rulesIn(bench)).includes("info-contact-required")).toBe(judged);
    const file = path.join(folder, "connector-rules.yaml");
    const left = existsSync(file) ? readFileSync(file, "utf8") : "";
    if (!/[[{]/.test(settings)) expect(left.trimEnd()).toBe(settings.trimEnd());
    for (const kept of settings.match(/# \w+|info-contact-fields|profile/g) ?? [])
      expect(left).toContain(kept);
    // Twice is once too often: it says so, and writes nothing.
    expect((await bench.send("POST", "/api/unsuppress", mine)).status).toBe(409);
  });

  it("needs a reason and a rule that exists", async () => {
    const bench = await open(folderOf(parcels()));
    expect(
      (await bench.send("POST", "/api/suppress", { rule: "no-such-rule", reason: "because" })).status,
    ).toBe(404);
    expect(
      (await bench.send("POST", "/api/suppress", { rule: "info-contact-required", reason: "  " })).status,
    ).toBe(400);
    expect(
      (await bench.send("POST", "/api/suppress", { rule: "info-contact-required", reason: "     " })).status,
    ).toBe(400);
    expect(existsSync(path.join(bench.folder, "connector-rules.yaml"))).toBe(false);
  });

  it("leaves a settings file alone that cannot be read", async () => {
    const folder = folderOf(parcels());
    writeFiles(folder, { "connector-rules.yaml": "suppress: [\n" });
    const bench = await open(folder);
    const refused = await bench.send("POST", "/api/suppress", {
      rule: "info-contact-required",
      reason: "because",
    });
    expect(refused.status).toBe(400);
    expect(textOf(bench, "connector-rules.yaml")).toBe("suppress: [\n");
  });
});

it("explains a rule as its page does", async () => {
  const bench = await open(folderOf(parcels()));
  const rule = await bench.ask<RuleAnswer>("GET", "/api/rules/info-contact-required");
  expect(rule.why.length).toBeGreaterThan(20);
  expect(rule.examples.some(({ good }) => !good)).toBe(true);
  expect((await bench.send("GET", "/api/rules/nothing")).status).toBe(404);
});

it("reads nothing of a folder in the place of a file", async () => {
  const folder = folderOf(parcels());
  mkdirSync(path.join(folder, "script.csx"));
  const bench = await open(folder);
  expect((await bench.send("GET", at("script.csx"))).status).toBe(404);
});

describe("the form of an operation", () => {
  it("says of each field which member it is, and where required marks are", async () => {
    const bench = await open(folderOf(parcels()));
    const { groups } = await bench.ask<FormAnswer>("GET", "/api/form/ParcelArrives");
    const field = (key: string, is: string) =>
      groups.find((group) => group.key === key)?.fields.find((one) => one.is === is);
    expect(groups[0]).toMatchObject({ kind: "operation", key: "ParcelArrives", usedBy: 1 });
    expect(field("ParcelArrives", "summary")).toMatchObject({ value: "When a parcel arrives", as: "text" });
    const depot = groups.find(({ key }) => key.includes("depot"));
    expect(depot).toMatchObject({ kind: "input", title: "Depot", dynamic: true });
    expect(depot?.fields.find(({ is }) => is === "required")).toMatchObject({ value: true, as: "flag" });
    expect(depot?.fields.filter(({ is }) => is === "path").map(({ key }) => key)).toEqual([
      "value-path",
      "value-title",
    ]);
    const url = groups.find(({ key }) => key.includes("url"));
    expect(url?.fields.find(({ is }) => is === "required")).toMatchObject({
      as: "member",
      key: "required",
      member: "url",
      value: ["url"],
    });
    const weight = groups.find(({ kind, title }) => kind === "output" && title === "Weight in kg");
    expect(weight?.pointer).toBe("/definitions/Parcel/properties/weight");
    expect(weight?.usedBy).toBeGreaterThan(1);
    expect((await bench.send("GET", "/api/form/Nothing")).status).toBe(404);
    // The designer still shows the operation of the last good reading; there is nothing left to change.
    writeFileSync(path.join(bench.folder, DEFINITION), "[]");
    await bench.workbench.reload();
    expect((await bench.send("GET", "/api/raw/ParcelArrives")).status).toBe(200);
    expect((await bench.send("GET", "/api/form/ParcelArrives")).status).toBe(404);
  });

  it("has marks in place of secrets, which are put back when a field is saved", async () => {
    const secret = `aB3${"8Q~"}x7Kd-Lm2.Pq9Rs4Tu6Vw8Xy0Za1Bc3De5`;
    const folder = folderOf(parcels());
    const file = path.join(folder, DEFINITION);
    writeFileSync(file, readFileSync(file, "utf8").replace("List depots", `List depots with ${secret}`));
    const bench = await open(folder);
    const form = await bench.ask<FormAnswer>("GET", "/api/form/ListDepots");
    const field = form.groups[0]?.fields.find(({ is }) => is === "summary");
    expect(field?.value).toMatch(/^List depots with •\d+•+$/);
    await bench.ask("POST", "/api/members", {
      members: [{ pointer: field?.pointer, key: "summary", value: `${field?.value} now`, was: field?.value }],
    });
    expect(textOf(bench, DEFINITION)).toContain(`List depots with ${secret} now`);
  });

  it("cannot be saved while the file is not strict JSON", async () => {
    const folder = folderOf(parcels());
    const bench = await open(folder);
    writeFileSync(path.join(folder, DEFINITION), textOf(bench, DEFINITION).replace(/\n}\s*$/, ",\n}\n"));
    const before = textOf(bench, DEFINITION);
    const refused = await bench.send("POST", "/api/members", {
      members: [{ pointer: "/paths/~1depots/get", key: "description", value: "New" }],
    });
    expect(refused).toMatchObject({ status: 400, body: { error: { code: "cannot-edit" } } });
    expect(textOf(bench, DEFINITION)).toBe(before);
  });
});
