/** Builds the page: nothing from elsewhere, no inline script, addresses relative to wherever it is served. */
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type InlineConfig, type Plugin } from "vite";

const root = fileURLToPath(new URL(".", import.meta.url));

/** An offline file cannot change anything: the editor, as large as all the rest, stays out of it. */
const withoutEditor: Plugin = {
  name: "without-editor",
  enforce: "pre",
  resolveId: (id) =>
    id.endsWith("/source/source-view.tsx")
      ? fileURLToPath(new URL("source/no-source-view.tsx", import.meta.url))
      : undefined,
};

/** @param single one script and one style sheet, for an offline file; else in pieces that are fetched when needed */
export function pageConfig(single = false): InlineConfig {
  return {
    root,
    base: "./",
    configFile: false,
    logLevel: "warn",
    plugins: [react(), ...(single ? [withoutEditor] : [])],
    build: {
      outDir: "dist",
      emptyOutDir: true,
      target: "es2023",
      modulePreload: { polyfill: false },
      cssCodeSplit: !single,
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 2_000,
      rolldownOptions: { output: single ? { codeSplitting: false } : {} },
    },
  };
}

export default defineConfig(pageConfig());
