/** What every part of the canvas needs to know of the flow that it draws. */
import { createContext, useContext } from "react";
import type { DesignAnswer, OperationAnswer } from "../model.ts";
import type { Place, Steps } from "./steps.ts";

export interface Canvas {
  design: DesignAnswer;
  formKey: string;
  steps: Steps;
  operations: ReadonlyMap<string, OperationAnswer>;
  selected: string | undefined;
  /** Steps can be added, moved and deleted. */
  canChange: boolean;
  onSelect(step: string | undefined): void;
  /** Asks what is to be added. */
  onAdd(place: Place): void;
  /** The step that is being dragged. */
  dragged: string | undefined;
  onDrag(step: string | undefined): void;
  /** Gives a step the focus once it is drawn. */
  onFocus(step: string): void;
}

export const CanvasContext = createContext<Canvas | undefined>(undefined);

export function useCanvas(): Canvas {
  const canvas = useContext(CanvasContext);
  if (!canvas) throw new Error("A part of the canvas stands outside of it.");
  return canvas;
}
