/** Which forms were sent off with something missing: their empty fields say so from then on. */
import { useSyncExternalStore } from "react";

const shown = new Set<string>();
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useRequiredShown(operationId: string): boolean {
  return useSyncExternalStore(subscribe, () => shown.has(operationId));
}

export function showRequired(operationId: string, show: boolean): void {
  if (show) shown.add(operationId);
  else shown.delete(operationId);
  for (const listener of listeners) listener();
  if (show) requestAnimationFrame(focusFirstMissing);
}

/** What is missing may be far above the button that was pressed. */
function focusFirstMissing(): void {
  document.querySelector<HTMLElement>('#main aside [aria-invalid="true"]')?.focus();
}
