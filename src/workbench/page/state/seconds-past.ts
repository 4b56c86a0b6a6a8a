/** By how many whole seconds the clock has to be moved so that what is due at a moment has happened. */
export function secondsPast(due: string, now: string): number {
  return Math.max(0, Math.ceil((Date.parse(due) - Date.parse(now)) / 1_000) + 1);
}
