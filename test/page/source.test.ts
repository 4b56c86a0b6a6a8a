/** The editor of the page: edit, complete, check, save, merge, undo; by keyboard, and without losing anything. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import { expect, it, onTestFinished } from "vitest";
import { loadRules } from "../../src/rules/load-rules.ts";
import { serve } from "../../src/workbench/index.ts";
import { exampleFiles, temporaryFolder, writeFiles } from "../support/connector-copy.ts";
import { serious } from "./support/axe.ts";
import { openView, type Visit, visit, withBrowser } from "./support/visit.ts";

withBrowser();

const DEFINITION = "apiDefinition.swagger.json";

async function openFile(
  files: Record<string, string> = {},
  look: Parameters<typeof visit>[1] = {},
  watch = false,
): Promise<Visit & { folder: string; read(file?: string): string }> {
  const folder = temporaryFolder();
  writeFiles(folder, { ...exampleFiles(), ...files });
  const visited = await visit({ folder, watch }, look);
  await openView(visited.page, "Files");
  await editorOf(visited.page).waitFor();
  return { ...visited, folder, read: (file = DEFINITION) => readFileSync(path.join(folder, file), "utf8") };
}

const editorOf = (page: Page) => page.getByRole("textbox", { name: /^Text of/ });

/** Puts the cursor behind the first line break, and types. */
async function typeAtSecondLine(page: Page, text: string): Promise<void> {
  await editorOf(page).focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("End");
  await page.keyboard.type(text);
}

it("A file is edited and saved with the keyboard; Undo takes the save back", async () => {
  const { page, read, complaints } = await openFile();
  const before = read();
  await typeAtSecondLine(page, "\n");
  await page.getByText("Not saved", { exact: true }).waitFor();
  expect(read()).toBe(before);
  await page.keyboard.press("Control+s");
  await page.getByText(`${DEFINITION} was saved.`).first().waitFor();
  expect(JSON.parse(read())).toEqual(JSON.parse(before));
  expect(read()).not.toBe(before);
  await page.getByText("Not saved", { exact: true }).waitFor({ state: "detached" });
  await page
    .getByRole("region", { name: "What was just done" })
    .getByRole("button", { name: "Undo" })
    .click();
  await expect.poll(() => read()).toBe(before);
  expect(complaints).toEqual([]);
});

it("A notice closes when its file has changed again; an Undo that fails leaves one bar and no dead button", async () => {
  const { page, folder, read } = await openFile({}, {}, true);
  const notice = page.getByRole("region", { name: "What was just done" });
  await typeAtSecondLine(page, "\n");
  await page.keyboard.press("Control+s");
  await notice.getByText(`${DEFINITION} was saved.`).waitFor();
  await page.route("**/api/changes/*/undo", (route) => route.abort());
  await notice.getByRole("button", { name: "Undo" }).click();
  await notice.getByRole("button", { name: "Undo" }).waitFor({ state: "detached" });
  await expect.poll(() => notice.locator(".fui-MessageBar").count()).toBe(1);
  await typeAtSecondLine(page, "\n");
  await page.keyboard.press("Control+s");
  await notice.getByText(`${DEFINITION} was saved.`).waitFor();
  writeFileSync(path.join(folder, DEFINITION), `${read()}\n`);
  await notice.waitFor({ state: "detached" });
});

it("Keys and values are completed from the grammar, with what they mean", async () => {
  const { page, read } = await openFile();
  await typeAtSecondLine(page, '\n"externalD');
  const list = page.getByRole("listbox", { name: "Completions" });
  await list.getByRole("option", { name: /externalDocs/ }).click();
  await page.keyboard.type('"ur');
  await list.getByRole("option", { name: /^url/ }).click();
  await page.keyboard.type("https://docs.example");
  await page.keyboard.press("Control+s");
  await page.getByText(`${DEFINITION} was saved.`).first().waitFor();
  expect(read()).toContain('"externalDocs": {"url": "https://docs.example"},');
  await page.getByText('"swagger"').first().hover();
  await page.locator(".source-hover").getByText("The version of the format", { exact: false }).waitFor();
});

it("Faults show while typing, in the gutter and in a list that leads to them", async () => {
  const { page } = await openFile();
  await typeAtSecondLine(page, "\n,,");
  const problems = page.getByRole("button", { name: /^\d+ problems?$/ });
  await problems.waitFor();
  await page.locator(".cm-lint-marker-error").first().waitFor();
  await problems.click();
  await page.locator(".cm-panel-lint").getByRole("option").first().waitFor();
  await page.getByRole("button", { name: "Discard changes" }).click();
  await page.getByText("Not saved", { exact: true }).waitFor({ state: "detached" });
});

it("What another program has saved is never overwritten: both versions are shown and merged", async () => {
  const { page, folder, read } = await openFile();
  const before = read();
  const titleLine = before.split("\n").findIndex((line) => line.includes('"title"'));
  await editorOf(page).focus();
  await page.keyboard.press("Control+Home");
  for (let line = 0; line < titleLine; line++) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("End");
  await page.keyboard.type(" ");
  const theirs = before.replace(/"title": "[^"]*"/, '"title": "Theirs"');
  writeFileSync(path.join(folder, DEFINITION), theirs);
  await page.keyboard.press("Control+s");
  const dialog = page.getByRole("dialog");
  await dialog.getByText("1 place changed in both versions", { exact: false }).waitFor();
  expect(await serious(page)).toEqual([]);
  // The original and what each side has made of it, one line each, in colours.
  const lines = dialog.locator(".diff-line");
  await expect.poll(() => lines.count()).toBe(4);
  const looks = await lines.evaluateAll((all) =>
    all.map((line) => [getComputedStyle(line).display, getComputedStyle(line).backgroundColor]),
  );
  expect(looks.map(([display]) => display)).toEqual(["block", "block", "block", "block"]);
  expect(new Set(looks.map(([, colour]) => colour)).size).toBe(2);
  expect(read()).toBe(theirs);
  await dialog.getByRole("radio", { name: "Keep the one on disk" }).check();
  await dialog.getByRole("button", { name: "Use merged text" }).click();
  await dialog.waitFor({ state: "detached" });
  expect(read()).toBe(theirs);
  await page.getByText('"Theirs"').first().waitFor();
});

it("What is not saved stays over other views and a reload", async () => {
  const { page, read } = await openFile();
  const before = read();
  await typeAtSecondLine(page, "\n   ");
  await page.getByText("Not saved", { exact: true }).waitFor();
  await openView(page, "Design");
  await openView(page, "Files");
  await page.getByText("Not saved", { exact: true }).waitFor();
  await page.reload();
  await page.getByText("Not saved", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText(`${DEFINITION} was saved.`).first().waitFor();
  expect(read()).not.toBe(before);
});

it("Unsaved text of one connector is not offered to another one at the same address", async () => {
  const { page, running } = await openFile();
  await typeAtSecondLine(page, "\n   ");
  await page.getByText("Not saved", { exact: true }).waitFor();
  const port = Number(new URL(running.url).port);
  await running.close();
  const folder = temporaryFolder();
  writeFiles(folder, exampleFiles());
  const other = await serve({ folder, rules: await loadRules(), watch: false, port });
  onTestFinished(async () => await other.close());
  await page.goto(other.address);
  await page.getByRole("navigation", { name: "Views" }).waitFor();
  await openView(page, "Files");
  await editorOf(page).waitFor();
  await page.getByText(/^Line 1, column 1$/).waitFor();
  expect(await page.getByText("Not saved", { exact: true }).count()).toBe(0);
});

it("A secret is not in the page, and is in the file after a save", async () => {
  const secret = `aB3${"8Q~"}x7Kd-Lm2.Pq9Rs4Tu6Vw8Xy0Za1Bc3De5`;
  const { page, read } = await openFile({
    "script.csx": `// ${secret}\npublic class Script : ScriptBase { }\n`,
  });
  await page.getByRole("tab", { name: "script.csx" }).click();
  await page.getByText("One secret is hidden", { exact: false }).waitFor();
  expect(await page.content()).not.toContain(secret);
  await typeAtSecondLine(page, "\n// more");
  await page.keyboard.press("Control+s");
  await page.getByText("script.csx was saved.").first().waitFor();
  expect(read("script.csx")).toBe(`// ${secret}\n// more\npublic class Script : ScriptBase { }\n`);
  // A damaged mark is refused in words, and nothing is written.
  const saved = read("script.csx");
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("End");
  for (let count = 0; count < 3; count++) await page.keyboard.press("Backspace");
  await page.keyboard.press("Control+s");
  await page.getByText("which is a part of a hidden secret", { exact: false }).first().waitFor();
  expect(read("script.csx")).toBe(saved);
});

it("A finding leads to its line in the editor, and to VS Code", async () => {
  const files = exampleFiles();
  const text = String(files[DEFINITION]).replace(/"version": "[^"]*"/, '"version": ""');
  const { page, folder } = await openFile({ [DEFINITION]: text });
  await openView(page, "Findings");
  const link = page.getByRole("link", { name: new RegExp(`^Edit ${DEFINITION}`) }).first();
  await link.waitFor();
  const [, line] = /:(\d+):\d+$/.exec((await link.getAttribute("aria-label")) ?? "") ?? [];
  const code = await page
    .getByRole("link", { name: /in VS Code$/ })
    .first()
    .getAttribute("href");
  expect(code).toBe(`vscode://file${folder}/${DEFINITION}:${line}:${/:(\d+)$/.exec(code ?? "")?.[1]}`);
  await link.click();
  await page.getByText(`Line ${line}, column`, { exact: false }).waitFor();
});

it.each([
  ["light", 1400],
  ["dark", 400],
] as const)("The editor passes axe (%s, %i pixels), and Tab leaves it", async (colorScheme, width) => {
  const { page } = await openFile({}, { viewport: { width, height: 900 }, colorScheme });
  await page
    .getByText(/problem/)
    .first()
    .waitFor();
  expect(await serious(page)).toEqual([]);
  await editorOf(page).focus();
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.closest(".cm-content"))).toBeNull();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
});

it("A definition that cannot be read leads to the fault, is fixed in the editor, and the page recovers", async () => {
  const text = String(exampleFiles()[DEFINITION]).replace(/\n}\s*$/, ",\n}\n");
  const { page, read } = await openFile({ [DEFINITION]: text });
  const notices = page.getByRole("region", { name: "Notices" });
  await notices.getByRole("link", { name: new RegExp(`^Edit ${DEFINITION}`) }).click();
  await page.getByText(/^Line \d{2,}, column \d+$/).waitFor();
  await page.keyboard.press("Delete");
  await page.keyboard.press("Control+s");
  await notices.getByText("cannot be read", { exact: false }).waitFor({ state: "detached" });
  expect(() => JSON.parse(read())).not.toThrow();
});
