/** Parallel branches, steps that are dragged, copied and moved by keys, and flows that somebody starts by hand. */
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { ROOT } from "../support/run-script.ts";
import { serious } from "./support/axe.ts";
import { openView, pickOperation, visit, withBrowser } from "./support/visit.ts";

withBrowser();

const LIST = "List booking businesses where the user is an admin";
const flowOf = (page: Page) => page.getByRole("region", { name: "Flow", exact: true });
const card = (page: Page, title: string) =>
  flowOf(page).getByRole("button", { name: new RegExp(`^${title}(?! \\d)`) });
const titles = (page: Page) => flowOf(page).locator(".card-title").allTextContents();

async function addStep(page: Page, at: string, title: string, { parallel = false } = {}) {
  await flowOf(page).getByRole("button", { name: at, exact: true }).first().click();
  const dialog = page.getByRole("dialog", { name: "Add a step" });
  if (parallel) await dialog.getByRole("checkbox", { name: "As a parallel branch" }).check();
  await dialog.getByRole("button", { name: new RegExp(`^${title}`) }).click();
  await dialog.waitFor({ state: "detached" });
}

async function compose(page: Page, at: string, text: string, options = {}) {
  await addStep(page, at, "Compose", options);
  await page.getByRole("textbox", { name: "Inputs" }).fill(text);
  await page.keyboard.press("Escape");
}

it("A flow that somebody starts by hand asks for inputs, runs its branches, and is taken along as a file", async () => {
  const { page, running, complaints } = await visit({ folder: ROOT });
  await page
    .getByRole("region", { name: "Built-in triggers" })
    .getByRole("link", { name: /Manually/ })
    .click();
  await page.getByRole("button", { name: "Turn on the flow" }).click();
  await page.getByText("Add a step first: a flow without steps does nothing.").first().waitFor();
  await page.getByRole("button", { name: "Text", exact: true }).click();
  await page.getByRole("textbox", { name: "Name of input 1" }).fill("Who");
  await page.getByRole("button", { name: "Number", exact: true }).click();
  await page.getByRole("checkbox", { name: "Number is required" }).uncheck();

  await addStep(page, "Add a step after Manually trigger a flow", LIST);
  await addStep(page, `Add a step after ${LIST}`, "Compose");
  await page.getByRole("textbox", { name: "Inputs" }).click();
  const picker = page.getByRole("dialog", { name: "Dynamic content and expressions" });
  await picker.getByRole("list", { name: "Outputs of Manually trigger a flow" }).getByText("Who").click();
  await page.keyboard.press("Escape");
  await compose(page, `Add a step after ${LIST}`, "beside", { parallel: true });
  // What runs beside a step has not ended when it begins: its outputs are not offered.
  await page.getByRole("textbox", { name: "Inputs" }).click();
  await picker.getByRole("list", { name: "Outputs of Manually trigger a flow" }).waitFor();
  expect(await picker.getByRole("list", { name: "Outputs of Compose", exact: true }).count()).toBe(0);
  await page.keyboard.press("Escape");
  await flowOf(page).getByRole("region", { name: "Branch 2 of 2" }).getByText("Compose 1").waitFor();
  await compose(page, "Add a step after all branches", "joined");
  await card(page, "Compose 2").click();
  await page.getByRole("textbox", { name: "Inputs" }).click();
  await picker.getByRole("list", { name: "Outputs of Compose 1", exact: true }).waitFor();
  await page.keyboard.press("Escape");
  expect(await serious(page)).toEqual([]);

  await card(page, "Manually trigger a flow").click();
  await page.getByRole("button", { name: "Turn on the flow" }).click();
  const details = page.getByRole("complementary", { name: "Details" });
  await details.getByText("The flow is on. Run it whenever you like.").waitFor();
  await details.getByRole("button", { name: "Run", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: /^Run Manually trigger a flow/ });
  await dialog.getByRole("button", { name: "Run", exact: true }).click();
  await dialog.getByText("'Who' is required.").waitFor();
  await dialog.getByRole("textbox", { name: "Who" }).fill("Ann");
  expect(await serious(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await details.getByRole("article", { name: "Compose", exact: true }).getByRole("button").first().click();
  await details.getByText('"Ann"', { exact: true }).first().waitFor();
  // The steps come first; what the trigger gave is one press away.
  await details.getByRole("button", { name: /^Trigger: / }).click();
  await details
    .getByRole("row", { name: /^Who.*Ann$/ })
    .or(details.getByText(/^Ann$/))
    .first()
    .waitFor();
  const [flow] = running.workbench.session.flows.views();
  expect(flow).toMatchObject({ kind: "manual", steps: 4 });
  const [run] = running.workbench.session.runs.of(flow!.id, {}).runs;
  expect(run).toMatchObject({ status: "succeeded", actions: 4 });

  // The search runs it, too, and opens files.
  await page.keyboard.press("Control+k");
  await page.keyboard.type("run manually");
  await page
    .getByRole("option", { name: /^Run Manually trigger a flow/ })
    .first()
    .waitFor();
  await page.keyboard.press("Enter");
  await dialog.getByRole("textbox", { name: "Who" }).waitFor();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("open apiproperties");
  await page
    .getByRole("option", { name: /^Open apiProperties.json/ })
    .first()
    .waitFor();
  await page.keyboard.press("Escape");

  // Exported, deleted and imported it is the same flow.
  await details.getByRole("link", { name: flow!.name }).click();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    details.getByRole("button", { name: "Export as a definition" }).click(),
  ]);
  const path = await file.path();
  const exported = JSON.parse(readFileSync(path, "utf8"));
  expect(exported.properties.definition.triggers.manual).toMatchObject({
    type: "Request",
    kind: "Button",
    inputs: { schema: { properties: { text: { title: "Who" } }, required: ["text"] } },
  });
  await details.getByRole("button", { name: "Delete" }).click();
  await page.getByLabel("Flow definition to import").setInputFiles(path);
  await page
    .getByText(/was imported. Turn it on to run it./)
    .first()
    .waitFor();
  await details.getByRole("link", { name: "Edit the steps" }).click();
  await expect
    .poll(() => titles(page))
    .toEqual(["Manually trigger a flow", LIST, "Compose", "Compose 1", "Compose 2"]);
  await page.getByRole("button", { name: "Date", exact: true }).click();
  await page.getByRole("button", { name: "Save the flow" }).click();
  await details.getByText("The flow is off. Turn it on to be able to run it.").waitFor();
  expect(JSON.stringify(running.workbench.session.flows.views()[0]?.trigger)).toContain('"date"');
  expect(complaints).toEqual([]);
});

it("Steps are dragged to another place, and a step that then comes too early says so", async () => {
  const { page, running, complaints } = await visit({ folder: ROOT });
  await pickOperation(page, "When an appointment is created");
  await page.getByText("1 row from").waitFor();
  await page.getByRole("combobox", { name: "Booking page" }).click();
  await page.getByRole("option", { name: "Design studio" }).click();
  await addStep(page, "Add a step after When an appointment is created", "Compose");
  await page.getByRole("textbox", { name: "Inputs" }).fill("one");
  await page.keyboard.press("Escape");
  await addStep(page, "Add a step after Compose", "Compose");
  await page.getByRole("textbox", { name: "Inputs" }).click();
  await page
    .getByRole("list", { name: "Outputs of Compose", exact: true })
    .getByRole("button", { name: /^Outputs/ })
    .click();
  await page.keyboard.press("Escape");
  await addStep(page, "Add a step after Compose 1", "Scope");
  const before = ["When an appointment is created", "Compose", "Compose 1", "Scope"];
  await expect.poll(() => titles(page)).toEqual(before);

  const target = flowOf(page).getByRole("button", {
    name: "Add a step after When an appointment is created",
    exact: true,
  });
  await card(page, "Compose 1").dragTo(target);
  await expect.poll(() => titles(page)).toEqual([before[0], "Compose 1", "Compose", "Scope"]);
  await card(page, "Compose 1").getByText("Uses outputs of Compose, which has not run by then").waitFor();
  await card(page, "When an appointment is created").click();
  await page.getByRole("button", { name: "Turn on a flow with this trigger" }).click();
  await page
    .getByText(/Not saved: “Compose 1” uses outputs of “Compose”/)
    .first()
    .waitFor();
  expect(running.workbench.session.flows.views()).toEqual([]);

  // Into a scope, and not into itself.
  await card(page, "Compose").dragTo(flowOf(page).getByRole("button", { name: "Add a step to Scope" }));
  await flowOf(page).getByRole("region", { name: "Scope" }).getByText("Compose", { exact: true }).waitFor();
  await card(page, "Scope").dragTo(
    flowOf(page)
      .getByRole("region", { name: "Scope" })
      .getByRole("button", { name: "Add a step after Compose" }),
  );
  await expect.poll(() => titles(page)).toEqual([before[0], "Compose 1", "Scope", "Compose"]);
  const undo = page.getByRole("button", { name: "Undo", exact: true }).first();
  await undo.click();
  await undo.click();
  await expect.poll(() => titles(page)).toEqual(before);
  await page.getByRole("button", { name: "Redo", exact: true }).click();
  await expect.poll(() => titles(page)).toEqual([before[0], "Compose 1", "Compose", "Scope"]);
  expect(complaints).toEqual([]);
});

it("With keys alone, steps are moved, copied, cut, pasted and deleted; what was done is announced", async () => {
  const { page, complaints } = await visit({ folder: ROOT });
  const flow = `#/design/CreateAppointment`;
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, flow);
  await page.getByText("1 row from").waitFor();
  await addStep(page, "Add a step after When an appointment is created", "Compose");
  await page.getByRole("textbox", { name: "Inputs" }).fill("one");
  await page.keyboard.press("Escape");
  await addStep(page, "Add a step after Compose", "Delay");
  const root = "When an appointment is created";
  const focused = () =>
    page.evaluate(() => document.activeElement?.querySelector(".card-title")?.textContent);
  const said = (text: string) =>
    page.getByRole("status").filter({ hasText: text }).first().waitFor({ state: "attached" });

  await card(page, "Delay").focus();
  await page.keyboard.press("Alt+ArrowUp");
  await expect.poll(() => titles(page)).toEqual([root, "Delay", "Compose"]);
  await said("Delay was moved.");
  await expect.poll(focused).toBe("Delay");
  await page.keyboard.press("Alt+ArrowUp");
  await said("Delay cannot go further that way.");
  await page.keyboard.press("Alt+ArrowDown");
  await expect.poll(() => titles(page)).toEqual([root, "Compose", "Delay"]);

  await page.keyboard.press("Control+c");
  await page.keyboard.press("Control+v");
  await expect.poll(() => titles(page)).toEqual([root, "Compose", "Delay", "Delay 1"]);
  await expect.poll(focused).toBe("Delay 1");
  await page.keyboard.press("Delete");
  await expect.poll(() => titles(page)).toEqual([root, "Compose", "Delay"]);
  await expect.poll(focused).toBe("Delay");
  await page.keyboard.press("Control+x");
  await expect.poll(() => titles(page)).toEqual([root, "Compose"]);
  await flowOf(page)
    .getByRole("button", { name: `Add a step after ${root}` })
    .focus();
  await page.keyboard.press("Control+v");
  await expect.poll(() => titles(page)).toEqual([root, "Delay", "Compose"]);
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await expect.poll(() => titles(page)).toEqual([root, "Compose", "Delay"]);
  await page.keyboard.press("Control+y");
  await expect.poll(() => titles(page)).toEqual([root, "Compose"]);

  // A step can run after several, each ended in its own way.
  await addStep(page, "Add a step after Compose", "Terminate");
  await addStep(page, "Add a step after Compose", "Scope", { parallel: true });
  await page.getByRole("button", { name: "Run after" }).click();
  await page.getByRole("combobox", { name: "Run after another step, too" }).selectOption("Terminate");
  await page.getByRole("group", { name: "This step runs after Terminate:" }).getByLabel("has failed").check();
  await card(page, "Scope")
    .getByText("Runs after Compose is successful and Terminate is successful or has failed")
    .waitFor();
  await page.getByRole("button", { name: "Duplicate" }).click();
  await page.getByRole("heading", { name: "Scope 1" }).waitFor();
  expect(await serious(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

it("An action that was tried, with the steps behind it, becomes a flow", async () => {
  const { page, running } = await visit({ folder: ROOT });
  await pickOperation(page, LIST);
  await addStep(page, `Add a step after ${LIST}`, "Compose");
  await page.getByRole("textbox", { name: "Inputs" }).click();
  const picker = page.getByRole("dialog", { name: "Dynamic content and expressions" });
  await picker
    .getByRole("list", { name: `Outputs of ${LIST}` })
    .getByRole("button")
    .first()
    .click();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Make a flow of it" }).click();
  await page
    .getByText(/is now the first step of a flow that you start yourself/)
    .first()
    .waitFor();
  await card(page, "Manually trigger a flow").click();
  await page.getByRole("button", { name: "Turn on the flow" }).click();
  await page.getByText("The flow is on. Run it whenever you like.").waitFor();
  const [flow] = running.workbench.session.flows.views();
  const name = LIST.replaceAll(" ", "_");
  expect(JSON.stringify(running.workbench.session.flows.entry(flow!.id).request.definition)).toContain(
    `('${name}')`,
  );
});

it("An event is saved as a sample from the dialog, from a notification and from a run; it is renamed, deleted, brought back", async () => {
  const { page, running, complaints } = await visit({ folder: ROOT });
  const flow = await running.workbench.session.flows.create({
    operationId: "CreateAppointment",
    name: "Mine",
    values: { "path.$.SMTPAddress": "design@example.org" },
    on: true,
  });
  running.workbench.desk.act("book", {});
  await running.workbench.settle();
  await openView(page, "Run");
  await page.getByRole("link", { name: flow.name, exact: true }).click();
  const details = page.getByRole("complementary", { name: "Details" });
  await details.getByRole("button", { name: "Fire the trigger" }).click();
  const fire = page.getByRole("dialog", { name: "Fire the trigger" });
  await fire.getByRole("textbox", { name: "Event" }).fill('{"CustomerName":"Zoe"}');
  await fire.getByRole("button", { name: "Save as a sample" }).click();
  const save = page.getByRole("dialog", { name: "Save as a sample" });
  await fire.getByRole("textbox", { name: "Name" }).fill("Zoe books");
  expect(await serious(page)).toEqual([]);
  await fire.getByRole("button", { name: "Save", exact: true }).click();
  await fire.getByText(/“Zoe books” was saved/).waitFor();
  // Back where it was opened, and there to be chosen.
  await fire.getByRole("combobox", { name: "Start from" }).selectOption({ label: "Zoe books" });
  await fire.getByRole("button", { name: "Cancel" }).click();

  await details.getByRole("link", { name: /Succeeded.*\d\d:\d\d:\d\d/ }).click();
  await details.getByRole("button", { name: "Save as a sample" }).click();
  await save.getByRole("textbox", { name: "Name" }).fill("From the run");
  await page.keyboard.press("Enter");
  await save.waitFor({ state: "detached" });
  const notify = running.workbench.exchanges.all().find(({ phase }) => phase === "notify")!;
  await page.evaluate((number) => {
    window.location.hash = `#/run/exchange/${number}`;
  }, notify.number);
  await details.getByRole("button", { name: "Save as a sample" }).click();
  await save.getByRole("textbox", { name: "Name" }).fill("From the notification");
  await page.keyboard.press("Enter");
  await save.waitFor({ state: "detached" });

  await page.getByRole("tab", { name: "Scenarios" }).click();
  const list = page.getByRole("region", { name: "When an appointment is created" });
  await expect
    .poll(() => list.locator("summary").allTextContents())
    .toEqual(["Zoe books", "From the run", "From the notification"]);
  await list.getByRole("button", { name: "Rename Zoe books" }).click();
  await page.keyboard.press("Control+A");
  await page.keyboard.type("From the run");
  await page.keyboard.press("Enter");
  await list.getByText("Another event of this trigger is called “From the run”.").waitFor();
  await list.getByRole("textbox", { name: "Name" }).fill("Zoe again");
  await page.keyboard.press("Enter");
  await list.getByRole("button", { name: "Delete Zoe again" }).click();
  await expect.poll(() => running.workbench.samples.all().length).toBe(2);
  await page
    .getByRole("region", { name: "What was just done" })
    .getByRole("button", { name: "Undo" })
    .click();
  await list.getByText("Zoe again").waitFor();
  expect(await serious(page)).toEqual([]);
  expect(complaints).toEqual([]);
});
