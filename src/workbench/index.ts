/** The workbench: what command lines and tests use of it. */

export { offlineFile } from "./preview/offline-file.ts";
export { type RecordOptions, record } from "./preview/record.ts";
export { createApp } from "./server/app.ts";
export { loadBuiltPage } from "./server/page-files.ts";
export { once, type RunningWorkbench, type ServeOptions, serve } from "./server/serve.ts";
export { Workbench, type WorkbenchOptions } from "./workbench.ts";
