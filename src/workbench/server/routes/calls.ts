/** What has happened: HTTP exchanges and events. */
import { InputError } from "../../../json/problem.ts";
import { nothing } from "../../requests.ts";
import { replay } from "../../run/replay.ts";
import { numberOf, PAGED, pageOf } from "./paged.ts";
import { type AppRoute, route } from "./route.ts";

export const callsRoutes: readonly AppRoute[] = [
  route({
    method: "GET",
    path: "/api/exchanges",
    id: "readExchanges",
    summary: "HTTP exchanges without headers and bodies, oldest first.",
    answer: "ExchangesAnswer",
    query: PAGED,
    run: ({ workbench, query }) => workbench.exchanges.page(pageOf(query)),
  }),
  route({
    method: "GET",
    path: "/api/exchanges/{number}",
    id: "readExchange",
    summary: "One HTTP exchange in full, without secrets.",
    answer: "ExchangeRecord",
    run({ workbench, params }) {
      const found = workbench.exchanges.get(numberOf(params.number));
      if (found) return found;
      throw new InputError(
        "exchange-unknown",
        `There is no exchange ${params.number}.`,
        "GET /api/exchanges lists those that are kept.",
      );
    },
  }),
  route({
    method: "POST",
    path: "/api/exchanges/{number}/replay",
    id: "replay",
    summary: "Sends a recorded request again, as it was.",
    request: nothing,
    bodyOptional: true,
    answer: "ReplayAnswer",
    run: ({ workbench, params }) => replay(workbench, numberOf(params.number)),
  }),
  route({
    method: "GET",
    path: "/api/events",
    id: "readEvents",
    summary: "The timeline, oldest first: those after a number, or the last ones before one.",
    answer: "EventsAnswer",
    query: PAGED,
    run: ({ workbench, query }) => workbench.log.page(pageOf(query)),
  }),
];
