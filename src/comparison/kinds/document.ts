/** The connector as a whole. */
import { type Kind, kindsOf, SHOWN } from "./kind.ts";

const kind = kindsOf("document");

export const DOCUMENT_KINDS = {
  "version-changed": kind(
    "safe",
    "version changed",
    ["makers"],
    "It is what readers tell versions apart by.",
    SHOWN,
  ),
  "status-changed": kind(
    "safe",
    "status of the connector changed",
    ["makers"],
    "Makers see a Preview badge, or none.",
    SHOWN,
  ),
  "document-text-changed": kind(
    "safe",
    "texts of the connector changed",
    ["makers"],
    "They are read by people.",
    SHOWN,
  ),
  "branding-changed": kind(
    "safe",
    "icon, colour or publisher changed",
    ["makers"],
    "Saved flows keep what they have.",
    SHOWN,
  ),
  "document-extension-changed": kind(
    "safe",
    "other property of the connector changed",
    ["makers"],
    "Nothing that saved flows depend on is known to read it.",
    "Check that it does what you mean.",
  ),
} as const satisfies Record<string, Kind>;
