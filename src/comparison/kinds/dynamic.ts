/** Drop-downs and schemas that are fetched while a flow is made. */
import { type Kind, kindsOf, SHOWN } from "./kind.ts";

const kind = kindsOf("dynamic");

export const DYNAMIC_KINDS = {
  "dynamic-values-added": kind(
    "safe",
    "list of choices added",
    ["makers"],
    "Makers choose from a list; saved values stay as they are.",
    SHOWN,
  ),
  "dynamic-values-removed": kind(
    "risky",
    "list of choices removed",
    ["makers"],
    "Makers have to type what they used to choose; saved flows keep running.",
    "Keep the list, or say in the description which values are meant.",
  ),
  "dynamic-values-changed": kind(
    "risky",
    "list of choices comes from elsewhere",
    ["makers", "flows"],
    "Saved flows hold values of the old list: if the new one has others, their steps show them as unknown.",
    "Keep value-path, so that the same values are stored.",
  ),
  "dynamic-schema-added": kind(
    "risky",
    "fields became dynamic",
    ["makers", "flows"],
    "Which fields there are is known only once the connection answers; saved flows may name others.",
    "Make sure that the dynamic schema has the old fields under their old names.",
  ),
  "dynamic-schema-removed": kind(
    "risky",
    "fields are no longer dynamic",
    ["makers", "flows"],
    "Fields that saved flows took from the dynamic schema are no longer shown.",
    "Declare the same fields under the same names.",
  ),
  "dynamic-schema-changed": kind(
    "risky",
    "dynamic fields come from elsewhere",
    ["makers", "flows"],
    "Fields may be others, or have other names, than those in saved flows.",
    "Make sure that the new source gives the old fields under their old names.",
  ),
} as const satisfies Record<string, Kind>;
