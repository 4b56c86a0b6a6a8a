/** A thread that validates connectors ahead of the main one (see helpers.ts). */
import { isMainThread, workerData } from "node:worker_threads";
import { connectorOf, readParts } from "../definition/connector-folder.ts";
import { loadRules } from "../rules/load-rules.ts";
import { findAndTry } from "./fixing/fix-connector.ts";
import { DONE, FREE, type HelperAnswer, type HelperData, type Job, TAKEN } from "./helpers.ts";

async function work({ jobs, selected, state, port }: HelperData): Promise<void> {
  const rules = await loadRules();
  const asked = new Set(selected);
  const chosen = rules.filter(({ id }) => asked.has(id));
  const find = ({ target, profile, severities }: Job): string | undefined => {
    const connector = connectorOf(readParts(target));
    // What is said of a secret is hidden when it goes out: the thread that writes has to have seen it.
    if (connector.secrets.length > 0) return undefined;
    const how = { profile, severities: new Map(severities), others: rules };
    return JSON.stringify(findAndTry(chosen, connector, how));
  };
  for (const [job, one] of jobs.entries()) {
    if (Atomics.compareExchange(state, job, FREE, TAKEN) !== FREE) continue;
    let findings: string | undefined;
    try {
      findings = find(one);
    } catch {
      // Whatever it is, it happens to the main thread as well, which says so.
    }
    port.postMessage({ job, findings } satisfies HelperAnswer);
    Atomics.store(state, job, DONE);
    Atomics.notify(state, job);
  }
  port.close();
}

// A bundle may put this beside what the main thread loads.
if (!isMainThread) void work(workerData);
