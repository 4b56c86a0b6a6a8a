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

/**
 * What is needed at the start is one piece. By itself the bundler makes forty of it, so that each view that comes later shares only
 * what it needs, and a browser that asks for six at a time waits seven times.
 */
const AT_START = { name: "start", tags: ["$initial" as const] };

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
      rolldownOptions: { output: { codeSplitting: single ? false : { groups: [AT_START] } } },
    },
  };
}

export default defineConfig(pageConfig());
