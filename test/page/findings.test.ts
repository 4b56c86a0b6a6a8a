/** Findings while a file is edited: they come by themselves, are beside what they are about, and can be fixed. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { exampleFiles, temporaryFolder, writeFiles } from "../support/connector-copy.ts";
import { ROOT } from "../support/run-script.ts";
import { serious } from "./support/axe.ts";
import { openView, visit, withBrowser } from "./support/visit.ts";

withBrowser();

it("Saving a fault in any editor shows it, applying its fix removes it from the file and the page", async () => {
  const folder = temporaryFolder();
  writeFiles(folder, exampleFiles());
  const file = path.join(folder, "apiDefinition.swagger.json");
  const sound = readFileSync(file, "utf8");
  const { page, complaints } = await visit({ folder, watch: true });
  await openView(page, "Findings");
  await page.getByRole("searchbox", { name: "Search findings" }).waitFor();
  const cards = page.getByRole("region", { name: /finding/ });
  const before = await cards.count();

  // A trailing comma: the definition cannot be read, and the page goes on showing the one before.
  writeFileSync(file, sound.replace(/\n}\s*$/, ",\n}\n"));
  await page.getByText("The definition cannot be read as it is saved now.").waitFor();
  await page.getByRole("button", { name: "Fix…" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("region", { name: /^Changes to/ }).waitFor();
  await dialog.getByRole("button", { name: "Apply changes" }).click();
  await page.getByText("The definition cannot be read as it is saved now.").waitFor({ state: "detached" });
  await expect.poll(() => cards.count()).toBe(before);
  expect(() => JSON.parse(readFileSync(file, "utf8"))).not.toThrow();
  // The card that opened the dialog is gone with its finding; the page is there for everybody all the same.
  await expect.poll(() => page.locator("#root[aria-hidden], #root [aria-hidden] #main").count()).toBe(0);
  await page.getByRole("main", { name: "Findings" }).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("main");
  expect(complaints).toEqual([]);
});

it("A dialog gives the focus back to what opened it", async () => {
  const { page, running } = await visit({ folder: ROOT });
  const flow = await running.workbench.session.flows.create({
    operationId: "CreateAppointment",
    values: { "path.$.SMTPAddress": "design@example.org" },
    on: true,
  });
  await openView(page, "Run");
  await page.getByRole("link", { name: flow.name }).click();
  for (const name of ["Fire the trigger", "Edit"]) {
    const opener = page.getByRole("button", { name, exact: true });
    await opener.click();
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe(name);
    await page.getByRole("main", { name: "Run" }).waitFor();
  }
});

it("A rule that is broken at many places is one card with a list of them; operations that cannot be shown are no links", async () => {
  const folder = temporaryFolder();
  const files = exampleFiles();
  const definition = JSON.parse(String(files["apiDefinition.swagger.json"])) as Definition;
  for (let number = 1; number <= 20; number++)
    definition.paths[`/things${number}`] = {
      get: { operationId: `GetThing${number}`, summary: "", responses: { 200: { description: "OK" } } },
    };
  writeFiles(folder, { ...files, "apiDefinition.swagger.json": JSON.stringify(definition, null, 2) });
  const { page } = await visit({ folder });
  await openView(page, "Findings");
  const group = page.getByRole("region", { name: /, 20 findings$/ }).first();
  await group.waitFor();
  const head = group.getByRole("heading").getByRole("button");
  if ((await head.getAttribute("aria-expanded")) !== "true") await head.click();
  await expect.poll(() => group.getByRole("listitem").count()).toBe(6);
  // One rule is open, the others are one row each.
  await expect.poll(() => page.getByRole("heading").getByRole("button", { expanded: true }).count()).toBe(1);
  expect((await group.boundingBox())!.height).toBeLessThan(340);
  await group.getByRole("button", { name: "Show all 20 places" }).click();
  await expect.poll(() => group.getByRole("listitem").count()).toBe(20);
  const row = group.getByRole("listitem").first();
  await row.getByRole("button", { expanded: false }).click();
  await row.getByRole("article").waitFor();
  expect(
    await row
      .getByRole("article")
      .getByRole("link", { name: /^GetThing/ })
      .count(),
  ).toBe(1);
});

it("Findings are gone through with j and k, and opened with Enter; hundreds of places come bit by bit", async () => {
  const folder = temporaryFolder();
  const files = exampleFiles();
  const definition = JSON.parse(String(files["apiDefinition.swagger.json"])) as Definition;
  for (let number = 1; number <= 300; number++)
    definition.paths[`/things${number}`] = {
      get: { operationId: `GetThing${number}`, summary: "", responses: { 200: { description: "OK" } } },
    };
  writeFiles(folder, { ...files, "apiDefinition.swagger.json": JSON.stringify(definition, null, 2) });
  const { page } = await visit({ folder });
  await openView(page, "Findings");
  // Items of the list before are there until the findings are.
  await page.locator(".rule-toggle").first().waitFor();
  const focused = (what: string) =>
    page.waitForFunction((selector) => document.activeElement?.matches(selector), what);
  await page.locator("#main").focus();
  await page.keyboard.press("j");
  await focused(".rule-toggle[aria-expanded=true]");
  await page.keyboard.press("End");
  await focused(".rule-toggle[aria-expanded=false]");
  await page.keyboard.press("k");
  await page.keyboard.press("Enter");
  await focused(".rule-toggle[aria-expanded=true]");

  const many = page.getByRole("region", { name: /, 300 findings$/ }).first();
  await many.getByRole("heading").getByRole("button").press("Enter");
  await many.getByRole("button", { name: "Show 200 more of 294 places" }).press("Enter");
  await many.getByRole("button", { name: "Show all 300 places" }).waitFor();
  await expect.poll(() => many.getByRole("listitem").count()).toBe(206);
});

it("f fixes the rule that has the focus, and gives the focus back", async () => {
  const { page } = await visit({ folder: faulty().folder });
  await openView(page, "Findings");
  const head = page.locator(".finding-head", { has: page.getByRole("button", { name: /^Fix \d/ }) }).first();
  await head.getByRole("heading").getByRole("button").focus();
  await page.keyboard.press("f");
  const dialog = page.getByRole("dialog", { name: /^Fix \d+ findings?$/ });
  await dialog.getByText(/^Changes \d/).waitFor();
  expect(await serious(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await page.waitForFunction(() => document.activeElement?.matches(".rule-toggle"));
});

it("With a definition that cannot be read, findings link only to operations that can be shown", async () => {
  const folder = temporaryFolder();
  const files = exampleFiles();
  const text = String(files["apiDefinition.swagger.json"]).replace(/\n}\s*$/, ",\n}\n");
  writeFiles(folder, { ...files, "apiDefinition.swagger.json": text });
  const { page } = await visit({ folder });
  await openView(page, "Findings");
  await page.getByRole("article").first().waitFor();
  expect(await page.getByRole("article").locator('a[href^="#/design"]').count()).toBe(0);
});

interface Definition {
  paths: Record<string, unknown>;
}

/** The example with a base path that does not begin with a slash, and summaries that end with a full stop. */
function faulty(): { folder: string; read(file?: string): string } {
  const folder = temporaryFolder();
  const files = exampleFiles();
  const text = String(files["apiDefinition.swagger.json"])
    .replace('"basePath": "/"', '"basePath": "v1/"')
    .replaceAll(/("summary": "[^"]*)"/g, '$1."');
  writeFiles(folder, { ...files, "apiDefinition.swagger.json": text });
  return {
    folder,
    read: (file = "apiDefinition.swagger.json") => readFileSync(path.join(folder, file), "utf8"),
  };
}

it("Fixes are chosen rule by rule, shown as what changes, and taken back", async () => {
  const { folder, read } = faulty();
  const before = read();
  const { page, complaints } = await visit({ folder });
  await openView(page, "Findings");
  await page
    .getByRole("button", { name: /^Fix \d+ findings…$/ })
    .first()
    .click();
  const dialog = page.getByRole("dialog");
  const changes = dialog.getByRole("region", { name: /^Changes to/ });
  await changes.getByText('"basePath": "/v1/"', { exact: false }).waitFor();
  await changes
    .getByText(/\d+ unchanged lines/)
    .first()
    .waitFor();
  expect(await serious(page)).toEqual([]);
  await dialog.getByRole("checkbox", { name: /^op-summary-end/ }).press("Space");
  await expect.poll(() => changes.locator(".diff-removed").count()).toBe(1);
  await dialog.getByRole("button", { name: "Apply changes" }).click();
  await dialog.waitFor({ state: "detached" });
  expect(read()).not.toContain('"basePath": "v1/"');
  expect(read()).toContain('."');
  await page
    .getByRole("region", { name: "What was just done" })
    .getByRole("button", { name: "Undo" })
    .click();
  await expect.poll(() => read()).toBe(before);
  expect(complaints).toEqual([]);
});

it("A rule explains itself, and is suppressed with a reason by the keyboard alone", async () => {
  const { folder, read } = faulty();
  const { page, complaints } = await visit({ folder });
  await openView(page, "Findings");
  const group = page.getByRole("region", { name: /^op-summary-end, \d+ findings$/ });
  await group.getByRole("heading").getByRole("button").press("Enter");
  await group.getByRole("button", { name: "About this rule" }).press("Enter");
  await group.getByText("Why it matters").waitFor();
  await group.getByRole("region", { name: /^Breaks the rule/ }).waitFor();
  await group.getByRole("listitem").first().getByRole("button", { expanded: false }).press("Enter");
  await group.getByRole("button", { name: "Suppress…" }).press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: /^Everywhere in the connector/ }).press("Space");
  const suppress = dialog.getByRole("button", { name: "Suppress", exact: true });
  expect(await suppress.isDisabled()).toBe(true);
  await dialog.getByRole("textbox", { name: "Reason" }).pressSequentially("House style.");
  expect(await serious(page)).toEqual([]);
  await suppress.press("Enter");
  await group.waitFor({ state: "detached" });
  expect(read("connector-rules.yaml")).toBe(
    "suppress:\n  - rule: op-summary-end\n    reason: House style.\n",
  );
  await page
    .getByRole("region", { name: "What was just done" })
    .getByRole("button", { name: "Undo" })
    .press("Enter");
  await group.waitFor();
  expect(complaints).toEqual([]);
});

it("What is suppressed is counted with its reason, and reported again when that is taken back; a missing file is no link", async () => {
  const { folder, read } = faulty();
  for (const name of readdirSync(folder))
    if (/^(readme|intro)\.md$/i.test(name)) rmSync(path.join(folder, name));
  const { page, complaints } = await visit({ folder });
  await openView(page, "Findings");
  const group = page.getByRole("region", { name: /^op-summary-end, \d+ findings$/ });
  await group.getByRole("heading").getByRole("button").click();
  // On the rule: for all of its places.
  await group.getByRole("button", { name: "Suppress op-summary-end" }).click();
  const dialog = page.getByRole("dialog");
  expect(await dialog.getByRole("radio", { name: /^Everywhere in the connector/ }).isChecked()).toBe(true);
  await dialog.getByRole("textbox", { name: "Reason" }).fill("House style.");
  await dialog.getByRole("button", { name: "Suppress", exact: true }).click();
  await group.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Dismiss" }).click();
  await page.getByRole("button", { name: /^\d+ suppressed$/ }).click();
  const list = page.getByRole("list", { name: "Suppressions" });
  await list.getByText("House style.").waitFor();
  expect(await serious(page)).toEqual([]);
  await list.getByRole("button", { name: "Report again: op-summary-end" }).click();
  await group.waitFor();
  expect(existsSync(path.join(folder, "connector-rules.yaml"))).toBe(false);
  expect(read()).toContain('."');

  const readme = page.getByRole("region", { name: /^pkg-readme/ });
  await readme.getByRole("heading").getByRole("button").click();
  await readme.getByText(/^readme\.md:1:1$/i).waitFor();
  expect(await readme.getByRole("link", { name: /readme\.md/i }).count()).toBe(0);
  await page.evaluate(() => {
    window.location.hash = "#/source/readme.md/1:1";
  });
  await page.getByText("readme.md is not here").waitFor();
  expect(complaints).toEqual([]);
});
