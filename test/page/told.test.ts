/** The story on the page: what happened, by cause, with the way of a notification, and what happened while somebody was away. */
import { expect, it } from "vitest";
import { ROOT } from "../support/run-script.ts";
import { bookingsFolder } from "../workbench/support.ts";
import { serious } from "./support/axe.ts";
import { openView, visit, withBrowser } from "./support/visit.ts";

withBrowser();

const FLOW = {
  operationId: "CreateAppointment",
  name: "Told",
  values: { "path.$.SMTPAddress": "design@example.org" },
  definition: {
    actions: { Who_came: { type: "Compose" as const, inputs: "@triggerBody()?['CustomerEmail']" } },
  },
  on: true,
};

it("A booking is one line with its run, unfolds into the way of its notification, and is found by its kind", async () => {
  const { page, running, complaints } = await visit({ folder: ROOT });
  await running.workbench.session.flows.create(FLOW);
  running.workbench.desk.act("book", {});
  await openView(page, "Run");
  const story = page.getByRole("list", { name: "What happened, newest first" });
  const booking = story.getByRole("article", { name: /booked "Design consultation"/ });
  await booking.getByText("1 run succeeded").waitFor();
  await booking.getByRole("button").press("Enter");
  const way = booking.getByRole("list", { name: "The way of the notification" });
  await way.getByText("Who came").waitFor();
  await expect
    .poll(() => way.locator(".way-title").allTextContents())
    .toEqual(["Event", "Subscription", "Callback", "Run", "Steps"]);
  expect(await serious(page)).toEqual([]);
  await page.getByRole("combobox", { name: "Kind" }).selectOption({ label: "Flows on and off" });
  await booking.waitFor({ state: "detached" });
  await story.getByRole("article", { name: "A flow for CreateAppointment was created." }).waitFor();
  await page.getByRole("combobox", { name: "Kind" }).selectOption({ label: "Bookings" });
  await way.waitFor({ state: "detached" });
  await booking.getByRole("button").press("Enter");
  await way.getByRole("link", { name: "Succeeded" }).press("Enter");
  await page
    .getByRole("complementary", { name: "Details" })
    .getByRole("button", { name: /^Who came/ })
    .waitFor();
  expect(complaints).toEqual([]);
});

it("After a restart the page has its forms, flows and events again, and marks what happened while it was away", async () => {
  const folder = bookingsFolder();
  const first = await visit({ folder, keep: true });
  await first.running.workbench.session.flows.create(FLOW);
  await openView(first.page, "Run");
  await first.page.getByRole("article", { name: "A flow for CreateAppointment was created." }).waitFor();
  await expect.poll(() => first.running.workbench.page.memory.seen).toBeGreaterThan(0);
  await first.page.close();
  first.running.workbench.desk.act("book", {});
  await first.running.workbench.settle();
  await first.running.close();

  const { page } = await visit({ folder, keep: true });
  await openView(page, "Run");
  await page.getByRole("article", { name: "Told" }).getByText("Subscribed", { exact: true }).waitFor();
  await page.getByText(/^While you were away: /).waitFor();
  const story = page.getByRole("list", { name: "What happened, newest first" });
  await story
    .locator(".story-unseen")
    .getByText(/booked "Design consultation"/)
    .waitFor();
  expect(await serious(page)).toEqual([]);
});
