/** What somebody runs into who sees the page for the first time, or goes by keys. */
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { ROOT } from "../support/run-script.ts";
import { folderOf } from "../workbench/support.ts";
import { serious } from "./support/axe.ts";
import { openView, pickOperation, visit, withBrowser } from "./support/visit.ts";

withBrowser();

const FLOW = {
  operationId: "CreateAppointment",
  values: { "path.$.SMTPAddress": "design@example.org" },
  on: true,
};
const LISTING = {
  List: {
    type: "OpenApiConnection" as const,
    inputs: { host: { operationId: "ListBookingsBusinessUserAsAdmin" } },
  },
};

/** The name of what has the focus, or of the part of the page that has it. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    return element?.getAttribute("aria-label") ?? element?.textContent ?? "";
  });
}

it("The focus goes where one is led, and comes back to a button that was off for a while", async () => {
  const { page, running, complaints } = await visit({ folder: ROOT });
  await pickOperation(page, "When an appointment is created");
  const canvas = page.getByRole("region", { name: "Flow", exact: true });
  await canvas.getByRole("button", { name: "Add a step after Compose" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Add a step" });
  // What the connector offers comes before what every flow has.
  const headings = dialog.getByRole("heading", { level: 3 });
  await expect.poll(() => headings.allTextContents()).toEqual(["Actions of Microsoft Bookings", "Built-in"]);
  await dialog.getByRole("button", { name: /^Condition/ }).press("Enter");
  await expect.poll(() => focused(page)).toMatch(/^Condition/);
  await canvas.getByRole("button", { name: "Add a step to True" }).press("Enter");
  await dialog.getByRole("button", { name: /^Compose/ }).press("Enter");
  await expect.poll(() => focused(page)).toMatch(/^Compose/);

  // A form that is sent off with something missing leads to it.
  await canvas.getByRole("button", { name: /^When an appointment is created/ }).press("Enter");
  await page.getByText("1 row from").waitFor();
  await page.getByRole("button", { name: "Turn on a flow with this trigger" }).press("Enter");
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute("aria-invalid")))
    .toBe("true");

  await running.workbench.session.flows.create(FLOW);
  await openView(page, "Run");
  await page.getByRole("link", { name: "When an appointment is created 1", exact: true }).press("Enter");
  const details = page.getByRole("complementary", { name: "Details" });
  await details.getByRole("link", { name: "Edit the steps" }).press("Enter");
  await page.getByRole("button", { name: "Save the flow" }).press("Enter");
  await page
    .getByText(/was saved\. It has subscribed again\./)
    .first()
    .waitFor();
  await expect.poll(() => focused(page)).toBe("Details");
  // Saved, and nothing further to be saved: the part of the page keeps the focus.
  await details.getByRole("button", { name: "Turn off" }).press("Enter");
  await details.getByRole("button", { name: "Turn on" }).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement === document.body)).toBe(false);
  expect(complaints).toEqual([]);
});

it("A call from the end of a long form brings its answer into view, under the labels that makers see", async () => {
  const parameters = Array.from({ length: 20 }, (_, at) => ({
    name: `p${at}`,
    in: "query",
    type: "string",
    required: at === 0,
    "x-ms-summary": `Parameter ${at}`,
  }));
  const folder = folderOf({
    swagger: "2.0",
    info: { title: "Long", description: "Has a long form.", version: "1.0" },
    host: "api.long.example",
    schemes: ["https"],
    paths: {
      "/long": {
        get: {
          operationId: "GetLong",
          summary: "Convert - HTML to PDF",
          parameters,
          responses: { "200": { description: "OK", schema: { type: "string" } } },
        },
      },
    },
  });
  const { page } = await visit({ folder });
  // Words count, not where they are.
  await page.getByRole("searchbox", { name: "Search for a trigger or an action" }).fill("pdf html");
  await pickOperation(page, "Convert - HTML to PDF");
  const call = page.getByRole("button", { name: "Call this action" });
  const missing = page.getByRole("textbox", { name: /^Parameter 0/ });
  await missing.waitFor();
  await call.click();
  await expect.poll(() => missing.evaluate((field) => field === document.activeElement)).toBe(true);
  await page.keyboard.type("first");
  await call.click();
  const result = page.getByRole("region", { name: "Result" }).first();
  await expect
    .poll(() => result.evaluate((element) => element.getBoundingClientRect().bottom <= window.innerHeight))
    .toBe(true);
  await page
    .getByRole("region", { name: "Earlier calls" })
    .getByRole("button", { name: /^200/ })
    .first()
    .click();
  await page
    .getByText(/^"Parameter 0"/)
    .first()
    .waitFor();
});

it("A service that fails twice: the run begins with its steps, says what it waits for, and can be taken there", async () => {
  const { page, running } = await visit({ folder: ROOT });
  await running.workbench.session.flows.create({
    operationId: "@manual",
    name: "By hand",
    definition: { actions: LISTING },
    on: true,
  });
  await openView(page, "Run");
  await page.getByRole("tab", { name: "Controls" }).click();
  await page
    .getByRole("combobox", { name: "Apply to" })
    .selectOption({ label: "List booking businesses where the user is an admin" });
  await page.getByRole("combobox", { name: "How often" }).selectOption({ label: "2 times" });
  await page.getByRole("switch", { name: "500 · Internal server error" }).click();
  await page.getByText("On for ListBookingsBusinessUserAsAdmin, 2 times left").waitFor();
  await page.getByRole("tab", { name: /^Flows/ }).click();
  await page.getByRole("link", { name: "By hand", exact: true }).click();
  const details = page.getByRole("complementary", { name: "Details" });
  // It asks for nothing, so it runs at once.
  await details.getByRole("button", { name: "Run", exact: true }).click();
  const step = details.getByRole("article", { name: "List" });
  await step.getByRole("button").first().click();
  await step.getByText("Failed once so far (500). The platform tries again.").waitFor();
  const trigger = details.getByRole("button", { name: "Trigger: Manually trigger a flow" });
  expect(await trigger.getAttribute("aria-expanded")).toBe("false");
  const next = details.getByRole("button", { name: "To the next event" });
  await next.click();
  await step.getByText("Failed 2 times so far (500, 500). The platform tries again.").waitFor();
  await next.click();
  await step.getByText("Tried again 2 times: 500, 500").waitFor();
  await details.getByText("Succeeded").first().waitFor();
  await next.waitFor({ state: "detached" });
});

it("An event that has nothing for the steps is said where the run begins; F6 leads to the bar with Undo", async () => {
  const { page, running } = await visit({ folder: ROOT });
  const flow = await running.workbench.session.flows.create({ ...FLOW, definition: { actions: LISTING } });
  await openView(page, "Run");
  await page.getByRole("link", { name: flow.name, exact: true }).click();
  await page.getByRole("button", { name: "Fire the trigger" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Fire the trigger" });
  await dialog.getByRole("textbox", { name: "Event" }).fill('{ "nonsense": 1 }');
  await dialog.getByRole("button", { name: "Fire the trigger" }).press("Enter");
  await page.getByText(/^No output has a value: /).waitFor();
  await page.getByRole("article", { name: "List" }).waitFor();

  await page.getByRole("link", { name: flow.name, exact: true }).first().press("Enter");
  await page.getByRole("button", { name: "Delete" }).press("Enter");
  const notice = page.getByRole("region", { name: "What was just done" });
  await notice.waitFor();
  await page.keyboard.press("Shift+F6");
  for (let parts = 0; parts < 8 && (await focused(page)) !== "What was just done"; parts++)
    await page.keyboard.press("F6");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("article", { name: flow.name }).waitFor();
  await notice.getByText(/^Undone: /).waitFor();
});

it("What happens before one's eyes is not told as missed", async () => {
  const { page, running } = await visit({ folder: ROOT });
  await page.getByText("First steps").waitFor();
  running.workbench.desk.act("book", {});
  await openView(page, "Run");
  await page.getByRole("article", { name: /booked "Design consultation"/ }).waitFor();
  expect(await page.getByText(/^While you were away/).count()).toBe(0);
});

it("A flow is turned on from above its canvas; lists come first where a list is wanted", async () => {
  const { page, running } = await visit({ folder: ROOT });
  await pickOperation(page, "When an appointment is created");
  await page.getByText("1 row from").waitFor();
  const canvas = page.getByRole("region", { name: "Flow", exact: true });
  await canvas.getByRole("button", { name: "Add a step after Compose" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a step" });
  await dialog.getByRole("button", { name: /^Apply to each/ }).click();
  await page.getByRole("textbox", { name: "Select an output from previous steps" }).click();
  const rows = page
    .getByRole("list", { name: "Outputs of When an appointment is created", exact: true })
    .getByRole("button");
  await expect.poll(() => rows.first().textContent()).toMatch(/array/);
  await page.getByRole("searchbox", { name: "Search outputs" }).fill("members staff");
  await page.getByRole("button", { name: /^StaffMembers/ }).click();
  await page.keyboard.press("Escape");
  await canvas.getByText("Each item of StaffMembers").waitFor();
  await canvas.getByRole("button", { name: "Add a step to Apply to each" }).click();
  await dialog.getByRole("button", { name: /^Compose/ }).click();
  await page.getByRole("textbox", { name: "Inputs" }).click();
  // Of the items that the loop goes through.
  await expect.poll(() => rows.first().textContent()).toMatch(/body\/StaffMembers\//);
  await page.keyboard.press("Escape");
  await page.getByRole("textbox", { name: "Inputs" }).fill("one");
  await page.keyboard.press("Escape");

  const turnOn = page.getByRole("button", { name: "Turn on the flow" });
  await turnOn.click();
  await page
    .getByText("Not turned on: “When an appointment is created” needs Booking page.")
    .first()
    .waitFor();
  await page.getByText("'Booking page' is required.").waitFor();
  await page.getByRole("combobox", { name: "Booking page" }).click();
  await page.getByRole("option", { name: "Design studio" }).click();
  await canvas.getByRole("button", { name: /^Compose/ }).click();
  await turnOn.click();
  await page.getByText("The flow is subscribed.").waitFor();
  expect(running.workbench.session.flows.views()).toMatchObject([{ state: "on", steps: 2 }]);
});

it("Who presses into a field right after a dialog has closed is not called back to what opened it", async () => {
  const { page } = await visit({ folder: ROOT });
  await pickOperation(page, "When an appointment is created");
  await page.getByText("1 row from").waitFor();
  const canvas = page.getByRole("region", { name: "Flow", exact: true });
  await canvas.getByRole("button", { name: "Add a step after Compose" }).click();
  const choice = page
    .getByRole("dialog", { name: "Add a step" })
    .getByRole("button", { name: /^Apply to each/ });
  await choice.waitFor();
  // What the page does 50 ms later waits until it is let go: people on a quick machine are between the two.
  await page.evaluate(() => {
    const later: (() => void)[] = [];
    const { setTimeout } = window;
    const held = (work: () => void, delay?: number) =>
      delay === 50 ? later.push(work) : setTimeout(work, delay);
    Object.assign(window, { later, setTimeout: held });
  });
  await choice.click();
  await page.getByRole("textbox", { name: "Select an output from previous steps" }).click();
  const search = page.getByRole("searchbox", { name: "Search outputs" });
  await search.fill("members");
  const before = await focused(page);
  const after = await page.evaluate(() => {
    const { later } = window as unknown as { later: (() => void)[] };
    const count = later.length;
    for (const work of later.splice(0)) work();
    return { count, name: document.activeElement?.getAttribute("aria-label") };
  });
  expect(after.count).toBeGreaterThan(0);
  expect([before, after.name]).toEqual(["Search outputs", "Search outputs"]);
});

it("An event that is not JSON is said at its field", async () => {
  const { page, running } = await visit({ folder: ROOT });
  const flow = await running.workbench.session.flows.create(FLOW);
  await openView(page, "Run");
  await page.getByRole("link", { name: flow.name, exact: true }).click();
  await page.getByRole("button", { name: "Fire the trigger" }).click();
  const dialog = page.getByRole("dialog", { name: "Fire the trigger" });
  const event = dialog.getByRole("textbox", { name: "Event" });
  await event.fill('{ "CustomerName": "Zoe", ');
  await dialog.getByRole("button", { name: "Fire the trigger" }).click();
  await dialog.getByText(/^The event is not valid JSON: /).waitFor();
  expect(await event.getAttribute("aria-invalid")).toBe("true");
  await expect.poll(() => event.evaluate((field) => field === document.activeElement)).toBe(true);
  // The words of a button are in one line.
  for (const button of await dialog.locator(".fui-DialogActions").getByRole("button").all())
    expect((await button.boundingBox())!.height).toBeLessThan(40);
  await event.fill('{ "CustomerName": "Zoe" }');
  await dialog.getByRole("button", { name: "Fire the trigger" }).click();
  await page.getByRole("heading", { name: /^Run of / }).waitFor();
  await expect.poll(() => focused(page)).toBe("Details");
});

it("A case of a Switch has a name of one's own, and keeps its steps; a loop is offered no step that ends the run", async () => {
  const { page } = await visit({ folder: ROOT });
  await pickOperation(page, "When an appointment is created");
  const canvas = page.getByRole("region", { name: "Flow", exact: true });
  const dialog = page.getByRole("dialog", { name: "Add a step" });
  await canvas.getByRole("button", { name: "Add a step after Compose" }).click();
  await dialog.getByRole("button", { name: /^Terminate/ }).waitFor();
  await dialog.getByRole("button", { name: /^Switch/ }).click();
  await canvas.getByRole("button", { name: "Add a step to Case", exact: true }).click();
  await dialog.getByRole("button", { name: /^Compose/ }).click();
  await canvas.getByRole("button", { name: /^Switch/ }).click();
  await page.getByRole("button", { name: "Add a case" }).click();
  const names = page.getByRole("textbox", { name: "Name of the case" });
  await names.first().fill("Case 2");
  await page.getByText("Another case is called “Case 2”.").waitFor();
  await names.first().fill("Walk in");
  await page.keyboard.press("Tab");
  await canvas
    .getByRole("region", { name: "Switch: Walk in" })
    .getByRole("button", { name: /^Compose/ })
    .waitFor();
  expect(await serious(page)).toEqual([]);

  await canvas.getByRole("button", { name: "Add a step after Switch" }).click();
  await dialog.getByRole("button", { name: /^Apply to each/ }).click();
  await dialog.waitFor({ state: "detached" });
  await canvas.getByRole("button", { name: "Add a step to Apply to each" }).click();
  await dialog.getByRole("button", { name: /^Compose/ }).waitFor();
  expect(await dialog.getByRole("button", { name: /^Terminate/ }).count()).toBe(0);
});
