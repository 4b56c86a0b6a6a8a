/** Examples of operations that are versions of one another. */
import type { JsonObject } from "../../json/values.ts";

/** The extension that makes them so. */
export const ANNOTATION = "x-ms-api-annotation";

/** A path with one operation an annotation, in the order of its methods: get, put, post, patch. */
export const annotated = (...annotations: (JsonObject & { deprecated?: boolean })[]) => ({
  paths: {
    "/stamps": Object.fromEntries(
      annotations.map(({ deprecated = false, ...annotation }, index) => [
        ["get", "put", "post", "patch"][index],
        { operationId: `Stamps_V${index + 1}`, deprecated, [ANNOTATION]: annotation },
      ]),
    ),
  },
});
/** Where an annotation of it stands, or what it holds. */
export const at = (method: string, ...rest: string[]) =>
  [`/paths/~1stamps/${method}/${ANNOTATION}`, ...rest].join("/");
