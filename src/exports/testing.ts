/** `connector-workbench/testing`: a connector under test, for any runner. See docs/testing-a-trigger.md. */
export { InputError } from "../json/problem.ts";
export * from "../testing/index.ts";
