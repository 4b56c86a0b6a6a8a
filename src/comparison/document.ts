/** The connector as a whole: its addresses, texts, version and branding. */
import { API_ANNOTATION, CAPABILITIES, CONNECTOR_METADATA } from "../definition/extensions.ts";
import { child } from "../json/pointer.ts";
import { own, ownArray, ownObject, ownString } from "../json/values.ts";
import { lacking, same, shown, shownList } from "./canonical.ts";
import type { Pair } from "./schemas/scope.ts";

export function compareDocument(pair: Pair): void {
  compareAddress(pair);
  compareInfo(pair);
  compareRest(pair);
  compareBranding(pair);
}

function compareAddress({ old, new: now, collect }: Pair): void {
  const host = [old, now].map((side) => ownString(side.root, "host")?.toLowerCase());
  if (host[0] !== host[1])
    collect.report("host-changed", {
      old: old.at("/host"),
      new: now.at("/host"),
      message: () => `The host is ${shown(host[1])}, was ${shown(host[0])}.`,
    });
  const base = [old, now].map((side) =>
    (ownString(side.root, "basePath") ?? "").replace(/\/+$/, "").replace(/^(?=[^/])/, "/"),
  );
  if (base[0] !== base[1])
    collect.report("base-path-changed", {
      old: old.at("/basePath"),
      new: now.at("/basePath"),
      message: () => `The base path is ${shown(base[1] || "/")}, was ${shown(base[0] || "/")}.`,
    });
  const schemes = [old, now].map((side) => ownArray(side.root, "schemes") ?? ["https"]);
  const fresh = lacking(schemes[1], schemes[0]);
  const gone = lacking(schemes[0], schemes[1]);
  if (fresh.length + gone.length > 0)
    collect.report("schemes-changed", {
      old: old.at("/schemes"),
      new: now.at("/schemes"),
      message: () => `Schemes are ${shownList(schemes[1] ?? [])}, were ${shownList(schemes[0] ?? [])}.`,
      // With https on both sides the platform uses it as before.
      ...(schemes.every((list) => list.includes("https"))
        ? {
            class: "safe" as const,
            why: "The platform uses https as before.",
            help: "Nothing needs to be done.",
          }
        : {}),
    });
}

function compareInfo({ old, new: now, collect }: Pair): void {
  const before = ownObject(old.root, "info");
  const after = ownObject(now.root, "info");
  const places = { old: old.at("/info"), new: now.at("/info") };
  const version = [before, after].map((info) => ownString(info, "version"));
  if (version[0] !== version[1])
    collect.report("version-changed", {
      old: old.at("/info/version"),
      new: now.at("/info/version"),
      message: () => `The version is ${shown(version[1])}, was ${shown(version[0])}.`,
    });
  const status = [before, after].map((info) => own(ownObject(info, API_ANNOTATION), "status"));
  if (!same(status[0], status[1]))
    collect.report("status-changed", {
      ...places,
      message: () => `The status is ${shown(status[1])}, was ${shown(status[0])}.`,
    });
  const keys = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].filter(
    (key) => !["version", API_ANNOTATION].includes(key) && !same(own(before, key), own(after, key)),
  );
  if (keys.length > 0)
    collect.report("document-text-changed", {
      ...places,
      message: () =>
        keys.includes("title")
          ? `The title is ${shown(own(after, "title"))}, was ${shown(own(before, "title"))}${keys.length > 1 ? `; other ${keys.filter((key) => key !== "title").join(", ")}` : ""}.`
          : `Other ${keys.join(", ")} of the connector.`,
    });
}

/** What is compared elsewhere, or is only a store of what is used elsewhere. */
const HANDLED = new Set([
  ...["swagger", "info", "host", "basePath", "schemes", "consumes", "produces", "paths", "definitions"],
  ...["parameters", "responses", "securityDefinitions", "security", "__proto__"],
]);

function compareRest({ old, new: now, collect }: Pair): void {
  for (const key of new Set([...Object.keys(old.root), ...Object.keys(now.root)])) {
    const before = own(old.root, key);
    const after = own(now.root, key);
    if (HANDLED.has(key) || same(before, after)) continue;
    const places = { old: old.at(child("", key)), new: now.at(child("", key)) };
    if (key === CAPABILITIES)
      collect.report("test-connection-changed", { ...places, message: () => `${key} changed.` });
    else if (["tags", "externalDocs", CONNECTOR_METADATA].includes(key))
      collect.report("document-text-changed", {
        ...places,
        message: () => `${key} of the connector changed.`,
      });
    else
      collect.report("document-extension-changed", {
        ...places,
        message: () => `${key} of the connector changed.`,
      });
  }
}

function compareBranding({ old, new: now, collect }: Pair): void {
  if (!old.hasProperties || !now.hasProperties) return;
  const handled = new Set([
    ...["connectionParameters", "connectionParameterSets", "policyTemplateInstances", "scriptOperations"],
    ...["capabilities", "__proto__"],
  ]);
  const keys = [...new Set([...Object.keys(old.properties), ...Object.keys(now.properties)])].filter(
    (key) =>
      !handled.has(key) &&
      old.carries(key) &&
      now.carries(key) &&
      !same(plain(own(old.properties, key)), plain(own(now.properties, key))),
  );
  const icons = [old.connector.icon?.bytes, now.connector.icon?.bytes];
  const changed = [...keys, ...(icons[0] && icons[1] && !icons[0].equals(icons[1]) ? ["icon"] : [])];
  if (changed.length > 0)
    collect.report("branding-changed", {
      old: old.inProperties("/properties"),
      new: now.inProperties("/properties"),
      message: () => `Other ${changed.join(", ")}.`,
    });
}

/** Colours are the same in any letters. */
function plain(value: ReturnType<typeof own>) {
  return typeof value === "string" && value.startsWith("#") ? value.toLowerCase() : value;
}
