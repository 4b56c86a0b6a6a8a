/** The icon as the platform wants it: square PNG, 100 to 230 pixels, opaque, on the brand colour. (Sourced: certification reports.) */
import { getText } from "../../json/tree.ts";
import { type Image, readPng } from "../../machine/png/read-png.ts";
import type { Notice } from "../notice.ts";
import type { PackageSource } from "../source.ts";

const MIN_SIDE = 100;
const MAX_SIDE = 230;
/** Above it neither portal nor command lines take the file. */
const MAX_BYTES = 1024 * 1024;

/** What is wrong with the icon; nothing if there is none, as every format can do without except certification. */
export function checkIcon(source: PackageSource): Notice[] {
  const { icon } = source;
  const file = source.connector.icon?.file;
  if (!icon || !file) return [];
  const notices: Notice[] = [];
  const say = (severity: Notice["severity"], code: string, message: string, help: string) =>
    notices.push({ severity, code, message, help, file });
  if (icon.length > MAX_BYTES)
    say(
      "error",
      "icon-too-large",
      `The icon has ${(icon.length / 1024 / 1024).toFixed(1)} MiB; imports take 1 MiB.`,
      "Save it smaller.",
    );
  const read = readPng(icon);
  if ("fault" in read) {
    const what = {
      "not-png": "The icon is not a PNG.",
      damaged: "The icon is a damaged PNG.",
      interlaced: "The icon is an interlaced PNG; its colours are not checked.",
      "too-large": `The icon has ${read.width} by ${read.height} pixels.`,
    };
    say("warning", `icon-${read.fault}`, what[read.fault], "Save it as a plain PNG of 100 to 230 pixels.");
    return notices;
  }
  const { image } = read;
  const { width, height } = image;
  if (width !== height || width < MIN_SIDE || width > MAX_SIDE)
    say(
      "warning",
      "icon-size",
      `The icon has ${width} by ${height} pixels; makers and certification expect a square of ${MIN_SIDE} to ${MAX_SIDE}.`,
      "Draw it on a square canvas.",
    );
  if (hasTransparency(image)) {
    say(
      "warning",
      "icon-transparent",
      "The icon has transparent pixels.",
      "Fill the background with iconBrandColor; certification refuses transparency.",
    );
    return notices;
  }
  const brand = getText(source.properties, "iconBrandColor")?.toLowerCase();
  const odd = brand === undefined ? undefined : backgroundOtherThan(image, brand);
  if (odd !== undefined)
    say(
      "warning",
      "icon-background",
      `The icon's background is ${odd}, iconBrandColor ${brand}.`,
      "Give both the same colour.",
    );
  return notices;
}

function hasTransparency(image: Image): boolean {
  if (!image.alphaChannel) return false;
  for (let y = 0; y < image.height; y++)
    for (let x = 0; x < image.width; x++) if (image.pixel(x, y)[3] < 255) return true;
  return false;
}

/** The colour of the first corner that is not the expected one; undefined if all are, or if no colour is expected. */
function backgroundOtherThan(image: Image, brand: string): string | undefined {
  if (!/^#[0-9a-f]{6}$/.test(brand)) return undefined;
  const right = image.width - 1;
  const bottom = image.height - 1;
  for (const [x, y] of [
    [0, 0],
    [right, 0],
    [0, bottom],
    [right, bottom],
  ] as const) {
    const [red, green, blue] = image.pixel(x, y);
    const color = `#${[red, green, blue].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
    if (color !== brand) return color;
  }
  return undefined;
}
