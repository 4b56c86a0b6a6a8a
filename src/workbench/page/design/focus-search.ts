/** Brings the search for an operation to hand, in whichever view. */
export function focusSearch(): void {
  const box = document.querySelector<HTMLInputElement>(
    "#main input[type='search'], #main [role='searchbox']",
  );
  box?.focus();
  box?.select();
}
