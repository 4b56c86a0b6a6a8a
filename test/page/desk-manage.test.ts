/** What administrators change at the desk: pages, hours, locations, staff, services with questions, users and licences; with undo. */
import { expect, it } from "vitest";
import { ROOT } from "../support/run-script.ts";
import { serious } from "./support/axe.ts";
import { openView, visit, withBrowser } from "./support/visit.ts";

withBrowser();

it("Pages, staff, services and users are changed in forms, refusals say why, and every change is taken back", async () => {
  const { page, running, complaints } = await visit({ folder: ROOT });
  const { workbench } = running;
  await openView(page, "Run");
  await page.getByRole("tab", { name: "Booking desk" }).click();
  await page.getByRole("button", { name: "Pages, staff, services and users" }).click();
  const undo = async () =>
    await page
      .getByRole("region", { name: "What was just done" })
      .getByRole("button", { name: "Undo" })
      .click();
  const said = async (text: string) =>
    await page.getByRole("region", { name: "What was just done" }).getByText(text).waitFor();
  const here = () => workbench.desk.view().pages[0]!;
  const before = here();

  await page.getByRole("button", { name: `Page: ${before.name}` }).click();
  const form = page.getByRole("region", { name: `Page: ${before.name}` });
  await form.getByRole("textbox", { name: "Time zone" }).fill("Europe/Nowhere");
  await form.getByRole("button", { name: "Save", exact: true }).click();
  await form.getByText(/Europe\/Nowhere/).waitFor();
  await form.getByRole("textbox", { name: "Time zone" }).fill("Europe/Berlin");
  await form.getByRole("button", { name: "Add hours" }).click();
  await form.getByRole("checkbox", { name: "Fri" }).uncheck();
  await form.getByRole("button", { name: "Add a location" }).click();
  const locations = before.locations.length;
  await form.getByRole("textbox", { name: `Location ${locations + 1}`, exact: true }).fill("Room 7");
  await form.getByRole("button", { name: "Save", exact: true }).click();
  await said(`“${before.name}” was saved.`);
  expect(here()).toMatchObject({ timeZone: "Europe/Berlin" });
  expect(here().openingHours?.at(-1)).toMatchObject({ from: "09:00", to: "17:00" });
  expect(here().locations.at(-1)).toEqual({ displayName: "Room 7" });
  expect(await serious(page)).toEqual([]);
  await undo();
  await expect.poll(() => here()).toEqual(before);

  await page.getByRole("button", { name: /^Staff \(/ }).click();
  const staff = page.getByRole("region", { name: /^Staff \(/ });
  await staff.getByRole("textbox", { name: "Email address" }).fill("zoe@example.org");
  await staff.getByRole("button", { name: "Add to the staff" }).click();
  await said("zoe@example.org joined the staff.");
  await staff.getByRole("combobox", { name: "Role of Zoe" }).selectOption("administrator");
  await expect
    .poll(() => here().staff.at(-1))
    .toMatchObject({ email: "zoe@example.org", role: "administrator" });
  await staff.getByRole("button", { name: "Remove Zoe from the staff" }).click();
  await expect.poll(() => here().staff.length).toBe(before.staff.length);
  await undo();
  await expect.poll(() => here().staff.at(-1)?.role).toBe("administrator");

  await page.getByRole("button", { name: /^Services \(/ }).click();
  const services = page.getByRole("region", { name: /^Services \(/ });
  await services.getByRole("button", { name: "Add a service" }).click();
  await services.getByRole("textbox", { name: "Name" }).fill("Tasting");
  await services.getByRole("spinbutton", { name: "Customers at most" }).fill("4");
  await services.getByRole("button", { name: "Add a question" }).click();
  await services.getByRole("textbox", { name: "Question 1", exact: true }).fill("Red or white?");
  await services.getByRole("textbox", { name: /Answers of question 1/ }).fill("Red, White");
  await services.getByRole("checkbox", { name: "Question 1 is required" }).check();
  expect(await serious(page)).toEqual([]);
  await services.getByRole("button", { name: "Save", exact: true }).click();
  await said("“Tasting” was saved.");
  expect(here().services.at(-1)).toMatchObject({
    name: "Tasting",
    maximumAttendees: 4,
    questions: [{ question: "Red or white?", options: ["Red", "White"], required: true }],
  });
  // It can be booked at once, and its question is asked.
  await page.getByRole("combobox", { name: "Service" }).first().selectOption(here().services.at(-1)!.id);
  await page.getByText("Red or white?").first().waitFor();

  await page.getByRole("button", { name: /^Users and licenses \(/ }).click();
  const users = page.getByRole("region", { name: /^Users and licenses \(/ });
  await users.getByRole("switch", { name: "Zoe has a Bookings license" }).click();
  await said("Zoe has no Bookings license any more.");
  expect(workbench.desk.view().users.find(({ name }) => name === "Zoe")).toMatchObject({ licensed: false });
  await undo();
  await expect
    .poll(() => workbench.desk.view().users.find(({ name }) => name === "Zoe"))
    .toMatchObject({ licensed: true });

  await page.getByRole("button", { name: "Add a booking page" }).first().click();
  const adding = page.getByRole("region", { name: "Add a booking page" });
  await adding.getByRole("textbox", { name: "Name" }).fill("Wine bar");
  await adding.getByRole("textbox", { name: "Email address" }).fill("wine@example.org");
  await adding.getByRole("textbox", { name: "Administrator" }).fill("zoe@example.org");
  await adding.getByRole("button", { name: "Add a booking page" }).last().click();
  await expect.poll(() => workbench.desk.view().pages.at(-1)?.staff.length).toBe(1);
  const pages = workbench.desk.view().pages.length;
  await page.getByRole("combobox", { name: "Booking page" }).first().selectOption("wine@example.org");
  await page.getByRole("button", { name: "Delete this page" }).click();
  await expect.poll(() => workbench.desk.view().pages.length).toBe(pages - 1);
  await undo();
  await expect.poll(() => workbench.desk.view().pages.length).toBe(pages);
  expect(complaints).toEqual([]);
});
