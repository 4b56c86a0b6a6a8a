/** The platform that runs a connector, emulated: the one door for tests, scripts and the workbench. */

export { type Clock, createRealClock, createVirtualClock } from "../machine/clock.ts";
export type * from "./api.ts";
export type { Backend } from "./backend.ts";
export { type CallbackServer, startCallbackServer } from "./callback-server.ts";
export type { Phase, PlatformEvent, PlatformListener } from "./events.ts";
export { PROFILES as RETRY_PROFILES } from "./flows/retry/profiles.ts";
export { connectLoopback } from "./loopback-backend.ts";
export { createPlatform } from "./platform.ts";
