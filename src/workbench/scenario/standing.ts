/** What somebody has set before a scenario is replayed: faults, deviations, throttle, retry profile, product. */
import type { ActiveFault, FaultRequest } from "../api.ts";
import type { Workbench } from "../workbench.ts";

/**
 * Remembers how things are set.
 * @returns sets them so again, and says whether the platform has to be set up again for it
 */
export function rememberSettings({ session, backend }: Workbench): () => boolean {
  const { product, retryProfile, throttle } = session;
  const quirks = Object.fromEntries(backend.quirks.list().map(({ id, on }) => [id, on]));
  const faults = backend.faults.list();
  return () => {
    if (Object.keys(quirks).length > 0) backend.quirks.set(quirks);
    restoreFaults(backend.faults, faults);
    session.changeThrottle(throttle);
    const anew = session.product !== product || session.retryProfile !== retryProfile;
    session.product = product;
    session.retryProfile = retryProfile;
    return anew;
  };
}

function restoreFaults(faults: Workbench["backend"]["faults"], before: readonly ActiveFault[]): void {
  const now = faults.list();
  const isAsBefore = ({ id, left }: ActiveFault) => now.some((one) => one.id === id && one.left === left);
  for (const { id } of now) if (!before.some((one) => one.id === id && isAsBefore(one))) faults.clear(id);
  for (const fault of before) if (!isAsBefore(fault)) faults.inject(requestOf(fault));
}

function requestOf({ preset, on, answer, latencyMs, left }: ActiveFault): FaultRequest {
  return {
    ...(preset === undefined ? {} : { preset }),
    on,
    answer: /^\d{3}$/.test(answer) ? Number(answer) : answer,
    ...(latencyMs > 0 ? { latencyMs } : {}),
    ...(left === null ? {} : { times: left }),
  };
}
