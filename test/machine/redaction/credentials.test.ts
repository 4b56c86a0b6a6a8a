import { describe, expect, it } from "vitest";
import { JsonDocument } from "../../../src/json/json-document.ts";
import { findCredentials, isPlaceholder, secretReason } from "../../../src/machine/redaction/credentials.ts";
import { maskSecrets } from "../../../src/machine/redaction/mask.ts";
import { privateKeysIn } from "../../../src/machine/redaction/private-key.ts";
import { buildExample } from "../../../src/rules/examples/build-example.ts";
import { oauthProperties } from "../../../src/rules/examples/oauth-example.ts";
import { codeFrame } from "../../../src/validation/formats/code-frame.ts";
import { validateConnector } from "../../../src/validation/validate.ts";

/** Put together here, so that no scanner of repositories takes this file for a leak. */
const REAL = {
  entra: `aB3${"8Q~"}x7Kd-Lm2.Pq9Rs4Tu6Vw8Xy0Za1Bc3De5Fg`,
  hex: "9f8c2b7ae41d4c0fb6d35e1a7c90d2f4",
  guid: "7d1f0a3e-52c9-4b86-a1e4-9c3d5b7f2086",
  base64: "Zk3vQ9pLx2Rt7WmYc5BnUe8HsJd4Ga6f",
  google: `${"GOCSPX-"}a8Kd72Lq0Zx9Wm3Tn5Vb1Cy6Re4U`,
};

const MADE_UP = [
  "",
  "[[DUMMY]]",
  "<<client secret of your app>>",
  "{{client_secret}}",
  "YOUR_CLIENT_SECRET",
  "yourClientSecretGoesHere",
  "my-super-secret-value",
  "<Please add your clientSecret here>",
  "xxxxxxxxxxxxxxxxxxxxxxxx",
  "********************",
  "00000000-0000-0000-0000-000000000000",
  "@@secret@@",
  "__CLIENT_SECRET__",
  '@environmentVariables("cat_Secret_9f8c2b7ae41d")',
  "insert client secret",
];

describe("secretReason", () => {
  it.each(Object.entries(REAL))("takes a secret of the form %s for real", (_, value) => {
    expect(secretReason(value)).toBeDefined();
  });

  it.each(MADE_UP)("takes %j for made up", (value) => {
    expect(secretReason(value)).toBeUndefined();
  });

  it("calls what authors write in its place a placeholder", () => {
    for (const value of MADE_UP.filter((text) => text !== "my-super-secret-value"))
      expect(isPlaceholder(value), value).toBe(true);
  });

  it("never repeats the secret", () => {
    for (const value of Object.values(REAL)) expect(secretReason(value)).not.toContain(value.slice(0, 8));
  });
});

describe("findCredentials", () => {
  it("leaves documented examples alone", () => {
    expect(findCredentials(`key ${"AKIA"}IOSFODNN7EXAMPLE and nothing else`)).toEqual([]);
  });

  it("ends a private key without its last line where its letters end", () => {
    const lines = [
      "MIIEowIBAAKCAQEAx8Vn3kQ2zLr0TqPw9YhJ5cBd",
      "u7NfGmXe1SaRiKoWlZpDvEtCgHjUbMyO4Qs6A3F8",
      "k2Pq==",
    ];
    const head = `-----BEGIN RSA PRIVATE ${"KEY"}-----`;
    for (const between of ["\n", "\\n", "\\r\\n", "\\\\n", "\n    ", '\\n" +\n  "']) {
      const key = [head, ...lines.slice(0, 2)].join(between);
      const text = `{"key": "${key}",\n "description": "Where the key goes to",\n "aLongNameOfSomethingElse1": 1}`;
      expect(findCredentials(text).map(({ start, end }) => text.slice(start, end))).toEqual([key]);
      const whole = [...privateKeysIn(`${key}${between}${lines[2]}${between}-----END`)];
      expect(whole).toMatchObject([{ head, lines: lines.slice(0, 2) }]);
    }
    // What follows in prose is not a part of it.
    const prose = `${head}\n${lines[0]}\n\nAuthorization and authentication`;
    expect([...privateKeysIn(prose)].map(({ lines }) => lines)).toEqual([[lines[0]]]);
  });

  it("comes to an end with any text, however it is made", () => {
    // What grows with the square of the text would take an hour.
    for (const part of [
      "eyJ",
      "eyJa.eyJ",
      "sig=",
      "AccountKey=",
      "-----BEGIN ",
      "PRIVATE KEY-----",
      `-----BEGIN PRIVATE ${"KEY"}-----`,
      `-----BEGIN PRIVATE ${"KEY"}-----${"A".repeat(48)}\\\\\\`,
      "Q~",
      "a8Q~",
    ])
      expect(findCredentials(part.repeat(200_000)).length).toBeLessThanOrEqual(200_000);
  });
});

describe("maskSecrets", () => {
  it("hides a secret and keeps the length of the line", () => {
    const line = `  "clientSecret": "${REAL.hex}",`;
    expect(maskSecrets(line)).toBe(`  "clientSecret": "${"•".repeat(REAL.hex.length)}",`);
  });

  it("shows placeholders and everything else", () => {
    for (const line of [
      '"clientSecret": "[[DUMMY]]"',
      '"host": "api.fabrikam.com"',
      '"defaultValue": "api.elite.com"',
    ])
      expect(maskSecrets(line)).toBe(line);
  });
});

describe("a connector with a real client secret", () => {
  it.each(Object.entries(REAL))("is reported without a word of the secret (%s)", async (_, value) => {
    const connector = buildExample({ properties: oauthProperties({ clientSecret: value }) });
    const findings = await validateConnector(connector);
    expect(findings.map((finding) => finding.rule)).toContain("sec-client-secret-real");
    expect(JSON.stringify(findings.map(({ fix: _fix, ...rest }) => rest))).not.toContain(value);
  });

  it("keeps it out of the code frame, of this finding and of those beside it", () => {
    const text = `{\n  "clientSecret": "${REAL.hex}",\n  "scopes": ""\n}`;
    const document = JsonDocument.fromText("apiProperties.json", text);
    const plain = (part: string) => part;
    const paint = { dim: plain, red: plain, blue: plain } as never;
    const frame = codeFrame(
      document.lines,
      [{ line: 3, column: 3, endLine: 3, endColumn: 11, primary: true }],
      paint,
    );
    expect(frame).toContain("clientSecret");
    expect(frame).not.toContain(REAL.hex);
  });
});
