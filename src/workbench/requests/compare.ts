/** Bodies of the addresses that compare versions. */
import { described, type Of, object, text } from "../../machine/schema/shape.ts";

/** Characters of a package in base64: 16 MiB of bytes. */
export const MAX_PACKAGE = 23_000_000;

export const compareRequest = object(
  {},
  {
    version: described(text(200, 1), "One of GET /api/versions by its id, or any git revision as git:NAME."),
    name: described(text(300, 1), "Name of the package file."),
    package: described(text(MAX_PACKAGE, 1), "A package, or a definition, in base64; instead of version."),
  },
);
export type CompareRequest = Of<typeof compareRequest>;
