import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts", "test/**/*.test.tsx"],
    // Two workers: the suite must also run well on the two cores of a small CI machine.
    maxWorkers: 2,
    testTimeout: 20_000,
  },
});
