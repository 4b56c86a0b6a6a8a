/** A flow of several steps is built on the canvas, run, and looked at as a run. */
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { fire } from "../../src/workbench/run/fire.ts";
import { flowDefinition } from "../../src/workbench/run/flow-definition.ts";
import { ROOT } from "../support/run-script.ts";
import { serious } from "./support/axe.ts";
import { openView, pickOperation, visit, withBrowser } from "./support/visit.ts";

withBrowser();

const flowOf = (page: Page) => page.getByRole("region", { name: "Flow", exact: true });
const card = (page: Page, title: string) =>
  flowOf(page).getByRole("button", { name: new RegExp(`^${title}`) });

async function addStep(page: Page, after: string, title: string) {
  await flowOf(page).getByRole("button", { name: after, exact: true }).first().click();
  const dialog = page.getByRole("dialog", { name: "Add a step" });
  await dialog.getByRole("button", { name: new RegExp(`^${title}`) }).click();
  await dialog.waitFor({ state: "detached" });
}

it("A condition, a loop and an action are added, filled with outputs, run, and shown with inputs and outputs", async () => {
  const { page, running, complaints } = await visit({ folder: ROOT });
  await pickOperation(page, "When an appointment is created");
  await page.getByText("1 row from").waitFor();
  await page.getByRole("combobox", { name: "Booking page" }).click();
  await page.getByRole("option", { name: "Design studio" }).click();

  // The field has the focus: the picker is there.
  await card(page, "Compose").click();
  const inputs = page.getByRole("textbox", { name: "Inputs" });
  await inputs.click();
  const picker = page.getByRole("dialog", { name: "Dynamic content and expressions" });
  await picker.getByRole("searchbox", { name: "Search outputs" }).fill("customer email");
  await picker
    .getByRole("button", { name: /^Customer ?Email/ })
    .first()
    .click();
  await page.keyboard.type(" booked");
  await page.getByRole("button", { name: /^Edit the expression/ }).waitFor();

  await addStep(page, "Add a step after Compose", "Condition");
  await page.getByRole("textbox", { name: "Value of row 1" }).click();
  await picker.getByRole("tab", { name: "Expression" }).click();
  await picker.getByRole("textbox", { name: "Expression" }).fill("contains(outputs('Compose'), 'booked'");
  await picker.getByText(/cannot be read/).waitFor();
  await picker.getByRole("textbox", { name: "Expression" }).fill("contains(outputs('Compose'), 'booked')");
  await picker.getByRole("button", { name: "Insert the expression" }).click();
  await page.getByRole("textbox", { name: "Compared with, row 1" }).fill("true");
  await page.keyboard.press("Escape");

  await addStep(page, "Add a step to True", "List booking businesses");
  await addStep(page, "Add a step to False", "Terminate");
  // An output of a list puts the step into a loop.
  await addStep(page, "Add a step after Condition", "Compose");
  await page.getByRole("textbox", { name: "Inputs" }).click();
  await picker.getByRole("searchbox", { name: "Search outputs" }).fill("body/Customers/");
  await picker.getByRole("button", { name: /body\/Customers\/Email/ }).click();
  await flowOf(page)
    .getByRole("region", { name: /^For each over/ })
    .waitFor();

  await card(page, "When an appointment is created").click();
  await page.getByRole("button", { name: "Turn on a flow with this trigger" }).click();
  const article = page.getByRole("article", { name: /When an appointment is created/ });
  await article.getByText("Subscribed", { exact: true }).waitFor();
  const [flow] = running.workbench.session.flows.views();
  await fire(running.workbench, flow!.id, { body: { CustomerEmail: "ann", Customers: [{ Email: "bo" }] } });
  await page.getByRole("link", { name: /last: succeeded/ }).click();
  const run = page.getByRole("complementary", { name: "Details" });
  await run.getByRole("button", { name: /^Condition/ }).click();
  await run.getByText("The condition is met.").waitFor();
  await run.getByRole("list", { name: "What was compared" }).getByText("true is equal to true").waitFor();
  await run.getByRole("button", { name: /^List booking businesses/ }).click();
  await run
    .getByText(/design@example.org/)
    .first()
    .waitFor();
  await run.getByRole("button", { name: /^Terminate/ }).waitFor();
  await run.getByRole("button", { name: /^For each/ }).click();
  await run.getByText("1 of 1").waitFor();
  await run.getByRole("article", { name: "Compose 1", exact: true }).getByRole("button").first().click();
  await run.getByText('"bo"', { exact: true }).first().waitFor();
  expect(await serious(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

it("Steps are added, renamed, moved, deleted and brought back by keyboard alone", async () => {
  const { page, complaints } = await visit({ folder: ROOT });
  await pickOperation(page, "When an appointment is created");
  await page.getByText("1 row from").waitFor();
  const stop = card(page, "When an appointment is created");
  await stop.focus();
  // The canvas is one tab stop; arrow keys go through it.
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  const inputs = page.getByRole("textbox", { name: "Inputs" });
  await inputs.waitFor();
  await inputs.focus();
  const picker = page.getByRole("dialog", { name: "Dynamic content and expressions" });
  await picker.waitFor();
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("type"))).toBe("search");
  await page.keyboard.type("service name");
  await expect.poll(() => picker.getByRole("listitem").count()).toBeLessThan(6);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: /^Edit the expression/ }).waitFor();
  await page.keyboard.type("!");
  await expect.poll(() => page.getByRole("textbox", { name: "Inputs, text 2" }).inputValue()).toBe("!");
  expect(await serious(page)).toEqual([]);

  await page.getByRole("button", { name: "Rename" }).press("Enter");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("Who came");
  await page.keyboard.press("Enter");
  await card(page, "Who came").waitFor();

  await flowOf(page).getByRole("button", { name: "Add a step after Who came" }).press("Enter");
  await page.getByRole("dialog", { name: "Add a step" }).waitFor();
  await page.keyboard.type("delay");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Delay" }).waitFor();
  const titles = () => flowOf(page).locator(".card-title").allTextContents();
  await expect.poll(titles).toEqual(["When an appointment is created", "Who came", "Delay"]);
  await page.getByRole("button", { name: "Move up" }).press("Enter");
  await expect.poll(titles).toEqual(["When an appointment is created", "Delay", "Who came"]);
  await page.getByRole("button", { name: "Delete" }).press("Enter");
  await expect.poll(titles).toEqual(["When an appointment is created", "Who came"]);
  await page
    .getByRole("region", { name: "What was just done" })
    .getByRole("button", { name: "Undo" })
    .press("Enter");
  await expect.poll(titles).toEqual(["When an appointment is created", "Delay", "Who came"]);
  await page.getByRole("button", { name: "Undo", exact: true }).first().press("Enter");
  await expect.poll(titles).toEqual(["When an appointment is created", "Who came", "Delay"]);
  // What was built is there again after a reload.
  await page.reload();
  await expect.poll(titles).toEqual(["When an appointment is created", "Who came", "Delay"]);
  expect(complaints).toEqual([]);
});

it("The steps of a flow that is there are edited and saved; a run is resubmitted on what it then is", async () => {
  const { page, running } = await visit({ folder: ROOT });
  const flow = await running.workbench.session.flows.create({
    operationId: "CreateAppointment",
    name: "Mine",
    values: { "path.$.SMTPAddress": "design@example.org" },
    definition: { actions: { First: { type: "Compose", inputs: "one" } } },
    on: true,
  });
  running.workbench.desk.act("book", {});
  await openView(page, "Run");
  await page.getByRole("link", { name: flow.name, exact: true }).click();
  const details = page.getByRole("complementary", { name: "Details" });
  await details.getByRole("link", { name: "Edit the steps" }).click();
  await card(page, "First").click();
  await page.getByRole("textbox", { name: "Inputs" }).fill("two");
  await page.getByRole("button", { name: "Save the flow" }).click();
  await page
    .getByRole("region", { name: "What was just done" })
    .getByText(/Mine was saved/)
    .waitFor();
  await page.getByRole("article", { name: "Mine" }).getByText("Subscribed", { exact: true }).waitFor();
  await details.getByRole("link", { name: /Succeeded.*\d\d:\d\d:\d\d/ }).click();
  await details.getByRole("button", { name: "Resubmit" }).click();
  await details.getByRole("button", { name: /^First/ }).click();
  await details.getByText('"two"').waitFor();
  await page.getByRole("article", { name: "Mine" }).getByText("2 runs", { exact: true }).waitFor();
});

it("An empty required field is reported where it is, and no step is lost by saving", async () => {
  const { page, running } = await visit({ folder: ROOT });
  const { flows } = running.workbench.session;
  const flow = await flows.create({
    operationId: "CreateAppointment",
    name: "Mine",
    values: { "path.$.SMTPAddress": "design@example.org" },
    definition: { actions: { First: { type: "Compose", inputs: "one" } } },
    on: true,
  });
  await openView(page, "Run");
  await page.getByRole("link", { name: flow.name, exact: true }).click();
  await page
    .getByRole("complementary", { name: "Details" })
    .getByRole("link", { name: "Edit the steps" })
    .click();
  await card(page, "First").waitFor();
  // The flow that is edited is saved; no second one is offered beside it.
  await page.getByRole("combobox", { name: "Booking page" }).waitFor();
  expect(await page.getByRole("button", { name: "Turn on a flow with this trigger" }).count()).toBe(0);
  // The built-in steps and the actions, but none that makers do not see.
  await flowOf(page).getByRole("button", { name: "Add a step after First" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Add a step" });
  await dialog.getByRole("button", { name: /^List booking businesses/ }).waitFor();
  expect(await dialog.getByText(/Delete a webhook subscription/).count()).toBe(0);
  await dialog.getByRole("button", { name: /^Compose/ }).click();
  await dialog.waitFor({ state: "detached" });
  await card(page, "First").click();

  await page.getByRole("button", { name: "Save the flow" }).click();
  await page.getByText("Not saved: “Compose” needs Inputs.").first().waitFor();
  await page.getByRole("heading", { name: "Compose" }).waitFor();
  await page.getByText("“Inputs” is required.").waitFor();
  const inputs = page.getByRole("textbox", { name: "Inputs" });
  await expect.poll(() => inputs.getAttribute("aria-invalid")).toBe("true");
  const saved = () => Object.keys(flowDefinition(running.workbench, flow.id).definition?.actions ?? {});
  expect(saved()).toEqual(["First"]);

  await inputs.fill("two");
  await page.getByRole("button", { name: "Save the flow" }).click();
  await page.getByText("Mine was saved. It has subscribed again.").first().waitFor();
  expect(saved()).toEqual(["First", "Compose"]);
});

it("The empty Compose of a new canvas is not a step; one that somebody has added is", async () => {
  const { page, running } = await visit({ folder: ROOT });
  await pickOperation(page, "When an appointment is created");
  await page.getByText("1 row from").waitFor();
  await page.getByRole("combobox", { name: "Booking page" }).click();
  await page.getByRole("option", { name: "Design studio" }).click();
  await page.getByText("No steps yet", { exact: true }).waitFor();
  await card(page, "Compose").getByText("Not part of the flow while it is empty").waitFor();

  // The first step takes its place, and says so.
  await addStep(page, "Add a step after Compose", "Condition");
  await page.getByText("Condition was added in place of the empty Compose.").first().waitFor();
  await page.getByText("1 step", { exact: true }).waitFor();
  await card(page, "When an appointment is created").click();
  await page.getByRole("button", { name: "Turn on a flow with this trigger" }).click();
  await page.getByText("“Value of row 1” is required.").waitFor();
  expect(running.workbench.session.flows.views()).toEqual([]);
  await page.getByRole("textbox", { name: "Value of row 1" }).fill("1");
  await page.keyboard.press("Escape");
  await addStep(page, "Add a step to True", "Compose");
  await card(page, "When an appointment is created").click();
  await page.getByRole("button", { name: "Turn on a flow with this trigger" }).click();
  await page.getByRole("heading", { name: "Compose" }).waitFor();
  await page.getByText("“Inputs” is required.").waitFor();
  expect(running.workbench.session.flows.views()).toEqual([]);
  await page.getByRole("textbox", { name: "Inputs" }).fill("met");
  await page.keyboard.press("Escape");
  await card(page, "When an appointment is created").click();
  await page.getByRole("button", { name: "Turn on a flow with this trigger" }).click();
  await page.getByRole("article", { name: /When an appointment is created/ }).waitFor();
  expect(running.workbench.session.flows.views()).toMatchObject([{ steps: 2 }]);
});

it("The picker stays within the window, and the panel's tabs in one row", async () => {
  const height = 700;
  const { page } = await visit({ folder: ROOT }, { viewport: { width: 1400, height } });
  await pickOperation(page, "When an appointment is created");
  await page.getByText("1 row from").waitFor();
  const tabs = page.getByRole("tablist", { name: "Parts of the step" }).getByRole("tab");
  const tops = await Promise.all((await tabs.all()).map(async (tab) => (await tab.boundingBox())?.y));
  expect(tops.length).toBeGreaterThan(3);
  expect(new Set(tops).size).toBe(1);
  // The line below a drop-down begins where its field does, also once the Run view has brought its styles along.
  await openView(page, "Run");
  await openView(page, "Design");
  await pickOperation(page, "When an appointment is created");
  await page.getByText("1 row from").waitFor();
  const line = await page.getByText("1 row from").boundingBox();
  const field = await page.getByRole("combobox", { name: "Booking page" }).boundingBox();
  expect(Math.abs(line!.x - field!.x)).toBeLessThan(20);

  await addStep(page, "Add a step after Compose", "Condition");
  await page.getByRole("button", { name: "Add a row" }).click();
  await page.getByRole("textbox", { name: "Compared with, row 2" }).click();
  const picker = page.getByRole("dialog", { name: "Dynamic content and expressions" });
  await picker.getByRole("button", { name: /^Show \d+ more/ }).waitFor();
  const bottom = async () => {
    const box = await picker.boundingBox();
    return box!.y + box!.height;
  };
  await expect.poll(bottom).toBeLessThanOrEqual(height);
  expect((await picker.boundingBox())!.y).toBeGreaterThanOrEqual(0);
});
