/** `connector-workbench/testing/assert`: claims about flows and answers for `node --test`, jest and every other runner. */
export {
  assertCalled,
  assertMatchesDefinition,
  assertNoRun,
  assertRun,
  assertSubscribed,
  assertSucceeded,
  assertThrottled,
} from "../testing/assert.ts";
