import { quote } from "../language/quote.ts";
import { defineRule } from "../language/rule.ts";
import { SUBMISSION } from "../sources.ts";

/** What does not belong into the folder of a connector, and why, by how the name looks. Chosen. */
const STRAY: readonly [RegExp, string, string][] = [
  [
    /^(\.ds_store|thumbs\.db|desktop\.ini|__macosx\/|\._.*)$/i,
    "left there by the operating system",
    "Delete it.",
  ],
  [
    /\.(pfx|p12|pem|key|cer|crt|der|jks|snk|ppk|kdbx)$|^id_(rsa|dsa|ecdsa|ed25519)$/i,
    "a key or certificate",
    "Keep it out of what you share.",
  ],
  [/^\.env(\..*)?$/i, "full of settings that may be secret", "Keep it out of what you share."],
  [/\.(zip|7z|rar|tar|gz|tgz)$/i, "an archive", "Keep packages outside the folder of the sources."],
  [
    /\.(docx?|xlsx?|pptx?|pdf|rtf|odt)$/i,
    "a document",
    "Put what people need to read into readme.md or intro.md.",
  ],
  [/(~|\.(bak|orig|rej|swp|tmp))$/i, "a backup of an editor", "Delete it."],
];

/** What the package.json of a new connector names: it is there to be installed. */
const OWN_TARBALL = /^connector-workbench-[\w.-]+\.tgz$/;

export default defineRule("package-files", {
  id: "pkg-stray-files",
  statement: "The folder holds no keys, archives, documents or files of the operating system.",
  why: "Whatever is in the folder is submitted and committed along with the connector: reviewers ask for its removal, and a key is then no longer secret.",
  severity: { import: "info", certification: "info" },
  sources: [SUBMISSION],
  checks: {
    connector(context) {
      for (const entry of context.connector.entries) {
        if (OWN_TARBALL.test(entry)) continue;
        const match = STRAY.find(([pattern]) => pattern.test(entry));
        if (!match) continue;
        const [, what, help] = match;
        context.report({ file: entry, pointer: "" }, `${quote(entry)} is ${what}.`, { help });
      }
    },
  },
  bad: [
    {
      files: { ".DS_Store": "", "parcels.pfx": "", "parcels.zip": "" },
      at: [".DS_Store#", "parcels.pfx#", "parcels.zip#"],
    },
    { files: { "Manual.docx": "" }, at: ["Manual.docx#"] },
    { files: { id_rsa: "" }, at: ["id_rsa#"] },
  ],
  good: [{ files: { "swagger-notes.txt": "", LICENSE: "", "connector-workbench-0.1.0.tgz": "" } }],
});
