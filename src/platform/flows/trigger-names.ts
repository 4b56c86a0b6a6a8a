/** Triggers that belong to no connector: what is where a flow names the operation of its trigger. No operation is called so. */
export const MANUAL = "@manual";
export const RECURRENCE = "@recurrence";
