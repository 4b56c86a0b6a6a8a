/** The service's own contract, `connector/service.yaml`: addresses, limits, refusals and quirks, each said in that one place. */
import { existsSync } from "node:fs";
import path from "node:path";
import schema from "../../../connector/service.schema.json" with { type: "json" };
import { InputError } from "../../json/problem.ts";
import { decodeText } from "../../json/text.ts";
import { readFileInside } from "../../machine/files/read-inside.ts";
import { HOME } from "../../machine/home.ts";
import { schemaCheck } from "../../machine/schema/check.ts";
import { readCheckedYaml } from "../../machine/yaml/checked-yaml.ts";
import { cached } from "../cache.ts";

export type ChangeType = "Created" | "Updated" | "Deleted";

/** One way in which the service refuses or fails. */
export interface ErrorEntry {
  id: string;
  when: string;
  kind: "answer" | "payload";
  status?: number;
  code?: string;
  message: string;
  origin: "service" | "gateway";
}

export interface ServiceContract {
  endpoints: Record<"list" | "subscribe" | "unsubscribe", { method: string; path: string }>;
  changes: { changeType: ChangeType; trigger: string; answers: number }[];
  subscriptions: { limit: number };
  notifications: { allowedDomains: string[] };
  errors: ErrorEntry[];
  quirks: { id: string; title: string; effect: string; default: boolean }[];
  samples: { file: string; changeType: ChangeType; title: string }[];
}

const FILE = "connector/service.yaml";

const check = schemaCheck(schema);
const contracts = cached<ServiceContract>();

/**
 * Reads the contract of a connector folder, or that of the connector this service belongs to where the folder has none (a bare pair of definition and properties).
 * @throws {InputError} if the file is there and cannot be used
 */
export function readServiceContract(root: string = HOME): ServiceContract {
  const text = contractText(existsSync(path.join(root, FILE)) ? root : HOME);
  return contracts(text, () =>
    readCheckedYaml<ServiceContract>(text, FILE, {
      code: "contract-unreadable",
      check,
      schema: "connector/service.schema.json",
    }),
  );
}

/**
 * Whether our own connector's contract may speak of one of these operations. Its text tells in no time; to parse and check it takes
 * longer than all else at the start of a connector that is somebody else's.
 * @throws {InputError} if the contract cannot be read
 */
export function contractMayName(operationIds: Iterable<string>): boolean {
  const text = contractText(HOME);
  for (const id of operationIds) if (text.includes(id)) return true;
  return false;
}

function contractText(folder: string): string {
  const read = readFileInside(folder, FILE);
  if (!read.ok) throw new InputError(read.problem.code, read.problem.message, read.problem.help);
  return decodeText(read.bytes, FILE).text;
}

/** The refusal for a condition. A contract without it cannot be mocked: that is said at once, not at the first request. */
export function errorFor(contract: ServiceContract, when: string): ErrorEntry {
  const found = contract.errors.find((entry) => entry.when === when);
  if (found) return found;
  throw new InputError(
    "contract-incomplete",
    `${FILE} has no error for the condition "${when}".`,
    "Add an entry to the section errors.",
  );
}
