/** Packages, reference page and preview of the connector. Files are sent as they are, to be kept: none is run in our page. */
import { shipRequest } from "../../requests/ship.ts";
import { reference } from "../../ship/pages.ts";
import { slug } from "../../ship/ship.ts";
import { type AppRoute, route } from "./route.ts";

/** For a page that is looked at in a tab of its own: it may show itself, and nothing else. */
const LOOKED_AT =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

export const shipRoutes: readonly AppRoute[] = [
  route({
    method: "POST",
    path: "/api/ship",
    id: "ship",
    summary:
      "Validates the connector and builds its packages in memory, with what each format drops and how it is imported.",
    request: shipRequest,
    bodyOptional: true,
    answer: "ShipAnswer",
    run: ({ workbench, body }) => workbench.shipping.build(body),
  }),
  route({
    method: "POST",
    path: "/api/ship/{build}/write",
    id: "writePackages",
    summary: "Writes the packages of a build into the folder dist of the connector.",
    answer: "ShipWritten",
    run: ({ workbench, params }) => workbench.shipping.write(params["build"] ?? ""),
  }),
  route({
    method: "GET",
    path: "/api/ship/{build}/download",
    id: "downloadPackages",
    summary: "The packages of a build as one file: all of them, or those of one format.",
    answer: "File",
    query: { format: { type: "string" } },
    async run({ workbench, params, query }) {
      const { name, bytes } = await workbench.shipping.download(
        params["build"] ?? "",
        query.get("format") ?? undefined,
      );
      return file(bytes as Uint8Array<ArrayBuffer>, name, "application/octet-stream");
    },
  }),
  route({
    method: "GET",
    path: "/api/reference",
    id: "readReference",
    summary: "The reference page of the connector: as=html or markdown to keep it, as=view to look at it.",
    answer: "File",
    query: { as: { enum: ["html", "markdown", "view"] } },
    async run({ workbench: { project, session }, query }) {
      const as = query.get("as");
      const text = session.show(await reference(project, as === "markdown" ? "markdown" : "html"));
      if (as === "view")
        return new Response(text, {
          headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": LOOKED_AT },
        });
      return as === "markdown"
        ? file(text, "reference.md", "text/markdown; charset=utf-8")
        : file(text, "reference.html", "text/html; charset=utf-8");
    },
  }),
  route({
    method: "GET",
    path: "/api/preview",
    id: "readPreview",
    summary: "The page with everything it shows as one file, with a recorded run.",
    answer: "File",
    async run({ workbench: { project, session } }) {
      const [{ record }, { offlineFile }, { loadBuiltPage }] = await Promise.all([
        import("../../preview/record.ts"),
        import("../../preview/offline-file.ts"),
        import("../page-files.ts"),
      ]);
      const recording = await record({ folder: project.target, rules: project.rules });
      const text = offlineFile(await loadBuiltPage(true), recording);
      return file(
        session.show(text),
        `${slug(project.shown.view.head.title)}-preview.html`,
        "text/html; charset=utf-8",
      );
    },
  }),
];

function file(body: BodyInit, name: string, type: string): Response {
  return new Response(body, {
    headers: {
      "content-type": type,
      "content-disposition": `attachment; filename="${name.replace(/[^\w.-]/g, "_")}"`,
    },
  });
}
