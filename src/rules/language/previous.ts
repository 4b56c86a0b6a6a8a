/** What is known of the version before: rules that judge an update have nothing to say without it. */
import type { Place } from "./node.ts";

/** A change from the version before to the connector under check. */
export interface PreviousChange {
  /** The kind of change, as `npm run diff` calls it. */
  id: string;
  /** Whether it stops something that works today, or may only do so. */
  class: "breaking" | "risky";
  /** Whether it concerns how connections sign in. */
  signIn: boolean;
  message: string;
  /** What follows from it. */
  why: string;
  help: string;
  /** In the connector under check: where it is now, or what is left around it. */
  place: Place;
}

/** What is wrong with the archive that the version before was read from. */
export interface PreviousPackageFault {
  rule: "pkg-zip-structure" | "pkg-zip-solutions";
  message: string;
  help: string;
}

export interface Previous {
  changes: readonly PreviousChange[];
  packageFaults: readonly PreviousPackageFault[];
}
