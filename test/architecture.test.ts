/** The rooms of src/ and the arrows between them, as ARCHITECTURE.md draws them. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "./support/run-script.ts";

/** What each room may import from, besides itself: only what is below it. */
const MAY_IMPORT: Record<string, string[]> = {
  json: [],
  machine: ["json"],
  definition: ["json", "machine"],
  rules: ["json", "machine", "definition"],
  validation: ["json", "machine", "definition", "rules"],
  designer: ["json", "machine", "definition"],
  packaging: ["json", "machine", "definition"],
  platform: ["json", "machine", "definition"],
  bookings: ["json", "machine", "definition"],
  // Runs in the browser as well: nothing of the machine.
  language: ["json", "definition"],
  // It reads versions out of packages.
  comparison: ["json", "machine", "definition", "rules", "packaging"],
  testing: ["json", "machine", "definition", "platform", "validation"],
  generation: ["json", "machine", "definition", "rules", "validation"],
  workbench: [
    "json",
    "machine",
    "definition",
    "rules",
    "validation",
    "designer",
    "platform",
    "bookings",
    "packaging",
    "language",
    "comparison",
    "generation",
  ],
  commands: [
    "json",
    "machine",
    "definition",
    "rules",
    "validation",
    "designer",
    "packaging",
    "comparison",
    "platform",
    "bookings",
    "testing",
    "generation",
    "workbench",
  ],
  exports: [
    "json",
    "definition",
    "rules",
    "validation",
    "designer",
    "packaging",
    "comparison",
    "bookings",
    "testing",
  ],
};

const SRC = path.join(ROOT, "src");

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (file) => /\.tsx?$/.test(file) && !/(^|[\\/])(dist|node_modules)[\\/]/.test(file),
  );
}

/** The files of src/ that a file imports, types included, relative to it and with slashes. */
function filesImported(file: string): string[] {
  const text = readFileSync(path.join(SRC, file), "utf8");
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)].map(([, target]) =>
    path.posix.normalize(path.posix.join(path.posix.dirname(file.replaceAll(path.sep, "/")), target ?? "")),
  );
}

/** Rooms that a file imports from, its own left out. */
function roomsImported(file: string): string[] {
  const own = file.split(path.sep)[0];
  const rooms = filesImported(file).map((target) => target.split("/")[0] ?? "");
  return [...new Set(rooms)].filter((room) => room !== own && room !== "..");
}

/** Imports that lead back to where they began, each as the files on the way. */
function circles(imports: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, above: readonly string[]) => {
    const start = above.indexOf(file);
    if (start >= 0) found.push([...above.slice(start), file].join(" -> "));
    if (start >= 0 || done.has(file)) return;
    for (const target of imports.get(file) ?? []) visit(target, [...above, file]);
    done.add(file);
  };
  for (const file of imports.keys()) visit(file, []);
  return found;
}

/** A text without comments. Marks of comments within texts of the code do not occur where it matters: after a key. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
}

/** Names that begin like the extensions of a definition and are none. */
const NO_EXTENSIONS = [
  // Headers between the gateway, flows and services, and the emulator's own query parameter.
  "x-ms-client-request-id",
  "x-ms-correlation-id",
  "x-ms-workflow-run-id",
  "x-ms-trigger-state",
  "x-ms-transfer-mode",
  "x-ms-content-length",
  "x-ms-chunk-size",
  // Keys of the schema of a flow that is started by hand.
  "x-ms-dynamically-added",
  "x-ms-content-hint",
];

describe("the rooms of src/", () => {
  it("are those on the map", () => {
    expect(readdirSync(SRC).sort()).toEqual(Object.keys(MAY_IMPORT).sort());
    const map = readFileSync(path.join(ROOT, "ARCHITECTURE.md"), "utf8");
    for (const room of Object.keys(MAY_IMPORT)) expect(map).toContain(`| \`${room}\` |`);
  });

  it.each(Object.keys(MAY_IMPORT))("%s imports only from rooms below it", (room) => {
    const wrong = sources(path.join(SRC, room)).flatMap((file) =>
      roomsImported(path.join(room, file))
        .filter((other) => !MAY_IMPORT[room]?.includes(other))
        .map((other) => `${file} -> ${other}`),
    );
    expect(wrong).toEqual([]);
  });

  it("import in no circle, types included", () => {
    const imports = new Map(
      sources(SRC).map((file) => [file.replaceAll(path.sep, "/"), filesImported(file)]),
    );
    expect(circles(imports)).toEqual([]);
  });

  it("ask the model for what an extension says: only definition, rules and designer spell them", () => {
    const spelling = ["definition", "rules", "designer"];
    const wrong = Object.keys(MAY_IMPORT)
      .filter((room) => !spelling.includes(room))
      .flatMap((room) =>
        sources(path.join(SRC, room)).flatMap((file) => {
          const code = withoutComments(readFileSync(path.join(SRC, room, file), "utf8"));
          const keys = [...code.matchAll(/["'`](x-ms-[\w.-]+)["'`]/g)].map(([, key]) => key ?? "");
          return keys.filter((key) => !NO_EXTENSIONS.includes(key)).map((key) => `${room}/${file}: ${key}`);
        }),
      );
    expect(wrong).toEqual([]);
  });

  it("ask the model for connections and policies: only definition, rules and designer read their keys", () => {
    // The walk goes through both files key by key, for the rules.
    const reading = /^(definition|rules|designer)\/|^validation\/walk\.ts$/;
    // Which format carries which part, and so which can be compared; a function of policy expressions and the workbench's API share a name.
    const naming = /^(packaging|comparison|platform\/policies)\/|^workbench\/server\/schemas\.ts$/;
    const inner = ["oAuthSettings", "uiDefinition", "templateId"];
    const parts = ["connectionParameters", "connectionParameterSets", "policyTemplateInstances"];
    // Packages change single keys of a sign-in.
    const signIn = ["customParameters", "identityProvider"];
    const wrong = sources(SRC)
      .map((file) => file.replaceAll(path.sep, "/"))
      .filter((file) => !reading.test(file))
      .flatMap((file) => {
        const code = withoutComments(readFileSync(path.join(SRC, file), "utf8"));
        return [...inner, ...(naming.test(file) ? [] : parts), ...(/^packaging\//.test(file) ? [] : signIn)]
          .filter((key) => new RegExp(`["'\`]${key}["'\`]`).test(code))
          .map((key) => `${file}: ${key}`);
      });
    expect(wrong).toEqual([]);
  });

  it("know nothing of Bookings but src/bookings and what sits on top", () => {
    const neutral = Object.keys(MAY_IMPORT).filter(
      (room) => !["bookings", "workbench", "commands", "exports"].includes(room),
    );
    const wrong = neutral.flatMap((room) =>
      sources(path.join(SRC, room))
        .filter((file) =>
          /bookingBusinesses|BookingsService|SMTPAddress|AppointmentData/.test(
            readFileSync(path.join(SRC, room, file), "utf8"),
          ),
        )
        .map((file) => `${room}/${file}`),
    );
    expect(wrong).toEqual([]);
  });
});

it("nothing goes to a terminal but through machine/terminal, which takes out what must not", () => {
  for (const file of sources(SRC)) {
    if (file.startsWith(path.join("machine", "terminal"))) continue;
    const text = readFileSync(path.join(SRC, file), "utf8");
    expect([file, /\bstd(?:out|err)\s*\.\s*write\s*\(|\bconsole\s*\.\s*\w+\(/.test(text)]).toEqual([
      file,
      false,
    ]);
  }
});

it("no server puts other classes in the place of Request and Response, which whoever shares its process uses too", () => {
  const TEST = path.join(ROOT, "test");
  for (const root of [SRC, TEST])
    for (const file of sources(root)) {
      const text = readFileSync(path.join(root, file), "utf8");
      const servers = text.match(/\b(?:createAdaptorServer|getRequestListener)\(/g)?.length ?? 0;
      const careful = text.match(/overrideGlobalObjects: false/g)?.length ?? 0;
      expect([file, careful]).toEqual([file, file === "architecture.test.ts" ? careful : servers]);
    }
});
