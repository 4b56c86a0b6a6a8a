/** The text of a module as it is kept and run: within a function. */
export function asFunction(text: string): string;
/** Loads a bundle with what was compiled of it, and gives its exports. */
export function loadKept(folder: string, entry: string, cache: string | undefined, command: string): unknown;
