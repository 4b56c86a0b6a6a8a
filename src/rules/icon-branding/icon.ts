/** The icon as a picture. */
import { own, ownString } from "../../json/values.ts";
import { plainPng } from "../../machine/png/plain-png.ts";
import type { Pixel } from "../../machine/png/read-png.ts";
import { grouped } from "../../machine/terminal/grouped.ts";
import { iconImage } from "../facts/icon-image.ts";
import { independentPublisher } from "../facts/publisher-kind.ts";
import { CANNOT_OPEN, reportReadProblems } from "../facts/read-problems.ts";
import { quote } from "../language/quote.ts";
import { defineRules } from "../language/rule.ts";
import { CERTIFICATION, FROM_BLANK, issue, PULL_REQUEST_TEMPLATE } from "../sources.ts";

const BEST_SIDE = 230;
const MIN_SIDE = 100;
const MAX_BYTES = 1024 * 1024;

/** How far a colour value may be off before an eye could tell: half a step of JPEG-like rounding. Chosen. */
const TOLERANCE = 6;

export default defineRules("icon-branding", [
  {
    id: "icon-png",
    statement: "The icon is a PNG picture.",
    why: "The picture is read as PNG, whatever the name of the file says: makers see no icon, and certification refuses the connector.",
    severity: { import: "warning", certification: "error" },
    sources: [CERTIFICATION],
    // An icon that is to go need not be fixed first.
    yieldsTo: ["icon-ip-none"],
    checks: {
      connector(context) {
        reportReadProblems(context, "icon", CANNOT_OPEN);
        const { icon, entries, problems } = context.connector;
        if (!icon && !problems.some((problem) => /(?:^|\/)icon\.png$/i.test(problem.file))) {
          const other = entries.find((entry) => /^icon\.(?:jpe?g|gif|bmp|webp|svg|ico|tiff?)$/i.test(entry));
          if (other === undefined) return;
          context.report(
            { file: other, pointer: "" },
            `The icon is ${quote(other)}, and there is no icon.png.`,
            {
              help: "Export the picture as PNG, 230 by 230 pixels, under the name icon.png.",
            },
          );
          return;
        }
        const image = context.fact(iconImage);
        if (!icon || !image || !("fault" in image)) return;
        const format = image.fault === "not-png" ? formatOf(icon.bytes) : undefined;
        context.report(
          { file: icon.file, pointer: "" },
          image.fault === "damaged"
            ? `"${icon.file}" is a damaged PNG.`
            : `"${icon.file}" is not a PNG${format ? ` but ${format}` : ""}.`,
          {
            help: "Open the picture in an editor and export it as PNG, 230 by 230 pixels; giving the file another name is not enough.",
          },
        );
      },
    },
    bad: [
      { files: { "icon.png": new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16]) }, at: ["icon.png#"] },
      { files: { "icon.png": "<svg/>" }, at: ["icon.png#"] },
      { files: { "icon.svg": "<svg/>" }, at: ["icon.svg#"] },
      { files: drawn([230, 230], [31, 111, 84], { bytes: 200 }), at: ["icon.png#"] },
    ],
    good: [
      {
        properties: { properties: { publisher: "Fabrikam (Independent Publisher)" } },
        files: { "icon.png": "<svg/>" },
      },
      { files: drawn([230, 230], [31, 111, 84]) },
      { files: drawn([230, 230], [31, 111, 84], { besides: { "icon.svg": "<svg/>" } }) },
    ],
  },
  {
    id: "icon-square",
    statement: "The icon is as wide as it is high.",
    why: "The designer shows the icon in a square, which a picture of another shape does not fill; the review for certification refuses it.",
    severity: { import: "off", certification: "error" },
    sources: [CERTIFICATION],
    checks: {
      connector(context) {
        const image = context.fact(iconImage);
        if (!context.connector.icon || !image || "fault" in image || image.width === image.height) return;
        context.report(
          { file: context.connector.icon.file, pointer: "" },
          `The icon is ${image.width} pixels wide and ${image.height} high.`,
          { help: `Put the logo on a square of ${BEST_SIDE} by ${BEST_SIDE} pixels.` },
        );
      },
    },
    bad: [{ files: drawn([200, 120], [31, 111, 84]), at: ["icon.png#"] }],
    good: [{ files: drawn([230, 230], [31, 111, 84]) }],
  },
  {
    id: "icon-dimensions",
    statement: `The icon has ${BEST_SIDE} by ${BEST_SIDE} pixels, ${MIN_SIDE} at least.`,
    why: "An icon of fewer than 100 pixels looks blurred in the designer, and reviewers for certification send one of more than 230 back.",
    severity: { import: "off", certification: "warning" },
    sources: [CERTIFICATION, issue(3473)],
    checks: {
      connector(context) {
        const image = context.fact(iconImage);
        if (!context.connector.icon || !image || "fault" in image) return;
        const { width, height } = image;
        if (Math.min(width, height) >= MIN_SIDE && Math.max(width, height) <= BEST_SIDE) return;
        context.report(
          { file: context.connector.icon.file, pointer: "" },
          `The icon has ${width} by ${height} pixels; the guide for certification asks for ${MIN_SIDE} to ${BEST_SIDE}.`,
          { help: `Draw it ${BEST_SIDE} by ${BEST_SIDE}, with the logo about 160 wide in the middle.` },
        );
      },
    },
    bad: [
      { files: drawn([400, 400], [31, 111, 84]), at: ["icon.png#"] },
      { files: drawn([64, 64], [31, 111, 84]), at: ["icon.png#"] },
    ],
    good: [{ files: drawn([230, 230], [31, 111, 84]) }, { files: drawn([160, 160], [31, 111, 84]) }],
  },
  {
    id: "icon-size-1mb",
    statement: "The icon is smaller than 1 MiB.",
    why: "The portal's documentation allows 1 MB at most: the upload of a larger picture may fail.",
    severity: { import: "warning", certification: "warning" },
    sources: [FROM_BLANK, "observed: no published icon comes near"],
    checks: {
      connector(context) {
        reportReadProblems(context, "icon", ["too-large"]);
        const { icon } = context.connector;
        if (!icon || icon.bytes.length < MAX_BYTES) return;
        context.report(
          { file: icon.file, pointer: "" },
          `The icon has ${grouped(icon.bytes.length)} bytes; the portal takes fewer than ${grouped(MAX_BYTES)}.`,
          { help: `Save it ${BEST_SIDE} by ${BEST_SIDE} pixels large, without metadata.` },
        );
      },
    },
    bad: [{ files: { "icon.png": new Uint8Array(MAX_BYTES) }, at: ["icon.png#"] }],
    good: [{ files: drawn([230, 230], [31, 111, 84]) }],
  },
  {
    id: "icon-background",
    statement: "The background of the icon is opaque, not white, and the iconBrandColor.",
    why: "The icon is shown on the iconBrandColor: a background of its own appears as a frame around the logo, and reviewers for certification ask to change it.",
    severity: { import: "off", certification: "warning" },
    sources: [CERTIFICATION, issue(3473)],
    checks: {
      connector(context) {
        const image = context.fact(iconImage);
        const { icon } = context.connector;
        if (!icon || !image || "fault" in image || !image.edge) return;
        const place = { file: icon.file, pointer: "" };
        const color = own(context.properties, "iconBrandColor");
        if (image.edge.some((pixel) => pixel[3] < 255)) {
          context.report(place, "The background of the icon is transparent.", {
            help: `Fill it with ${typeof color === "string" ? `the iconBrandColor, ${quote(color)}` : "the colour of the brand, and write that as iconBrandColor"}.`,
          });
          return;
        }
        const background = mostFrequent(image.edge);
        if (isNear(background, [255, 255, 255])) {
          context.report(place, "The background of the icon is white.", {
            help: "Fill it with the colour of the brand, and write that as iconBrandColor.",
          });
          return;
        }
        const brand = ownString(context.properties, "iconBrandColor");
        const wanted = brand === undefined ? undefined : parseColor(brand);
        if (!wanted || isNear(background, wanted)) return;
        const file = context.connector.properties?.file ?? "";
        context.report(
          place,
          `The background of the icon is ${hex(background)}, and iconBrandColor is ${quote(brand ?? "")}.`,
          {
            help: `Fill the background with ${brand}, or write iconBrandColor "${hex(background)}".`,
            related: [{ place: { file, pointer: "/properties/iconBrandColor" }, label: "another colour" }],
          },
        );
      },
    },
    bad: [
      { files: drawn([230, 230], [31, 111, 84, 0]), at: ["icon.png#"] },
      { files: drawn([230, 230], [255, 255, 255]), at: ["icon.png#"] },
      { files: drawn([230, 230], [200, 30, 30]), at: ["icon.png#"] },
    ],
    good: [{ files: drawn([230, 230], [31, 111, 84]) }],
  },
  {
    id: "icon-ip-none",
    statement: "Independent publishers submit no icon.",
    why: "Microsoft adds the one icon that all connectors of independent publishers show; the review for certification refuses a submission with an icon of its own.",
    severity: { import: "off", certification: "error" },
    sources: [PULL_REQUEST_TEMPLATE, CERTIFICATION],
    comparesPlaces: true,
    checks: {
      connector(context) {
        const { icon } = context.connector;
        const sign = icon && context.fact(independentPublisher);
        if (!icon || sign === undefined) return;
        context.report(
          { file: icon.file, pointer: "" },
          `The publisher is independent (as ${sign} says), and there is an icon.`,
          {
            help: "Delete icon.png from the folder that you submit. If you own the service, correct the publisher instead.",
          },
        );
      },
    },
    bad: [
      {
        properties: { properties: { publisher: "Fabrikam (Independent Publisher)" } },
        files: drawn([230, 230], [218, 59, 1]),
        at: ["icon.png#"],
      },
      {
        properties: {
          properties: { publisher: "Ada Example", stackOwner: "Fabrikam", iconBrandColor: "#da3b01" },
        },
        files: drawn([230, 230], [218, 59, 1]),
        at: ["icon.png#"],
      },
    ],
    good: [{ files: drawn([230, 230], [31, 111, 84]) }],
  },
]);

/** An icon for an example, drawn when the example is looked at: a run that checks connectors looks at none. */
function drawn(
  [width, height]: [number, number],
  color: [number, number, number, number?],
  { bytes, besides }: { bytes?: number; besides?: Record<string, string> } = {},
): Record<string, string | Uint8Array> {
  return {
    get "icon.png"() {
      return plainPng(width, height, color).subarray(0, bytes);
    },
    ...besides,
  };
}

type Color = readonly [number, number, number, ...unknown[]];

function formatOf(bytes: Buffer): string | undefined {
  const start = bytes.subarray(0, 512).toString("latin1");
  if (start.startsWith("\xff\xd8\xff")) return "a JPEG";
  if (start.startsWith("GIF8")) return "a GIF";
  if (start.startsWith("BM")) return "a bitmap (BMP)";
  if (start.startsWith("RIFF") && start.slice(8, 12) === "WEBP") return "a WebP picture";
  if (start.startsWith("\0\0\x01\0")) return "a Windows icon (ICO)";
  return /<svg[\s>/]/i.test(start) ? "an SVG drawing" : bytes.length === 0 ? "an empty file" : undefined;
}

function parseColor(text: string): Color | undefined {
  if (!/^#[0-9a-f]{6}$/i.test(text)) return undefined;
  const value = Number.parseInt(text.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

function hex([red, green, blue]: Color): string {
  return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

function isNear(a: Color, b: Color): boolean {
  return [0, 1, 2].every((part) => Math.abs(Number(a[part]) - Number(b[part])) <= TOLERANCE);
}

/** What most of the edge shows: a logo may touch the edge somewhere. */
function mostFrequent(pixels: readonly Pixel[]): Pixel {
  const counts = new Map<number, { pixel: Pixel; count: number }>();
  let best = { pixel: pixels[0] ?? ([255, 255, 255, 255] as const), count: 0 };
  for (const pixel of pixels) {
    const [red, green, blue] = pixel;
    const key = (red << 16) | (green << 8) | blue;
    const entry = counts.get(key) ?? { pixel, count: 0 };
    entry.count++;
    counts.set(key, entry);
    if (entry.count > best.count) best = entry;
  }
  return best.pixel;
}
