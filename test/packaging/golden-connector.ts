/** The connector behind the golden files: a bit of everything that has ever gone wrong in a package. */
import type { ConnectorFolder } from "../../src/definition/connector-folder.ts";
import { png } from "../support/png.ts";
import { connectorFolder, SWAGGER } from "./folders.ts";

export const GOLDEN_SWAGGER = {
  ...SWAGGER,
  info: {
    title: "Paper Planes & Co_2",
    description: 'Folds <paper> "planes" – über all.\nSecond line.',
    version: "1.2",
  },
  paths: {
    ...SWAGGER.paths,
    "/news": {
      get: {
        operationId: "WhenNews",
        summary: "When there's news (polled)",
        "x-ms-trigger": "batch",
        parameters: [
          { name: "since", in: "query", type: "string", "x-ms-visibility": "internal", default: "0" },
        ],
        responses: {
          "200": {
            // biome-ignore lint/suspicious/noTemplateCurlyInString: what Bicep would interpolate is the point.
            description: "[bracketed] and ${interpolated} and 'quoted'",
            schema: {
              type: "object",
              properties: { value: { type: "array", description: "[all]", items: { type: "string" } } },
            },
          },
        },
      },
    },
  },
};

export const GOLDEN_FILES = {
  "apiDefinition.swagger.json": GOLDEN_SWAGGER,
  "apiProperties.json": {
    properties: {
      connectionParameters: {
        token: {
          type: "oauthSetting",
          oAuthSettings: {
            identityProvider: "aad",
            clientId: "6f0d2f0e-1b53-4b6e-93a5-3a8d7c1f2a44",
            clientSecret: "<<secret>>",
            redirectUrl: "https://global.consent.azure-apim.net/redirect",
            scopes: ["fold", "fly"],
            redirectMode: "GlobalPerConnector",
          },
        },
        "api-key": { type: "securestring", uiDefinition: { constraints: { required: "true" } } },
      },
      iconBrandColor: "#0b6a6d",
      scriptOperations: ["GetPlane"],
      capabilities: ["actions"],
      policyTemplateInstances: [
        {
          templateId: "setheader",
          title: "Header",
          parameters: {
            "x-ms-apimTemplateParameter.name": "x-wing",
            "x-ms-apimTemplateParameter.value": "[delta]",
            "x-ms-apimTemplate-operationName": ["GetPlane"],
          },
        },
      ],
      publisher: "Fold & Sons",
      stackOwner: "Fold & Sons",
    },
  },
  "script.csx": "public class Script : ScriptBase\r\n{\r\n}\r\n",
  "icon.png": png({ width: 100 }),
  "intro.md": "# Paper Planes\n\nFolds planes.\n",
  "connector/solution.yaml":
    'solution:\n  uniqueName: PaperPlanes\n  displayName: Paper Planes\n  description: All <planes>\n  version: "2.1"\npublisher:\n  uniqueName: FoldAndSons\n  displayName: Fold & Sons\n  prefix: fold\n',
};

export function goldenConnector(): ConnectorFolder {
  return connectorFolder(GOLDEN_FILES);
}
