import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createBookingsService, readDefaultWorld, readWorldFile } from "../../src/bookings/index.ts";

const folder = mkdtempSync(path.join(tmpdir(), "world-"));
afterAll(() => rmSync(folder, { recursive: true }));

const world = (text: string | Buffer) => {
  const file = path.join(folder, "world.yaml");
  writeFileSync(file, text);
  return file;
};

describe("A world file", () => {
  it.each([
    ["broken YAML", "pages: [", /world\.yaml:1:\d+: /],
    ["a tab", "pages:\n\t- smtp: a@example.org", /world\.yaml:2:\d+: /],
    ["a key twice", "pages: []\npages: []", /world\.yaml:2:1: /],
    [
      "an unknown key",
      "pages:\n  - { smtp: a@example.org, name: A, color: red }",
      /world\.yaml:2:\d+: .*"color"/,
    ],
    ["a wrong type", "pages:\n  - { smtp: 7, name: A }", /world\.yaml:2:\d+: .*must stand in quotes/],
    [
      "an alias bomb",
      `a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [${"*a,".repeat(20)}]\nc: &c [${"*b,".repeat(20)}]\npages: [${"*c,".repeat(20)}]`,
      /alias/i,
    ],
    ["a prototype", "__proto__: { pages: [] }", /world\.yaml/],
    ["nothing", "", /world\.yaml/],
    ["bytes that are no text", Buffer.from([0x70, 0xff, 0xfe]), /not UTF-8/],
  ])("with %s is refused with its line", (_what, text, says) => {
    expect(() => readWorldFile(world(text))).toThrow(
      expect.objectContaining({ message: expect.stringMatching(says), help: expect.any(String) }),
    );
  });

  it("can be JSON as well", () => {
    const file = world('{"pages": [{"smtp": "a@example.org", "name": "A"}]}');
    expect(createBookingsService({ world: readWorldFile(file) }).world.page().name).toBe("A");
  });

  it("that ships with the service is valid, with a user in every role that the specification names", () => {
    const spec = readDefaultWorld();
    const { world } = createBookingsService({ world: spec });
    expect([...world.pages.keys()]).toEqual(["design@example.org", "pottery@example.org"]);
    expect(world.user("olaf.berg@example.org").tenantAdministrator).toBe(true);
  });
});
