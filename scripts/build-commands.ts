/** Bundles the commands of a clone, which `npm ci` does by itself: `npm run` then starts them without loading hundreds of files. */
import { bundleCommands } from "./bundle-commands.ts";

await bundleCommands();
