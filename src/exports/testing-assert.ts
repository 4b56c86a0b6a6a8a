/** `connector-workbench/testing/assert`: claims about flows and answers for `node --test`, jest and every other runner. */
export {
  assertMatchesDefinition,
  assertRun,
  assertSubscribed,
  assertThrottled,
} from "../testing/assert.ts";
