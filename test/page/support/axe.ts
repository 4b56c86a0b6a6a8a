/** What axe finds on a page. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

interface Finding {
  id: string;
  impact: string | null;
  nodes: { html: string }[];
}

/**
 * What axe calls serious or critical, in a page at rest: a colour that is still changing from one state to the next has no
 * contrast to judge. So what it finds is looked at once more after all changes have been brought to their end.
 */
export async function serious(page: Page): Promise<string[]> {
  const first = await judged(page);
  if (first.length === 0) return first;
  await page.evaluate(async () => {
    for (const animation of document.getAnimations()) animation.finish();
    for (let frame = 0; frame < 30; frame++) await new Promise(requestAnimationFrame);
  });
  return judged(page);
}

/** axe's judgement of the page as it is now. Its script is brought in by the debugger, which no policy binds. */
async function judged(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) {
    await page.evaluate(readFileSync(AXE, "utf8"));
  }
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(what: unknown, how: unknown): Promise<{ violations: Finding[] }> };
    };
    // Fluent's keyboard navigation puts these beside lists of tabs; they pass the focus on and are never left with it.
    const what = { exclude: [["[data-tabster-dummy]"]] };
    return (await axe.run(what, { resultTypes: ["violations"], preload: false })).violations;
  });
  return found
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}
