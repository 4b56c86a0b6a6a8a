/** The story that a maker shows a colleague, from the list of triggers to the end of the subscription. */
import { expect, it } from "vitest";
import { ROOT } from "../support/run-script.ts";
import { openView, pickOperation, visit, withBrowser } from "./support/visit.ts";

withBrowser();

it("A maker picks a trigger and a page, turns the flow on, a customer books, and the run appears with its outputs", async () => {
  const { page, complaints } = await visit({ folder: ROOT });

  await pickOperation(page, "When an appointment is created");
  const list = page.getByRole("combobox", { name: "Booking page" });
  await page.getByText("1 row from ListBookingsBusinessUserAsAdmin").waitFor();
  await list.click();
  await page.getByRole("option", { name: "Design studio" }).click();
  await expect.poll(() => list.inputValue()).toBe("Design studio");

  await page.getByRole("tab", { name: "Code view" }).click();
  const code = page.getByRole("region", { name: "Code of the step" });
  await expect.poll(() => code.textContent()).toContain('"SMTPAddress": "design@example.org"');
  await page.getByRole("tab", { name: "Logic Apps" }).click();
  await expect.poll(() => code.textContent()).toContain("@listCallbackUrl()");

  await page.getByRole("tab", { name: "Parameters" }).click();
  await page.getByRole("button", { name: "Turn on a flow with this trigger" }).click();
  const flow = page.getByRole("article", { name: /When an appointment is created/ });
  await flow.getByText("Subscribed", { exact: true }).waitFor();

  await page.getByRole("tab", { name: "Booking desk" }).click();
  await page.getByRole("button", { name: "Book", exact: true }).click();
  await page.getByRole("article", { name: /^Design consultation/ }).waitFor();
  await page.getByRole("tab", { name: "Timeline" }).click();
  const events = page.getByRole("listbox", { name: "Events, oldest first" });
  await events.getByText("The run succeeded.").waitFor();

  await page.getByRole("tab", { name: /^Flows/ }).click();
  await page.getByRole("link", { name: /last: succeeded/ }).click();
  const outputs = page.getByRole("table", { name: "Outputs" });
  await outputs.getByRole("rowheader", { name: "CustomerName" }).waitFor();
  await expect.poll(() => outputs.textContent()).toContain("Amara Okafor");

  await page.getByRole("tab", { name: "HTTP calls" }).click();
  await page.getByRole("option", { name: /Subscribe/ }).click();
  const details = page.getByRole("complementary", { name: "Details" });
  await details.getByText(/^POST https:\/\/outlook\.office\.com/).waitFor();
  expect(await details.textContent()).not.toMatch(/sig=(?!\*\*\*)/);

  await flow.getByRole("switch").click();
  await flow.getByText("Off", { exact: true }).waitFor();
  await page.getByRole("tab", { name: "Timeline" }).click();
  await events.getByText("Unsubscribed.").waitFor();
  expect(complaints).toEqual([]);
});

it("At the desk an appointment is moved and cancelled with a reason", async () => {
  const { page } = await visit({ folder: ROOT });
  await openView(page, "Run");
  await page.getByRole("tab", { name: "Booking desk" }).click();
  await page.getByRole("button", { name: "Book", exact: true }).click();
  const appointment = page.getByRole("article", { name: /^Design consultation/ });
  await appointment.getByRole("button", { name: "Reschedule" }).click();
  const start = appointment.getByLabel("New start");
  const moved = (await start.inputValue()).replace(/T.*/, "T15:00");
  await start.fill(moved);
  await appointment.getByRole("button", { name: "Reschedule the appointment" }).click();
  await appointment.getByText(/, 15:00/).waitFor();
  await appointment.getByRole("button", { name: "Cancel booking" }).click();
  await appointment.getByLabel("Reason").fill("The customer is ill");
  await appointment.getByRole("button", { name: "Cancel the appointment" }).click();
  await appointment.getByText("Reason: The customer is ill").waitFor();
  await expect.poll(() => appointment.getByText("Cancelled", { exact: true }).count()).toBe(1);
});

it("A picked output from a list puts a loop around the step on the canvas", async () => {
  const { page } = await visit({ folder: ROOT });
  await pickOperation(page, "When an appointment is created");
  await page.getByRole("button", { name: /^Compose/ }).click();
  await page.getByRole("textbox", { name: "Inputs" }).click();
  const picker = page.getByRole("dialog", { name: "Dynamic content and expressions" });
  await expect.poll(() => picker.getByRole("listitem").count()).toBe(6);
  await picker.getByRole("searchbox").fill("body/Customers/");
  await picker.getByRole("button", { name: /body\/Customers\/Email/ }).click();
  await page.getByRole("region", { name: /^For each over/ }).waitFor();
  await page.getByRole("button", { name: "In the definition" }).click();
  const written = page.getByRole("region", { name: "The step in the definition" });
  await expect.poll(() => written.textContent()).toContain("@items('For_each')?['Email']");
});

it("An output explains its label, lists others with the same label, and links to its place in the file", async () => {
  const { page } = await visit({ folder: ROOT });
  await pickOperation(page, "When an appointment is created");
  await page.getByRole("tab", { name: "Outputs" }).click();
  await page.getByText(/outputs share a label with another/).waitFor();
  const row = page.getByRole("listitem").filter({ hasText: "body/CustomerLocation/PhysicalAddress/City" });
  await row.getByText("1 other output with this label").waitFor();
  await row.getByRole("button", { name: /City/ }).click();
  await row.getByText("From its x-ms-summary.").waitFor();
  await row.getByRole("button", { name: "Show in file" }).click();
  const file = page.getByRole("region", { name: "The operation in the file" });
  await file.locator(".raw-lit").first().waitFor();
  await expect.poll(() => file.locator(".raw-lit").first().textContent()).toContain("City");
});
