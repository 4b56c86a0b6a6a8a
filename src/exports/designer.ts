/** `connector-workbench/designer`: what the platform's designer makes of a connector. */
export { readConnector } from "../definition/connector-folder.ts";
export * from "../designer/index.ts";
