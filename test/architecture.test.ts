/** The rooms of src/ and the arrows between them, as ARCHITECTURE.md draws them. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "./support/run-script.ts";

/** What each room may import from, besides itself: only what stands below it. */
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
  // It reads versions out of packages.
  comparison: ["json", "machine", "definition", "packaging"],
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
};

const SRC = path.join(ROOT, "src");

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (file) => /\.tsx?$/.test(file) && !/(^|[\\/])(dist|node_modules)[\\/]/.test(file),
  );
}

/** Rooms that a file imports from, its own left out. */
function roomsImported(file: string): string[] {
  const text = readFileSync(path.join(SRC, file), "utf8");
  const own = file.split(path.sep)[0];
  const rooms = new Set<string>();
  for (const [, target] of text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)) {
    const resolved = path.relative(SRC, path.resolve(SRC, path.dirname(file), target ?? ""));
    const room = resolved.split(path.sep)[0] ?? "";
    if (room !== own && room !== "..") rooms.add(room);
  }
  return [...rooms];
}

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

  it("know nothing of Bookings but src/bookings and what sits on top", () => {
    const neutral = Object.keys(MAY_IMPORT).filter(
      (room) => !["bookings", "workbench", "commands"].includes(room),
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
