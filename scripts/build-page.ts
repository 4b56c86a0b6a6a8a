/** Builds the workbench's page into src/workbench/page/dist. */
import { writePage } from "../src/workbench/page/build.ts";

await writePage();
