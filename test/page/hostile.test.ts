/** A connector that says terrible things in every text field: all of it is text. */
import { expect, it } from "vitest";
import { BASE_DEFINITION, BASE_PROPERTIES } from "../../src/rules/examples/base-connector.ts";
import { exampleFiles, temporaryFolder, writeFiles } from "../support/connector-copy.ts";
import { openView, pickTab, visit, withBrowser } from "./support/visit.ts";

withBrowser();

const HOSTILE =
  '<img src=x onerror="window.pwned=1"><script>window.pwned=2</script>"\'`{{7*7}}javascript:alert(1)</style></script>\u202e\u0007';
const SPOKEN = new Set([
  "summary",
  "description",
  "title",
  "x-ms-summary",
  "displayName",
  "name",
  "text",
  "tooltip",
]);

/** Everything a human reads becomes hostile; what machines read stays as it is. */
function poisoned(value: unknown, key = ""): unknown {
  if (Array.isArray(value)) return value.map((item) => poisoned(item));
  if (value && typeof value === "object")
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [
        name,
        key === "properties" ? poisoned(inner) : poisoned(inner, name),
      ]),
    );
  return typeof value === "string" && SPOKEN.has(key) && key !== "name" ? `${HOSTILE} ${value}` : value;
}

it("Hostile texts of a connector are shown as they are and run nowhere", async () => {
  const folder = temporaryFolder();
  const properties = structuredClone(BASE_PROPERTIES) as { properties: Record<string, unknown> };
  properties.properties["iconBrandColor"] = '#123;background:url("https://evil.example/x")';
  properties.properties["publisher"] = HOSTILE;
  writeFiles(
    folder,
    exampleFiles({
      "apiDefinition.swagger.json": JSON.stringify(poisoned(BASE_DEFINITION), null, 2),
      "apiProperties.json": JSON.stringify(poisoned(properties), null, 2),
    }),
  );
  const { page, complaints } = await visit({ folder });
  const pwned = () => page.evaluate(() => (window as unknown as { pwned?: number }).pwned);
  // The built-in triggers are not the connector's.
  const own = page.locator("section:not([aria-label='Built-in triggers']) > ul");
  const cards = page.getByRole("region", { name: "Operations" }).locator(own).getByRole("link");
  await expect.poll(() => cards.first().textContent()).toContain("<img src=x onerror");
  const count = await cards.count();
  expect(count).toBeGreaterThan(0);
  for (let index = 0; index < count; index++) {
    await cards.nth(index).click();
    // Every tab of one trigger and one action; of the others the form alone.
    if (index < 2 || index === count - 1)
      for (const tab of ["Outputs", "Settings", "Code view", "About", "Findings", "Parameters"])
        await pickTab(page, tab);
    await page.getByRole("tab", { name: "Raw" }).click();
    await page.getByRole("region", { name: "The operation in the file" }).waitFor();
    await page.getByRole("tab", { name: "Designer" }).click();
  }
  await openView(page, "Findings");
  await page.getByRole("searchbox").waitFor();
  await openView(page, "Run");
  await page.getByRole("tab", { name: "Timeline" }).waitFor();
  expect(await pwned()).toBeUndefined();
  expect(await page.locator("main img[src='x'], main script, main style").count()).toBe(0);
  expect(complaints).toEqual([]);
});
