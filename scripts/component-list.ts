/** The CycloneDX list that npm makes, the same for the same lock file. */

interface List {
  serialNumber?: string;
  metadata: { timestamp?: string; component: { name: string } };
  components: unknown[];
}

/** What npm is asked for: the lock file, not what is installed, which is another on each system. */
export const SBOM = ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"] as const;

export function componentList(text: string): { text: string; count: number } {
  const list = JSON.parse(text) as List;
  delete list.serialNumber;
  delete list.metadata.timestamp;
  // npm takes the name of the folder for that of the package.
  list.metadata.component.name = "connector-workbench";
  return { text: `${JSON.stringify(list, null, 2)}\n`, count: list.components.length };
}
