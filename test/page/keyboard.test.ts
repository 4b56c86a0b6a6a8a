/** The page with the keyboard alone: few steps to everything. */
import { expect, it } from "vitest";
import { ROOT } from "../support/run-script.ts";
import { pickOperation, visit, withBrowser } from "./support/visit.ts";

withBrowser();

it("A list is one tab stop, gone through with arrow keys; “/” leads to the search; a skip link to the panel", async () => {
  const { page } = await visit({ folder: ROOT });
  await pickOperation(page, "When an appointment is created");
  await page.getByRole("tab", { name: "Parameters" }).waitFor();
  const stops = (selector: string) =>
    page
      .locator(selector)
      .evaluateAll((all) => all.filter((one) => (one as HTMLElement).tabIndex === 0).length);
  // The connector's five, and the two triggers that every flow can begin with.
  await expect.poll(() => page.locator(".operation-card").count()).toBe(7);
  expect(await stops(".operation-card")).toBe(1);
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? "");
  await page.locator(".operation-card[aria-current]").focus();
  await page.keyboard.press("j");
  expect(await focused()).toContain("When an appointment is updated");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  expect(await focused()).toContain("When an appointment is cancelled");
  await page.keyboard.press("End");
  expect(await focused()).toContain("Recurrence");
  await page.keyboard.press("/");
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("type"))).toBe("search");

  await page.getByRole("tab", { name: "Outputs" }).click();
  await page.getByRole("list", { name: "Outputs" }).waitFor();
  await expect.poll(() => page.locator(".token-main").count()).toBeGreaterThan(30);
  expect(await stops(".token-main")).toBe(1);

  await page.reload();
  await page.getByRole("tab", { name: "Outputs" }).waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  expect(await focused()).toBe("Skip to the details");
  await page.keyboard.press("Enter");
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("ASIDE");
});
