/** Starts the page: over a server, or over the recording that an offline file holds. */
import { createDOMRenderer, RendererProvider } from "@fluentui/react-components";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { NONCE_META } from "../api.ts";
import { createLiveSource } from "../live-source.ts";
import { createRecordedSource, findRecording } from "../recorded-source.ts";
import { App } from "./shell/app.tsx";
import "./shell/shell.css";
import "./shell/pieces.css";
import "./design/design.css";

const recording = findRecording(document);
const source = recording ? createRecordedSource(recording) : createLiveSource();

// Fluent's renderer makes style elements and fills them through the CSSOM: the policy lets them pass by the nonce.
const nonce = document.querySelector<HTMLMetaElement>(`meta[name="${NONCE_META}"]`)?.content;
const renderer = createDOMRenderer(document, nonce ? { styleElementAttributes: { nonce } } : {});

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <RendererProvider renderer={renderer} targetDocument={document}>
      <App source={source} recording={recording} />
    </RendererProvider>
  </StrictMode>,
);
