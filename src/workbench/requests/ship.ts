/** Bodies of the addresses that package a connector. */
import { described, type Of, object, text, truth } from "../../machine/schema/shape.ts";

export const shipRequest = object(
  {},
  {
    clientId: described(text(100), "Client id of the app registration; written into the packages."),
    version: described(text(50), "Version of the solutions, such as 1.2.0.0."),
    host: described(text(500), "Host the copies in the packages call instead."),
    managed: described(truth, "Also build the flow solution as managed."),
  },
);
export type ShipRequest = Of<typeof shipRequest>;
