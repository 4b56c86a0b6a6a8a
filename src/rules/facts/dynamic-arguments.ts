/** What a dynamic extension passes to the operation it names, seen from both sides. */

import { DYNAMIC_EXTENSIONS } from "../../definition/dynamic-sources.ts";
import { own, ownString } from "../../json/values.ts";
import type { DynamicInput, DynamicInputs, InputLookup } from "./dynamic-inputs.ts";
import { type DynamicArgument, type DynamicUse, refersByName } from "./dynamic-usages.ts";
import { ITEMS } from "./input-leaves.ts";

/** How messages call a use. */
export function labelOf(use: DynamicUse): string {
  return DYNAMIC_EXTENSIONS[use.kind] + (use.step ? ` (${use.step})` : "");
}

/** The input of the target operation that a key of `parameters` names; each style of extension accepts the other's names. */
export function findOnTarget(inputs: DynamicInputs, use: DynamicUse, name: string): InputLookup {
  if (!use.target) return { found: [], certain: false };
  const byPath = inputs.byPath(use.target, name);
  if (byPath.found.length > 0 || !refersByName(use.kind)) return byPath;
  const byName = inputs.byName(use.target, name);
  return byName.found.length > 0 ? byName : { found: [], certain: byPath.certain && byName.certain };
}

/** The inputs that a reference names, in each operation around it. */
export function sourcesOf(inputs: DynamicInputs, use: DynamicUse, reference: string): DynamicInput[] {
  return use.site.owners.flatMap((owner) =>
    refersByName(use.kind) ? inputs.byName(owner, reference).found : inputs.byPath(owner, reference).found,
  );
}

/** Whether the older extension beside this one refers to the same input for the same purpose: one fault of it, not two. */
export function repeatsOlder(use: DynamicUse, argument: DynamicArgument): boolean {
  const older = use.kind === "list" ? "values" : use.kind === "properties" ? "schema" : undefined;
  const path = argument.reference;
  if (older === undefined || path === undefined) return false;
  return use.site.uses.some(
    (other) =>
      other.kind === older &&
      other.operationId === use.operationId &&
      other.arguments.some(
        ({ name, reference }) =>
          name === argument.name &&
          reference !== undefined &&
          (reference === path || path.endsWith(`/${reference.replaceAll(".", "/")}`)),
      ),
  );
}

/** Everything that the target operation has to be given: required inputs without a default. */
export function requiredInputs(inputs: DynamicInputs, use: DynamicUse): DynamicInput[] {
  const target = use.target;
  if (!target) return [];
  const required: DynamicInput[] = [];
  for (const parameter of target.parameters) {
    if (parameter.in === "body" || own(parameter.value, "required") !== true) continue;
    // The platform fills it in by itself.
    if (parameter.name.toLowerCase() === "connectionid" || own(parameter.value, "default") !== undefined)
      continue;
    required.push({ parameter, field: undefined });
  }
  const body = inputs.body(target);
  for (const field of body?.fields ?? []) {
    if (!body || !field.leaf || !field.requiredThrough || field.names.length === 0) continue;
    if (
      field.names.includes(ITEMS) ||
      hasDefaultAround(field) ||
      own(field.value, "x-ms-notification-url") === true
    )
      continue;
    required.push({ parameter: body.parameter, field });
  }
  return required;
}

function hasDefaultAround(field: DynamicInput["field"]): boolean {
  for (let around = field; around; around = around.parent)
    if (own(around.value, "default") !== undefined) return true;
  return false;
}

/** Equal for two lookups that found the same input. */
export function identityOf(input: DynamicInput): unknown {
  return input.field ?? input.parameter;
}

/** The input as a `parameterReference` would write it. */
export function nameOf(input: DynamicInput): string {
  return input.field ? `${input.parameter.name}/${input.field.path}` : input.parameter.name;
}

export function typeOfInput(input: DynamicInput): string | undefined {
  return ownString(input.field?.value ?? input.parameter.value, "type");
}

/** Whether makers cannot leave it empty. */
export function isRequired(input: DynamicInput): boolean {
  return input.field ? input.field.requiredThrough : own(input.parameter.value, "required") === true;
}

export function hasDefault(input: DynamicInput): boolean {
  return own(input.field?.value ?? input.parameter.value, "default") !== undefined;
}
