/** What a solution is called, what it holds and what it needs. */
import type { Attributes } from "../xml/write-xml.ts";
import type { Labels } from "./labels.ts";

export interface RootComponent {
  type: string;
  id?: string;
  schemaName?: string;
  /** What of a component is in the solution; `0` for all of it. */
  behavior?: string;
}

/** What the target of an import must have, and what needs it: the attributes of both elements as an export has them. */
export interface Dependency {
  required: Attributes;
  dependent: Attributes;
}

/** What the two addresses of a publisher hold that nobody has filled in. (Sourced: server exports.) */
export const EMPTY_ADDRESSES: readonly Attributes[] = ["1", "2"].map((number) => ({
  AddressNumber: number,
  AddressTypeCode: "1",
  ShippingMethodCode: "1",
}));

export interface SolutionIdentity {
  uniqueName: string;
  displayName: Labels;
  description: Labels;
}
