import { plainPng } from "../../src/rules/examples/png.ts";
import { fault } from "./fault.ts";
import type { Seedbed } from "./seedbed.ts";

const COLOR = "/properties/iconBrandColor";
const ICON = "icon.png#";

/** A sound icon for a sound colour. */
function branded(bed: Seedbed, color = "#0b6a6d"): void {
  for (const name of [...bed.files.keys()])
    if (name.toLowerCase().endsWith("icon.png")) bed.files.delete(name);
  bed.p.set(COLOR, color);
  bed.files.set("icon.png", Buffer.from(plainPng(230, 230, [0x0b, 0x6a, 0x6d])));
  bed.checkpoint();
}

function icon(bed: Seedbed, content: Uint8Array): string {
  branded(bed);
  bed.files.set("icon.png", Buffer.from(content));
  return ICON;
}

/** Makes the host an independent publisher's. */
function independent(bed: Seedbed): void {
  for (const name of [...bed.files.keys()]) if (/readme\.md$/i.test(name)) bed.files.delete(name);
  bed.files.set("readme.md", Buffer.from("# Shelves (Independent Publisher)\n\nShelves.\n"));
}

const TEAL = [0x0b, 0x6a, 0x6d] as const;

export default [
  fault("brand-color-required", "no colour", (bed) => {
    branded(bed);
    bed.files.delete("icon.png");
    bed.checkpoint();
    bed.p.drop(COLOR);
    return "apiProperties.json#/properties";
  }),
  ...["", "0b6a6d", "#0b6", "teal", "#0b6a6g", "rgb(11,106,109)"].map((color) =>
    fault("brand-color-hex", color, (bed) => {
      bed.p.set(COLOR, "#0b6a6d");
      bed.checkpoint();
      return bed.p.set(COLOR, color);
    }),
  ),
  ...["#007ee5", "#FFFFFF", "#ffffff"].map((color) =>
    fault("brand-color-default", color, (bed) => bed.p.set(COLOR, color)),
  ),
  fault("brand-color-ip", "a colour of its own", (bed) => {
    bed.p.set(COLOR, "#0b6a6d");
    independent(bed);
    return `apiProperties.json#${COLOR}`;
  }),
  ...["#da3b02", "#0b6a6d"].map((color) =>
    fault("brand-color-ip", `${color} for a service of somebody else`, (bed) => {
      bed.p.set("/properties/publisher", "Ada Example");
      bed.p.set("/properties/stackOwner", "Shelves Incorporated");
      bed.p.set(COLOR, "#da3b01");
      bed.checkpoint();
      return bed.p.set(COLOR, color);
    }),
  ),
  fault("icon-png", "a drawing", (bed) => {
    branded(bed);
    bed.files.delete("icon.png");
    bed.checkpoint();
    bed.files.set("icon.svg", Buffer.from("<svg/>"));
    return "icon.svg#";
  }),
  fault("brand-color-ip-reserved", "the independent publishers' colour", (bed) => {
    // On somebody else's service the colour is a sign of an independent publisher.
    bed.p.set("/properties/publisher", "Fabrikam Incorporated");
    bed.p.set("/properties/stackOwner", "Fabrikam Incorporated");
    bed.p.set(COLOR, "#0b6a6d");
    bed.checkpoint();
    return bed.p.set(COLOR, "#da3b01");
  }),
  fault("icon-png", "a JPEG", (bed) =>
    icon(bed, Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0])),
  ),
  fault("icon-png", "an SVG", (bed) => icon(bed, Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))),
  fault("icon-png", "an empty file", (bed) => icon(bed, Buffer.alloc(0))),
  fault("icon-png", "cut off", (bed) => icon(bed, plainPng(230, 230, TEAL).subarray(0, 40))),
  fault("icon-square", "broad", (bed) => icon(bed, plainPng(230, 180, TEAL))),
  fault("icon-dimensions", "small", (bed) => icon(bed, plainPng(64, 64, TEAL))),
  fault("icon-dimensions", "large", (bed) => icon(bed, plainPng(512, 512, TEAL))),
  fault("icon-size-1mb", "heavy", (bed) =>
    icon(bed, Buffer.concat([plainPng(230, 230, TEAL), Buffer.alloc(1_100_000)])),
  ),
  fault("icon-background", "white", (bed) => icon(bed, plainPng(230, 230, [255, 255, 255]))),
  fault("icon-background", "transparent", (bed) => icon(bed, plainPng(230, 230, [0x0b, 0x6a, 0x6d, 0]))),
  fault("icon-background", "another colour", (bed) => icon(bed, plainPng(230, 230, [200, 30, 30]))),
  fault("icon-ip-none", "an icon", (bed) => {
    branded(bed, "#da3b01");
    independent(bed);
    return ICON;
  }),
];
