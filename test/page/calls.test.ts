/** Actions on their own: the result, and the history of calls. */
import { expect, it } from "vitest";
import { ROOT } from "../support/run-script.ts";
import { serious } from "./support/axe.ts";
import { pickOperation, visit, withBrowser } from "./support/visit.ts";

withBrowser();

it("A call stays in the history with its result, is made again, and becomes a step, by keyboard alone", async () => {
  const { page, running, complaints } = await visit({ folder: ROOT });
  await pickOperation(page, "List booking businesses");
  await page.getByRole("button", { name: "Call this action" }).press("Enter");
  const history = page.getByRole("region", { name: "Earlier calls" });
  const first = history.getByRole("button", { name: /^200/ }).first();
  await first.waitFor();
  await first.press("Enter");
  await history.getByText("design@example.org").first().waitFor();
  await history.getByRole("button", { name: "Call again" }).press("Enter");
  await expect.poll(() => history.getByRole("article").count()).toBe(2);
  expect(running.workbench.calls.list().calls.map(({ number }) => number)).toEqual([2, 1]);
  expect(await serious(page)).toEqual([]);
  await history.getByRole("button", { name: "Add to a flow" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Add to a flow" });
  await dialog
    .getByRole("combobox", { name: "Trigger" })
    .selectOption({ label: "When an appointment is updated" });
  await dialog.getByRole("button", { name: "Add the step" }).press("Enter");
  await page
    .getByRole("region", { name: "Flow", exact: true })
    .getByRole("button", { name: /^List booking/ })
    .waitFor();
  await page
    .getByRole("heading", { name: /^List booking/ })
    .first()
    .waitFor();
  expect(complaints).toEqual([]);
});
