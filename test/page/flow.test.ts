/** A flow on the page: how it is doing at a glance, what can be done, and taking a deletion back. */
import { expect, it } from "vitest";
import { ROOT } from "../support/run-script.ts";
import { openView, visit, withBrowser } from "./support/visit.ts";

withBrowser();

const FLOW = {
  operationId: "CreateAppointment",
  values: { "path.$.SMTPAddress": "design@example.org" },
  on: true,
};

it("The details begin with state, cause and next step; the buttons follow, the log is folded", async () => {
  const { page, running } = await visit({ folder: ROOT });
  await running.workbench.change({ inject: { preset: "bad-gateway", answer: "bad-gateway" } });
  const flow = await running.workbench.session.flows.create(FLOW);
  await openView(page, "Run");
  await page.getByRole("link", { name: flow.name }).click();
  const details = page.getByRole("complementary", { name: "Details" });
  await details.getByText(/^Subscribing failed\. .*\(502\).* The platform tries again at /).waitFor();
  const fire = details.getByRole("button", { name: "Fire the trigger" });
  expect((await fire.boundingBox())!.y).toBeLessThan(350);
  expect(await details.getByText(/^subscribe: POST/).count()).toBe(0);
  await details.getByRole("button", { name: "Log and addresses" }).click();
  await details
    .getByText(/^subscribe: POST/)
    .first()
    .waitFor();

  // Faults that are on and a clock that was moved are said in every view.
  await openView(page, "Design");
  await page.getByRole("link", { name: "1 fault on" }).click();
  await page.getByRole("button", { name: "Turn off 1 fault" }).click();
  await page.getByRole("link", { name: "1 fault on" }).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "+1 d" }).click();
  await page.getByRole("link", { name: /^Clock \+/ }).waitFor();
  await page.getByRole("tab", { name: "Timeline" }).click();
  const times = page.getByRole("listbox", { name: "Events, oldest first" }).locator(".event-time");
  await expect.poll(() => times.last().textContent()).toMatch(/^\d+ \w+, \d\d:\d\d:\d\d$/);
});

it("A flow that was deleted comes back with its runs", async () => {
  const { page, running } = await visit({ folder: ROOT });
  const flow = await running.workbench.session.flows.create(FLOW);
  running.workbench.desk.act("book", {});
  await openView(page, "Run");
  await page.getByRole("link", { name: flow.name, exact: true }).click();
  const details = page.getByRole("complementary", { name: "Details" });
  await details.getByText("Succeeded").waitFor();
  await details.getByRole("button", { name: "Delete" }).click();
  const notice = page.getByRole("region", { name: "What was just done" });
  await notice.getByText("was deleted").waitFor();
  await page.getByRole("article", { name: flow.name }).waitFor({ state: "detached" });
  await notice.getByRole("button", { name: "Undo" }).click();
  await details.getByText("Succeeded").waitFor();
  await page.getByRole("article", { name: flow.name }).getByText("Subscribed", { exact: true }).waitFor();
});

it("A notification can be sent again", async () => {
  const { page, running } = await visit({ folder: ROOT });
  const flow = await running.workbench.session.flows.create(FLOW);
  running.workbench.desk.act("book", {});
  await openView(page, "Run");
  await page.getByRole("article", { name: flow.name }).getByText("1 run", { exact: true }).waitFor();
  await page.getByRole("tab", { name: "HTTP calls" }).click();
  await page.getByRole("option", { name: /Notification/ }).click();
  await page.getByRole("button", { name: "Send again" }).click();
  await page.getByRole("article", { name: flow.name }).getByText("2 runs", { exact: true }).waitFor();
});

it("A restart on the same port is announced rather than waited for", async () => {
  const first = await visit({ folder: ROOT });
  const port = Number(new URL(first.running.url).port);
  await first.running.close();
  await first.page.getByText("Not connected, trying again").waitFor();
  const second = await visit({ folder: ROOT, port });
  await first.page.getByText("The workbench was started again.").waitFor();
  await first.page.goto(second.running.address);
  await first.page.getByRole("navigation", { name: "Views" }).waitFor();
  expect(await first.page.getByText("The workbench was started again.").count()).toBe(0);
});

it("The trigger is fired with a sample of what the service sends; an event that fits nothing is remarked on", async () => {
  const { page, running } = await visit({ folder: ROOT });
  const flow = await running.workbench.session.flows.create(FLOW);
  await openView(page, "Run");
  await page.getByRole("link", { name: flow.name }).click();
  const details = page.getByRole("complementary", { name: "Details" });
  const fire = details.getByRole("button", { name: "Fire the trigger" });
  await fire.click();
  const dialog = page.getByRole("dialog");
  const body = dialog.getByRole("textbox", { name: "Event" });
  await expect.poll(() => body.inputValue()).toContain("Amara Okafor");
  expect(await body.inputValue()).not.toContain("CancelReason");
  await dialog
    .getByRole("combobox", { name: "Start from" })
    .selectOption({ label: "Group booking, first customer (created)" });
  await expect.poll(() => body.inputValue()).toContain("Mei Tanaka");
  await body.fill('{ "nonsense": true }');
  await dialog.getByRole("button", { name: "Fire the trigger" }).click();
  await details.getByText("No output has a value").waitFor();
});
