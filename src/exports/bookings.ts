/** `connector-workbench/bookings`: the Bookings service, mocked, inside a test or as a server on this machine. */
export * from "../bookings/index.ts";
export { type Backend, type BackendOptions, startBackend } from "../bookings/server/backend.ts";
