/** The platform that runs a connector, emulated: the one door for tests, scripts and the workbench. */
export type * from "./api.ts";
export type { Backend } from "./backend.ts";
export { type Clock, createRealClock, createVirtualClock } from "./clock.ts";
export type { Phase, PlatformEvent, PlatformListener } from "./events.ts";
export { createPlatform } from "./platform.ts";
