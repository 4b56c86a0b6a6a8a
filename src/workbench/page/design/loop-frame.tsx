import type { ReactNode } from "react";
import { LoopIcon } from "../icons.ts";
import type { Loop } from "../model.ts";
import { texts } from "../texts.ts";

/** The loop that picking a token of a list puts around a step. */
export function LoopFrame({ loop, children }: { loop: Loop; children: ReactNode }) {
  return (
    <section className="loop" aria-label={texts.design.loopLabel(loop.name, loop.over)}>
      <div className="loop-head" title={loop.over}>
        <LoopIcon aria-hidden />
        <span>{loop.name.replaceAll("_", " ")}</span>
      </div>
      <code className="loop-over">{loop.over}</code>
      {children}
    </section>
  );
}
