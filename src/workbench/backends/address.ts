/** A service that the connector's author runs on this machine. */
import { type Clock, connectLoopback } from "../../platform/index.ts";
import type { WorkbenchBackend } from "./backend.ts";
import { FaultBox } from "./faulty.ts";
import { noQuirks } from "./mock.ts";

/** @throws {InputError} `backend-not-allowed` for anything but this machine */
export function createAddressBackend(url: string, clock: Clock): WorkbenchBackend {
  const faults = new FaultBox(clock);
  return {
    info: { kind: "address", name: url, url, why: "This address was given with --backend.", desk: false },
    handle: faults.before(connectLoopback(url)),
    use: (model) => faults.use(model),
    faults: faults.control,
    quirks: noQuirks,
    queue: () => false,
    settled: async () => {},
    close() {},
  };
}
