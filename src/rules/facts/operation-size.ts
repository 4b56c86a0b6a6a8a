/** How many schemas each body, response and notification of each operation has, references followed. */

import type { Operation } from "../../definition/model.ts";
import { child } from "../../json/pointer.ts";
import { type JsonObject, own, ownObject } from "../../json/values.ts";
import type { Subject } from "../language/context.ts";
import { type SchemaSize, schemaSizes } from "./schema-size.ts";

export interface OperationPart {
  /** In words, for a message: `body "body"`, `response "200"`, `notification`. */
  what: string;
  value: JsonObject;
  /** Where the schema is. */
  pointer: string;
  size: SchemaSize;
}

export function operationSizes(subject: Subject): { operation: Operation; parts: OperationPart[] }[] {
  const sizes = subject.fact(schemaSizes);
  return subject.model.operations.map((operation) => {
    const parts: OperationPart[] = [];
    const add = (what: string, holder: JsonObject, pointer: string) => {
      const value = ownObject(holder, "schema");
      if (value) parts.push({ what, value, pointer: child(pointer, "schema"), size: sizes.of(value) });
    };
    for (const parameter of operation.parameters)
      if (own(parameter.value, "schema") !== undefined)
        add(`body "${parameter.name}"`, parameter.value, parameter.pointer);
    for (const response of operation.responses)
      add(`response "${response.status}"`, response.value, response.pointer);
    if (operation.notificationContent)
      add("notification", operation.notificationContent.value, operation.notificationContent.pointer);
    return { operation, parts };
  });
}
