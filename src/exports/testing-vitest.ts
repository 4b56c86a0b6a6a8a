/** `import "connector-workbench/testing/vitest"`: adds the matchers to vitest, and exports what tests need beside them. */
export * from "../testing/index.ts";

import "../testing/matchers.ts";
