/** Says at the end of a run which tests were not run, and why: one line a reason, so that no gap goes unnoticed. */
import type { Reporter, TestModule } from "vitest/node";

export default class NotRun implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const byReason = new Map<string, { tests: number; files: Set<string> }>();
    for (const module of modules)
      for (const test of module.children.allTests("skipped")) {
        const result = test.result();
        // Those that a filter on the command line leaves out have no note.
        if (result.state !== "skipped" || !result.note) continue;
        const reason = result.note;
        const entry = byReason.get(reason) ?? { tests: 0, files: new Set() };
        entry.tests++;
        entry.files.add(module.moduleId);
        byReason.set(reason, entry);
      }
    for (const [reason, { tests, files }] of byReason)
      process.stdout.write(
        `\nNot run: ${tests} test${tests === 1 ? "" : "s"} in ${files.size} file${files.size === 1 ? "" : "s"}. ${reason}\n`,
      );
  }
}
