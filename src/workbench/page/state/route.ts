/**
 * Where on the page somebody is, kept behind the `#`: it can be linked to, reloaded, and works in a file, too. The path names a
 * view and the thing it shows, the query the tabs beside it: `#/run/flow/f1?side=desk&list=runs`.
 */
import { useSyncExternalStore } from "react";

export type ViewName = "design" | "source" | "findings" | "run" | "compare" | "ship" | "connectors";

export interface Route {
  /** Undefined for an address that leads nowhere. */
  view: ViewName | undefined;
  /** What follows, such as an operation's id. */
  rest: string[];
  /** Which tabs are chosen, by the name of their row. */
  query: Readonly<Record<string, string>>;
}

export const VIEWS: readonly ViewName[] = [
  "design",
  "source",
  "findings",
  "run",
  "compare",
  "ship",
  "connectors",
];
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  window.addEventListener("hashchange", listener);
  listeners.add(listener);
  return () => {
    window.removeEventListener("hashchange", listener);
    listeners.delete(listener);
  };
}

export function parseRoute(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split(/\?(.*)/s);
  const [view, ...rest] = path.split("/").map(decoded);
  return {
    view: view === "" ? "design" : VIEWS.find((name) => name === view),
    rest: rest.filter((word) => word !== ""),
    query: Object.fromEntries(new URLSearchParams(query)),
  };
}

export function routeHref(view: ViewName, ...rest: (string | number)[]): string {
  return `#/${[view, ...rest].map((word) => encodeURIComponent(word)).join("/")}`;
}

export function navigate(view: ViewName, ...rest: (string | number)[]): void {
  window.location.hash = routeHref(view, ...rest);
}

/** Another look at the same thing: the tabs beside it stay as they are. */
export function navigateWithTabs(view: ViewName, ...rest: (string | number)[]): void {
  const [, query = ""] = window.location.hash.split(/\?(.*)/s);
  window.location.hash = `${routeHref(view, ...rest)}${query === "" ? "" : `?${query}`}`;
}

/**
 * Chooses a tab: a step that Back takes back.
 * @param replace the address only says what is shown already: no step
 */
export function chooseTab(row: string, tab: string, { replace = false } = {}): void {
  const [path = ""] = window.location.hash.split("?");
  const query = new URLSearchParams(parseRoute(window.location.hash).query);
  query.set(row, tab);
  const hash = `${path === "" ? "#/design" : path}?${query}`;
  if (!replace) {
    window.location.hash = hash;
    return;
  }
  window.history.replaceState(window.history.state, "", hash);
  for (const listener of listeners) listener();
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
