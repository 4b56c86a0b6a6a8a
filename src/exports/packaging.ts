/** `connector-workbench/packaging`: the packages a connector ships in, and back. */
export { type ConnectorFolder, readConnector } from "../definition/connector-folder.ts";
export type { Artifact } from "../packaging/artifact.ts";
export { type BuiltFormat, buildPackages, type PackageBuild } from "../packaging/build.ts";
export type { Notice } from "../packaging/notice.ts";
export { FORMATS, type FormatId, type PackageOptions } from "../packaging/options.ts";
export { openPackage } from "../packaging/read/open-package.ts";
export { recognize } from "../packaging/read/recognize.ts";
export { chooseConnector, unpackConnector } from "../packaging/unpack/unpack.ts";
export { type Verification, verifyPackage } from "../packaging/verify/verify.ts";
