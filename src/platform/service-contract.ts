/** What a connector's own `service.yaml` says about throttling. */
import { own, ownObject } from "../json/values.ts";
import { readFileInside } from "../machine/files/read-inside.ts";
import { readYaml } from "../machine/yaml/read-yaml.ts";
import type { ThrottleSettings } from "./api.ts";

/** Where the contract may lie, best first. Chosen: our own layout. */
const PLACES = ["connector/service.yaml", "service.yaml"];

/** The throttling that a connector states, or undefined if it states none or cannot be read. */
export function readServiceThrottle(root: string): Partial<ThrottleSettings> | undefined {
  for (const file of PLACES) {
    const read = readFileInside(root, file);
    if (!read.ok) continue;
    let contract: unknown;
    try {
      contract = readYaml(read.bytes.toString("utf8"), file, "contract-unreadable").value;
    } catch {
      continue;
    }
    const throttling = ownObject(contract, "throttling");
    const calls = own(throttling, "calls");
    const seconds = own(throttling, "renewalPeriodSeconds");
    if (isPositive(calls) && isPositive(seconds)) return { calls, renewalPeriodSeconds: seconds };
  }
  return undefined;
}

function isPositive(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value > 0;
}
