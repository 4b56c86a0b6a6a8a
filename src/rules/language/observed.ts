/**
 * What a check has looked at besides its own node. A running validator does not ask a check again as long as nothing of that has
 * changed; nobody has to declare it, since whoever hands it out notes it here.
 */

/** Something of the connector as a whole: another file, a fact, the model, the definition from its root. */
export const OUTSIDE = 1;
/** The operation around the node, as the model has it. */
export const MODEL = 2;
/** The nodes around the node. */
export const ANCESTORS = 4;

export const observed = { what: 0 };
