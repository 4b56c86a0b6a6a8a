/** Packages that few inputs need: loaded when first used, because loading them would take a third of every start. */
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** A function that gives a package, as `import` would. */
export function onDemand<T>(name: string): () => T {
  let loaded: T | undefined;
  return () => {
    loaded ??= require(name) as T;
    return loaded;
  };
}
