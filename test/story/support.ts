/** Connector, platform and service together: the whole way from somebody who books to a flow that runs. */
import path from "node:path";
import {
  type BookingsService,
  type BookingsServiceOptions,
  createBookingsService,
} from "../../src/bookings/index.ts";
import {
  createVirtualClock,
  type TestBench,
  type TestOptions,
  testConnector,
} from "../../src/testing/index.ts";

export const connectorFolder = path.resolve(import.meta.dirname, "../..");
export const ADMIN = "priya.raman@example.org";
export const OTHER_ADMIN = "tomas.lindqvist@example.org";
export const PAGE = "design@example.org";
export const CLASSES = "pottery@example.org";

export interface Story extends TestBench {
  service: BookingsService;
  /** Resolves when every notification that can be delivered now has been. */
  told(): Promise<void>;
}

export interface StoryOptions {
  /** Who is signed in. */
  as?: string;
  connector?: string;
  service?: BookingsServiceOptions;
  platform?: Omit<TestOptions, "backend" | "connection" | "clock">;
}

/** Signs a user in to our connector, with the mocked service behind the platform's gateway. */
export async function tell({
  as = ADMIN,
  connector = connectorFolder,
  service: given,
  platform,
}: StoryOptions = {}): Promise<Story> {
  const clock = createVirtualClock();
  const service = createBookingsService({
    clock,
    connector,
    deliver: (request) => bench.deliver(request),
    ...given,
  });
  const bench: TestBench = await testConnector(connector, {
    ...platform,
    clock,
    backend: service.fetch,
    connection: { token: () => service.token(as) },
  });
  return {
    ...bench,
    service,
    async told() {
      await service.settled();
      await clock.settle();
    },
  };
}
