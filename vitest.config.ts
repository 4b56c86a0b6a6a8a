import { tmpdir } from "node:os";
import path from "node:path";
import { configDefaults, defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts", "test/**/*.test.tsx"],
    reporters: [...configDefaults.reporters, "./test/support/not-run.ts"],
    // What the workbench remembers of its user is not to be told of tests.
    env: { XDG_STATE_HOME: path.join(tmpdir(), "connector-workbench-tests") },
    // Two workers: the suite must also run well on the two cores of a small CI machine.
    maxWorkers: 2,
    // A test leaves nothing behind, so that the files of a worker can share what they import, and one browser.
    isolate: false,
    // No test waits for time to pass; this only ends what hangs, on a machine however busy.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 30_000 } },
  },
});
