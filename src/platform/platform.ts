/** The platform as a whole. */
import type { Platform, PlatformOptions } from "./api.ts";

/**
 * Makes a platform that runs one connector against one backend.
 * @throws {InputError} if the connector cannot be read
 */
export function createPlatform(options: PlatformOptions): Platform {
  throw new Error(`not built yet: ${typeof options}`);
}
