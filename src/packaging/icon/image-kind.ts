/** What an icon is by its bytes: names of icons are often wrong. */
import { readPng } from "../../machine/png/read-png.ts";

/** Extension of an icon's part in a solution, in the platform's spelling. (Sourced: server exports, for both.) */
export function imageKind(bytes: Buffer): "Png" | "Jpeg" {
  return bytes[0] === 0xff && bytes[1] === 0xd8 ? "Jpeg" : "Png";
}

/** Width in pixels; 0 if it cannot be told. */
export function imageWidth(bytes: Buffer): number {
  if (imageKind(bytes) === "Jpeg") return jpegWidth(bytes);
  const read = readPng(bytes);
  return "image" in read ? read.image.width : (read.width ?? 0);
}

/** Goes from marker to marker up to the frame header, which holds the size. (ITU-T T.81, B.2.) */
function jpegWidth(bytes: Buffer): number {
  let at = 2;
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    // C4, C8 and CC are among the frame headers and are none.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return bytes.readUInt16BE(at + 7);
    const alone = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd9);
    at += alone ? 2 : 2 + Math.max(2, bytes.readUInt16BE(at + 2));
  }
  return 0;
}
