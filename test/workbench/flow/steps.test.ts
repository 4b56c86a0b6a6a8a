/** The steps of a flow as it is built on the page. */
import { expect, test } from "vitest";
import { alternating, piecesOf, textOf } from "../../../src/workbench/page/flow/pieces.ts";
import {
  around,
  canMove,
  canMoveTo,
  earlier,
  freeName,
  insertStep,
  moveStep,
  orderOf,
  removeStep,
  renameStep,
  type Step,
  type Steps,
  wrapInLoop,
} from "../../../src/workbench/page/flow/steps.ts";
import { bookingsFolder, open } from "../support.ts";

const compose = (inputs: string): Step => ({ type: "Compose", inputs });
const three = (): Steps => {
  let steps = insertStep({}, {}, "A", compose("1"));
  steps = insertStep(steps, { after: "A" }, "B", compose("@outputs('A')"));
  return insertStep(steps, { after: "B" }, "C", compose("x"));
};

test("steps follow each other; what is added, moved and deleted keeps the chain whole", () => {
  const steps = three();
  expect(steps).toMatchObject({
    A: { runAfter: {} },
    B: { runAfter: { A: ["Succeeded"] } },
    C: { runAfter: { B: ["Succeeded"] } },
  });
  expect(orderOf(moveStep(steps, "C", -1))).toEqual(["A", "C", "B"]);
  expect(moveStep(steps, "C", -1)["B"]?.["runAfter"]).toEqual({ C: ["Succeeded"] });
  expect(removeStep(steps, "B")["C"]?.["runAfter"]).toEqual({ A: ["Succeeded"] });
  expect(orderOf(insertStep(steps, {}, "First", compose("")))).toEqual(["First", "A", "B", "C"]);
  expect([canMove(steps, "A", -1), canMove(steps, "A", 1), canMove(steps, "C", 1)]).toEqual([
    false,
    true,
    false,
  ]);
});

test("how the step before must have ended stays with the step", () => {
  const steps = three();
  const failing = { ...steps, C: { ...steps["C"]!, runAfter: { B: ["Failed"] } } };
  expect(removeStep(failing, "B")["C"]?.["runAfter"]).toEqual({ A: ["Failed"] });
});

test("steps go into loops and branches, and are found there", () => {
  let steps = insertStep(three(), { after: "C" }, "If", { type: "If", expression: {} });
  steps = insertStep(steps, { of: "If", branch: "else" }, "No", compose("no"));
  steps = insertStep(steps, { of: "If", branch: "actions" }, "Yes", compose("yes"));
  expect(steps["If"]).toMatchObject({ actions: { Yes: {} }, else: { actions: { No: {} } } });
  steps = wrapInLoop(steps, "No", "For_each", "@triggerBody()?['list']");
  expect(around(steps, "No").map(([name]) => name)).toEqual(["If", "For_each"]);
  expect(earlier(steps, "No").map(([name]) => name)).toEqual(["C", "B", "A"]);
  expect(removeStep(steps, "No")["If"]?.["else"]).toMatchObject({ actions: { For_each: { actions: {} } } });
});

test("renaming tells every expression that speaks of the step, and no other text", () => {
  let steps = three();
  steps = insertStep(
    steps,
    { after: "C" },
    "D",
    compose("A: @{body('A')?['A']} and outputs('A') @{outputs( 'A' )}"),
  );
  const renamed = renameStep(steps, "A", "It's_new");
  expect(renamed["B"]).toMatchObject({
    inputs: "@outputs('It''s_new')",
    runAfter: { "It's_new": ["Succeeded"] },
  });
  expect(renamed["D"]?.["inputs"]).toBe(
    "A: @{body('It''s_new')?['A']} and outputs('A') @{outputs( 'It''s_new' )}",
  );
  expect(orderOf(renamed)).toEqual(["It's_new", "B", "C", "D"]);
});

test("names are free, and as definitions hold them", () => {
  expect(freeName(three(), "a")).toBe("a_1");
  expect(freeName({}, " Get the 'order'? ")).toBe("Get_the_order");
  expect(freeName({}, "///")).toBe("Step");
});

test.each([
  ["plain", [{ text: "plain" }]],
  ["@triggerBody()", [{ expression: "triggerBody()" }]],
  ["Hi @{body('A')?['b']}!", [{ text: "Hi " }, { expression: "body('A')?['b']" }, { text: "!" }]],
  ["@{concat('}', '@{')}", [{ expression: "concat('}', '@{')" }]],
  ["@@not an expression", [{ text: "@not an expression" }]],
  ["a @@{b}", [{ text: "a @{b}" }]],
  ["open @{concat(", [{ text: "open @{concat(" }]],
])("%s is edited in pieces", (value, pieces) => {
  expect(piecesOf(value)).toEqual(pieces);
});

test.each([
  "plain",
  "@triggerBody()",
  "Hi @{body('A')?['b']}!",
  "@@not an expression",
  "a @@{b}",
  "@{item()}@{item()}",
])("%s is written as it was read", (value) => {
  expect(textOf(alternating(piecesOf(value)))).toBe(value);
});

test("no loop holds a step that ends the run, however it gets there", () => {
  const ends: Step = { type: "Terminate", inputs: { runStatus: "Failed" } };
  let steps = insertStep({}, {}, "Loop", { type: "Foreach", foreach: "@x", actions: {} });
  steps = insertStep(steps, { of: "Loop" }, "Inner", { type: "Scope", actions: {} });
  steps = insertStep(steps, { after: "Loop" }, "Outer", { type: "Scope", actions: {} });
  steps = insertStep(steps, { of: "Outer" }, "Stop", ends);
  expect(canMoveTo(steps, "Stop", { of: "Inner" })).toBe(false);
  expect(canMoveTo(steps, "Outer", { of: "Loop" })).toBe(false);
  expect(canMoveTo(steps, "Stop", {})).toBe(true);
});

test("the server refuses a flow whose step speaks of one that has not run, as the page does", async () => {
  const bench = await open(bookingsFolder());
  const flow = (actions: Steps) =>
    bench.send("POST", "/api/flows", { operationId: "@manual", definition: { actions }, on: false });
  const early = await flow({
    B: compose("@outputs('A')"),
    A: { ...compose("1"), runAfter: { B: ["Succeeded"] } },
  });
  expect(early).toMatchObject({
    status: 400,
    body: {
      error: { code: "step-not-run", message: expect.stringContaining('The step "B" uses outputs of "A"') },
    },
  });
  const late = await flow({
    A: compose("1"),
    B: { ...compose("@outputs('A')"), runAfter: { A: ["Succeeded"] } },
  });
  expect(late.status).toBe(200);
});
