/** `npm run docs`: writes the pages of the documentation that are made from the code, or checks that they are current. */

import { readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { rulePages } from "../generation/rule-pages.ts";
import { writeWhole } from "../machine/files/write-whole.ts";
import { ownFile } from "../machine/home.ts";
import { defineCommand, EXIT } from "../machine/terminal/command.ts";
import { writeErr } from "../machine/terminal/out.ts";
import { formatsPage } from "../packaging/carries.ts";
import { loadRules } from "../rules/load-rules.ts";

export default defineCommand("docs", (create) => {
  const command = create("Generates the documentation pages that come from the code.", [
    ["", "write the pages"],
    ["--check", "list the pages that are out of date; change nothing"],
  ]).option("--check", "exit with 1 if a page is out of date");
  return {
    command,
    run: async () => {
      const { check } = command.opts<{ check?: boolean }>();
      const docs = ownFile("docs");
      const pages = new Map([...rulePages(await loadRules()), ["package-formats.md", formatsPage()]]);
      const stale: string[] = [];
      for (const [page, text] of pages) {
        const file = path.join(docs, page);
        if (read(file) === text) continue;
        stale.push(page);
        if (!check) writeWhole(file, text);
      }
      for (const name of readdirSync(path.join(docs, "rules"), { encoding: "utf8" })) {
        if (pages.has(`rules/${name}`)) continue;
        stale.push(`rules/${name}`);
        if (!check) rmSync(path.join(docs, "rules", name));
      }
      if (check && stale.length > 0) {
        writeErr(
          `Out of date: ${stale.slice(0, 10).join(", ")}${stale.length > 10 ? ` and ${stale.length - 10} more` : ""}. Run \`npm run docs\`.\n`,
        );
        return EXIT.findings;
      }
      writeErr(
        check ? `${pages.size} pages are current.\n` : `${stale.length} of ${pages.size} pages written.\n`,
      );
      return EXIT.fine;
    },
  };
});

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
