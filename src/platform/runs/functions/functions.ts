/** All functions of workflow expressions, and those that are refused by name. */
import { COLLECTIONS } from "./collections.ts";
import { CONVERSION } from "./conversion.ts";
import { DATES } from "./dates.ts";
import type { WorkflowFunction } from "./function.ts";
import { JSON_FUNCTIONS } from "./json.ts";
import { LOGIC } from "./logic.ts";
import { MATH } from "./math.ts";
import { TEXT } from "./text.ts";
import { URI } from "./uri.ts";
import { WORKFLOW } from "./workflow.ts";

/** In the order of the function reference's groups. */
export const FUNCTIONS: readonly WorkflowFunction[] = [
  ...TEXT,
  ...COLLECTIONS,
  ...LOGIC,
  ...CONVERSION,
  ...MATH,
  ...DATES,
  ...WORKFLOW,
  ...URI,
  ...JSON_FUNCTIONS,
];

const BY_NAME = new Map(FUNCTIONS.map((one) => [one.name.toLowerCase(), one]));

/** Names are taken in any letter case (observed). */
export function functionOf(name: string): WorkflowFunction | undefined {
  return BY_NAME.get(name.toLowerCase());
}

/** Functions of the reference that the emulator does not have, lower case, and why. */
export const REFUSED: ReadonlyMap<string, string> = new Map([
  ["xml", "it works on XML, which no library here reads"],
  ["xpath", "it works on XML, which no library here reads"],
  ["action", "it stands for the action that is being worked on, inside its own definition"],
  ["appsetting", "it reads settings of a Standard logic app, which no flow with this connector has"],
  ["agentparameters", "it reads what a model gives to a tool of an agent's loop, and flows here have none"],
]);
