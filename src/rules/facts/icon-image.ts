/** What rules need to know about the icon: its size and the pixels of its edge. */
import { type Pixel, type PngFault, readPng } from "../../machine/png/read-png.ts";
import type { Subject } from "../language/context.ts";

export interface IconImage {
  width: number;
  height: number;
  /** The pixels of the outermost rows and columns; undefined for an interlaced or far too large image. */
  edge: Pixel[] | undefined;
}

export type IconFault = Extract<PngFault, "not-png" | "damaged">;

/** The icon as an image, or why it is none; undefined if the connector has no icon. */
export function iconImage(subject: Subject): IconImage | { fault: IconFault } | undefined {
  const icon = subject.connector.icon;
  return icon && imageOf(icon.bytes);
}

export function imageOf(bytes: Buffer): IconImage | { fault: IconFault } {
  const read = readPng(bytes);
  if ("fault" in read) {
    const { fault, width = 0, height = 0 } = read;
    return fault === "not-png" || fault === "damaged" ? { fault } : { width, height, edge: undefined };
  }
  const { width, height, pixel } = read.image;
  const edge: Pixel[] = [];
  for (let x = 0; x < width; x++) edge.push(pixel(x, 0), pixel(x, height - 1));
  for (let y = 1; y < height - 1; y++) edge.push(pixel(0, y), pixel(width - 1, y));
  return { width, height, edge };
}
