// Starts a command: `node scripts/run.mjs NAME …` runs scripts/NAME.ts. Plain JavaScript on purpose: the cache of compiled
// modules has to be on before the first TypeScript file is loaded, or Node strips the types of every file again at each start.
import { enableCompileCache } from "node:module";

enableCompileCache();
const [name] = process.argv.splice(2, 1);
await import(`./${name}.ts`);
