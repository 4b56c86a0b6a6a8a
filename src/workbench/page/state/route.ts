/** Where on the page somebody is, kept behind the `#`: it can be linked to, and works in a file, too. */
import { useSyncExternalStore } from "react";

export type ViewName = "design" | "findings" | "run";

export interface Route {
  view: ViewName;
  /** What follows, such as an operation's id. */
  rest: string[];
}

const VIEWS: readonly ViewName[] = ["design", "findings", "run"];

function subscribe(listener: () => void): () => void {
  window.addEventListener("hashchange", listener);
  return () => window.removeEventListener("hashchange", listener);
}

export function parseRoute(hash: string): Route {
  const [view, ...rest] = hash.replace(/^#\/?/, "").split("/").map(decoded);
  return { view: VIEWS.find((name) => name === view) ?? "design", rest: rest.filter((word) => word !== "") };
}

export function routeHref(view: ViewName, ...rest: (string | number)[]): string {
  return `#/${[view, ...rest].map((word) => encodeURIComponent(word)).join("/")}`;
}

export function navigate(view: ViewName, ...rest: (string | number)[]): void {
  window.location.hash = routeHref(view, ...rest);
}

export function useRoute(): Route {
  return parseRoute(useSyncExternalStore(subscribe, () => window.location.hash));
}

function decoded(word: string): string {
  try {
    return decodeURIComponent(word);
  } catch {
    return word;
  }
}
