/** A line on standard error that says how far a long piece of work is; silent where nobody looks at a terminal. */
import { beginning } from "../../json/cut.ts";
import { printable } from "./printable.ts";

export interface Progress {
  /** Shows one more step as done; the label says which. */
  step(label: string): void;
  /** Removes the line. */
  done(): void;
}

/** Redrawing more often than this only costs time. */
const REDRAW_MS = 60;

/** Progress over a known number of steps. */
export function showProgress(total: number, stream: NodeJS.WriteStream = process.stderr): Progress {
  if (!stream.isTTY) return { step() {}, done() {} };
  let steps = 0;
  let drawn = 0;
  return {
    step(label) {
      steps++;
      const now = Date.now();
      if (now - drawn < REDRAW_MS && steps < total) return;
      drawn = now;
      const text = `${String(steps).padStart(String(total).length)}/${total} ${printable(label)}`;
      stream.write(`\r\x1b[2K${beginning(text, Math.max(10, (stream.columns ?? 80) - 1))}`);
    },
    done() {
      stream.write("\r\x1b[2K");
    },
  };
}
