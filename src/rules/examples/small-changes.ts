/** Changes of the base connector that many examples make: one property, one operation. */
import type { JsonObject } from "../../json/values.ts";

/** Where the properties of {@link parcelWith} are. */
export const PARCEL = "/definitions/Parcel/properties";
/** The operation that lists depots, and the one that creates a parcel. */
export const DEPOTS = "/paths/~1depots/get";
export const CREATE = "/paths/~1parcels/post";

/** The schema of a parcel with other properties. */
export function parcelWith(properties: JsonObject): JsonObject {
  return { definitions: { Parcel: { properties } } };
}

/** The operation that lists depots with other keys. */
export function depotsWith(get: JsonObject): JsonObject {
  return operationWith("/depots", "get", get);
}

/** The operation that creates a parcel with other keys. */
export function createWith(post: JsonObject): JsonObject {
  return operationWith("/parcels", "post", post);
}

/** An operation of any path with these keys. */
export function operationWith(path: string, method: string, keys: JsonObject): JsonObject {
  return { paths: { [path]: { [method]: keys } } };
}
