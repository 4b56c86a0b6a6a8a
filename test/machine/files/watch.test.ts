/** Watching hears of changes after files and folders were replaced. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createVirtualClock } from "../../../src/machine/clock.ts";
import { createDebounce, LONGEST_MS, QUIET_MS, watchFolders } from "../../../src/machine/files/watch.ts";
import { temporaryFolder } from "../../support/connector-copy.ts";

/** Each call gives the promise of the next change. */
function watched(folder: string, ignored?: string): () => Promise<void> {
  let heard = () => {};
  onTestFinished(watchFolders([{ folder, inner: () => true }], () => heard(), { ignored }));
  return () =>
    new Promise((resolve) => {
      heard = resolve;
    });
}

it("notices a file that was replaced, replaced again and deleted", async () => {
  const folder = temporaryFolder();
  const file = path.join(folder, "a/file.json");
  mkdirSync(path.dirname(file));
  writeFileSync(file, "1");
  const change = watched(folder);
  for (let round = 0; round < 3; round++) {
    const replaced = change();
    writeFileSync(`${file}.new`, "2");
    renameSync(`${file}.new`, file);
    await replaced;
    const written = change();
    writeFileSync(file, "3");
    await written;
  }
  const deleted = change();
  rmSync(file);
  await deleted;
});

it("notices changes in folders that are first named while it watches", async () => {
  const folder = temporaryFolder();
  const places = [path.join(folder, "a")];
  for (const name of ["a", "b"]) mkdirSync(path.join(folder, name));
  let heard = () => {};
  const next = () =>
    new Promise<void>((resolve) => {
      heard = resolve;
    });
  const watch = () => places.map((place) => ({ folder: place }));
  onTestFinished(watchFolders(watch, () => heard()));
  const first = next();
  writeFileSync(path.join(folder, "a/file.json"), "1");
  await first;
  const named = next();
  places.push(path.join(folder, "b"));
  await named;
  const second = next();
  writeFileSync(path.join(folder, "b/file.json"), "1");
  await second;
});

it("notices folders that come, go and come back", async () => {
  const folder = path.join(temporaryFolder(), "connectors");
  mkdirSync(folder);
  const change = watched(folder);
  for (let round = 0; round < 2; round++) {
    let next = change();
    mkdirSync(path.join(folder, "deep/er"), { recursive: true });
    await next;
    next = change();
    writeFileSync(path.join(folder, "deep/er/file.json"), "1");
    await next;
    next = change();
    rmSync(folder, { recursive: true });
    await next;
    next = change();
    mkdirSync(folder);
    await next;
  }
});

it("is not called for the file it is to ignore", async () => {
  const folder = temporaryFolder();
  let calls = 0;
  const own = path.join(folder, "report.json");
  onTestFinished(watchFolders([{ folder, inner: () => true }], () => calls++, { ignored: own }));
  const change = watched(folder);
  const heard = change();
  writeFileSync(own, "1");
  await heard;
  expect(calls).toBe(0);
});

describe("a burst", () => {
  it("of changes is reported once, after a quiet moment", async () => {
    const clock = createVirtualClock();
    let readings = 0;
    const debounce = createDebounce(clock, () => readings++);
    for (let change = 0; change < 5; change++) {
      debounce.poke();
      await clock.advance(QUIET_MS / 2);
    }
    expect(readings).toBe(0);
    await clock.advance(QUIET_MS * 2);
    expect(readings).toBe(1);
    debounce.poke();
    await clock.advance(QUIET_MS * 2);
    expect(readings).toBe(2);
  });

  it("that never ends is reported all the same", async () => {
    const clock = createVirtualClock();
    let readings = 0;
    const debounce = createDebounce(clock, () => readings++);
    for (let passed = 0; passed < LONGEST_MS * 3; passed += QUIET_MS / 2) {
      debounce.poke();
      await clock.advance(QUIET_MS / 2);
    }
    expect(readings).toBeGreaterThanOrEqual(2);
    expect(readings).toBeLessThanOrEqual(4);
  });

  it("is not reported once the watch has ended", async () => {
    const clock = createVirtualClock();
    let readings = 0;
    const debounce = createDebounce(clock, () => readings++);
    debounce.poke();
    debounce.close();
    await clock.advance(QUIET_MS * 4);
    expect(readings).toBe(0);
  });
});
