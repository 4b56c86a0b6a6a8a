/** What a finding means for a connector that runs. */

/**
 * `certain`: the operation cannot do its work; a test that uses it is refused. `possible`: it depends on what the service
 * really does, or on the product: a test that fails is told of it.
 */
export type RunTimeEffect = "certain" | "possible";
