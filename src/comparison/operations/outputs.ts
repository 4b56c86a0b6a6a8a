/** What comes out of an operation: the answer that gives its outputs, the headers, and the other answers. */
import { outputResponse } from "../../definition/answers.ts";
import type { Operation } from "../../definition/model.ts";
import { child } from "../../json/pointer.ts";
import { isObject, type JsonObject, own, ownObject } from "../../json/values.ts";
import { same, shown } from "../canonical.ts";
import { compareFacets } from "../schemas/facets.ts";
import { compareRoots } from "../schemas/fields.ts";
import { type Pair, rootField, type Scope } from "../schemas/scope.ts";

/** The answer that a maker's outputs are made of. */
interface Answer {
  status: string;
  value: JsonObject;
  pointer: string;
}

/** The notification of a webhook trigger, else the response that the designer takes. */
function answerOf(operation: Operation): Answer | undefined {
  if (operation.kind === "webhook" && operation.notificationContent)
    return { status: "notification", ...operation.notificationContent };
  return outputResponse(operation);
}

export function compareOutputs(pair: Pair, before: Operation, after: Operation, operation: string): void {
  const scope: Scope = { pair, direction: "output", operation, seen: new Set() };
  const was = answerOf(before);
  const is = answerOf(after);
  if (was && is && was.status !== is.status && was.status !== "notification" && is.status !== "notification")
    pair.collect.report("outputs-from-changed", {
      operation,
      old: pair.old.at(was.pointer),
      new: pair.new.at(is.pointer),
      message: (of) => `The outputs${of} come from response ${is.status}, came from ${was.status}.`,
    });
  // A webhook that becomes something else is another trigger: its outputs are not compared one by one.
  if ((was?.status === "notification") === (is?.status === "notification")) {
    compareBody(scope, before, after, was, is);
    if (was?.status !== "notification") compareHeaders(scope, was, is);
  }
  compareOthers(pair, before, after, operation, was, is);
}

function compareBody(
  scope: Scope,
  before: Operation,
  after: Operation,
  was: Answer | undefined,
  is: Answer | undefined,
): void {
  const { pair, operation } = scope;
  const schema = (answer: Answer | undefined) => {
    const value = own(answer?.value, "schema");
    return answer && isObject(value) ? { value, pointer: child(answer.pointer, "schema") } : undefined;
  };
  const old = schema(was);
  const now = schema(is);
  if (old && now) {
    compareRoots(scope, rootField("body"), old, now);
    return;
  }
  // An empty schema says as little as none.
  const says = (at: typeof old, side: "old" | "new") => {
    const shape = pair[side].shapes.read(at);
    return shape !== undefined && Object.keys(shape.value).some((key) => key !== "description");
  };
  if (says(old, "old") && old)
    pair.collect.report("output-removed", {
      operation,
      old: pair.old.at(old.pointer),
      new: pair.new.at(is?.pointer ?? after.pointer),
      message: (of) => `All outputs of the body${of} were removed: the answer has no schema.`,
    });
  else if (says(now, "new") && now)
    pair.collect.report("output-added", {
      operation,
      old: pair.old.at(was?.pointer ?? before.pointer),
      new: pair.new.at(now.pointer),
      message: (of) => `The outputs${of} are described for the first time.`,
    });
}

function compareHeaders(scope: Scope, was: Answer | undefined, is: Answer | undefined): void {
  const { pair, operation } = scope;
  const before = ownObject(was?.value, "headers") ?? {};
  const after = ownObject(is?.value, "headers") ?? {};
  const find = (headers: JsonObject, name: string) =>
    Object.keys(headers).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  for (const name of Object.keys(before)) {
    // The comparison of triggers speaks of the address of a subscription.
    if (name.toLowerCase() === "location") continue;
    const other = find(after, name);
    const old = pair.old.at(child(was?.pointer ?? "", "headers", name));
    if (other === undefined)
      pair.collect.report("output-removed", {
        operation,
        old,
        message: (of) => `Output header "${name}"${of} was removed.`,
      });
    else {
      const [one, two] = [ownObject(before, name), ownObject(after, other)];
      if (!one || !two) continue;
      const places = {
        oldPointer: child(was?.pointer ?? "", "headers", name),
        newPointer: child(is?.pointer ?? "", "headers", other),
      };
      if (!same(own(one, "type"), own(two, "type")))
        pair.collect.report("output-retyped", {
          operation,
          old,
          new: pair.new.at(places.newPointer),
          message: (of) =>
            `Output header "${name}"${of} is of type ${shown(own(two, "type"))}, was ${shown(own(one, "type"))}.`,
        });
      compareFacets(scope, { field: rootField(name), old: one, new: two, ...places });
    }
  }
  for (const name of Object.keys(after)) {
    if (name.toLowerCase() === "location" || find(before, name) !== undefined) continue;
    pair.collect.report("output-added", {
      operation,
      new: pair.new.at(child(is?.pointer ?? "", "headers", name)),
      message: (of) => `Output header "${name}"${of} was added.`,
    });
  }
}

/** Answers that give no outputs: errors, and further codes of success. */
function compareOthers(
  { old, new: now, collect }: Pair,
  before: Operation,
  after: Operation,
  operation: string,
  was: Answer | undefined,
  is: Answer | undefined,
): void {
  const texts: string[] = [];
  for (const status of new Set([...before.statuses, ...after.statuses])) {
    const one = before.responses.find((response) => response.status === status);
    const two = after.responses.find((response) => response.status === status);
    if (!one && two && two.pointer !== is?.pointer) texts.push(`${status} was added`);
    else if (one && !two && one.pointer !== was?.pointer) texts.push(`${status} was removed`);
    else if (one && two) {
      const isAnswer = one.pointer === was?.pointer && two.pointer === is?.pointer;
      if (!same(own(one.value, "description"), own(two.value, "description")))
        texts.push(`${status} is described in other words`);
      else if (!isAnswer && refText(one.value) !== refText(two.value))
        texts.push(`${status} has another schema`);
    }
  }
  if (texts.length > 0)
    collect.report("response-changed", {
      operation,
      old: old.at(child(before.pointer, "responses")),
      new: now.at(child(after.pointer, "responses")),
      message: (of) => `Responses${of}: ${texts.slice(0, 8).join(", ")}${texts.length > 8 ? " …" : ""}.`,
    });
}

/** Whether an answer has a schema at all: what is inside an error is read whole, and its references may be written in any way. */
function refText(value: JsonObject): string {
  return own(value, "schema") === undefined ? "none" : "some";
}
