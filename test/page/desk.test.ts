/** The forms of the booking desk, and the first-run guide. */
import { expect, it } from "vitest";
import { ROOT } from "../support/run-script.ts";
import { folderOf, parcels } from "../workbench/support.ts";
import { serious } from "./support/axe.ts";
import { visit, withBrowser } from "./support/visit.ts";

withBrowser();

it("An appointment is edited, and one customer of several leaves a group", async () => {
  const { page, running, complaints } = await visit({ folder: ROOT });
  const { desk } = running.workbench;
  const view = desk.view();
  const isGroup = ({ maximumAttendees }: { maximumAttendees: number }) => maximumAttendees > 1;
  const world = view.pages.find(({ services }) => services.some(isGroup))!;
  const group = world.services.find(isGroup)!;
  const other = view.pages.find(({ services }) => services.some((service) => !isGroup(service)))!;
  const single = other.services.find((service) => !isGroup(service))!;
  desk.act("book", { page: other.smtp, service: single.id });
  const [first, second] = view.customers;
  const { appointment } = desk.act("book", { page: world.smtp, service: group.id, customer: first!.email });
  desk.act("join", { appointment: appointment!, customer: second!.email });
  await page.goto(`${page.url().split("#")[0]}#/run?side=desk`);

  const choosePage = (smtp: string) => page.getByLabel("Booking page").first().selectOption(smtp);
  const appointments = () => desk.view().pages.flatMap((one) => one.appointments);
  await choosePage(other.smtp);
  const booked = page.getByRole("article", { name: new RegExp(single.name) });
  await booked.getByRole("button", { name: "Edit" }).focus();
  await page.keyboard.press("Enter");
  await booked.getByLabel("Customer’s notes").fill("Ring twice.");
  await booked.getByLabel("Notes for staff").fill("Has a dog.");
  expect(await serious(page)).toEqual([]);
  await booked.getByRole("button", { name: "Save changes" }).click();
  await booked.getByRole("button", { name: "Save changes" }).waitFor({ state: "detached" });
  const edited = appointments().find(({ serviceId }) => serviceId === single.id)!;
  expect([edited.people[0]?.notes, edited.serviceNotes]).toEqual(["Ring twice.", "Has a dog."]);

  await choosePage(world.smtp);
  const course = page.getByRole("article", { name: new RegExp(group.name) });
  await course.getByRole("button", { name: "Leave", exact: true }).click();
  await course.getByLabel("Customer").selectOption({ label: second!.name });
  await course.getByRole("button", { name: "Leave the group" }).click();
  await course.getByRole("button", { name: "Leave the group" }).waitFor({ state: "detached" });
  const left = appointments().find(({ id }) => id === appointment)!;
  expect(left.people.map(({ email }) => email)).toEqual([first!.email]);
  expect(complaints).toEqual([]);
});

it("Three first steps lead on, mark what was done, and stay hidden once they are", async () => {
  const { page, running } = await visit({ folder: ROOT });
  const guide = page.getByRole("region", { name: "First steps" });
  await expect.poll(() => guide.getByRole("listitem").count()).toBe(3);
  expect(await guide.locator(".guide-done").count()).toBe(0);
  await running.workbench.session.flows.create({
    operationId: "CreateAppointment",
    values: { "path.$.SMTPAddress": "design@example.org" },
    on: true,
  });
  await guide.locator(".guide-done").first().waitFor();
  await guide.getByRole("link", { name: "Book an appointment" }).click();
  await page.getByRole("button", { name: "Book", exact: true }).waitFor();
  await page.goBack();
  await guide.getByRole("button", { name: "Hide the first steps" }).click();
  await guide.waitFor({ state: "detached" });
  await page.reload();
  await page.getByText("Publisher").waitFor();
  expect(await guide.count()).toBe(0);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("first steps");
  await page.keyboard.press("Enter");
  await guide.waitFor();
});

it("Another connector has first steps of its own", async () => {
  const { page } = await visit({ folder: folderOf(parcels()) });
  await page.getByRole("region", { name: "First steps" }).getByText("Fire the trigger").waitFor();
});

it("At 400 pixels the views are in one row, and so are the tabs of the panel: those that do not fit are in a menu", async () => {
  const { page } = await visit({ folder: ROOT }, { viewport: { width: 400, height: 900 } });
  await page.goto(`${page.url().split("#")[0]}#/design/CreateAppointment`);
  const tabs = page
    .getByRole("tablist", { name: /./ })
    .filter({ has: page.getByRole("tab", { name: "Parameters" }) });
  await tabs.waitFor();
  const rows = (selector: string) =>
    page
      .locator(selector)
      .evaluateAll((all) => new Set(all.map((one) => Math.round(one.getBoundingClientRect().top))).size);
  expect(await rows(".panel-tabs [role=tab]:not([data-overflowing])")).toBe(1);
  await page.getByRole("button", { name: /^\d more$/ }).press("Enter");
  await page.getByRole("menuitem", { name: "Code view" }).press("Enter");
  await page.getByRole("tab", { name: "Code view", selected: true }).waitFor();
  expect(await rows(".panel-tabs [role=tab]:not([data-overflowing])")).toBe(1);
  expect(await rows(".header-nav a")).toBe(1);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(400);
});
