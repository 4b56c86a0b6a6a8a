/** The mocked Bookings service: what other rooms and tests use of it. */

export { type Clock, type ClockFace, createRealClock, createVirtualClock } from "../machine/clock.ts";
export { redactUrl } from "../machine/redaction/url.ts";
export { type SampleNotification, sampleNotifications } from "./contract/sample-notifications.ts";
export type { ChangeType, ServiceContract } from "./contract/service-contract.ts";
export { readServiceContract } from "./contract/service-contract.ts";
export { createLoopbackDeliver } from "./delivery/loopback-deliver.ts";
export type { Deliver } from "./delivery/send.ts";
export type { BookingsEvent, EventName } from "./events.ts";
export type { FaultSpec } from "./faults.ts";
export type { PastChange } from "./history.ts";
export type { TokenFlaw, TokenOptions } from "./issuer/issuer.ts";
export { type BookingsService, type BookingsServiceOptions, createBookingsService } from "./service.ts";
export type { PageChange } from "./world/people.ts";
export type { BookRequest, EditRequest } from "./world/requests.ts";
export type {
  Appointment,
  LocationSpec,
  OpeningHoursSpec,
  PageSpec,
  ServiceSpec,
  StaffRole,
  StaffSpec,
  UserSpec,
  WorldSpec,
} from "./world/types.ts";
export { createWorld, DEFAULT_START, type World } from "./world/world.ts";
export { readDefaultWorld, readWorldFile } from "./world/world-file.ts";
