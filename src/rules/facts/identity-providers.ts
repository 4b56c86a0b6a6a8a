/**
 * The identity providers of OAuth connection parameters and what each asks for in `customParameters`.
 *
 * Sourced: the JSON schema for apiProperties.json and the connection parameters page of the documentation; completed by
 * what 160 published connectors use (oauth2 99, aad 36, oauth2generic 19, aadcertificate 5, facebook 2, DocuSign 1).
 */
import { CONNECTION_PARAMETERS, PROPERTIES_SCHEMA } from "../sources.ts";

export const PROVIDER_SOURCES = [PROPERTIES_SCHEMA, CONNECTION_PARAMETERS] as const;

export interface IdentityProvider {
  id: string;
  /** What it is, for a message. */
  title: string;
  /** Custom parameters it cannot work without. */
  required: readonly string[];
  optional: readonly string[];
  /** True if authors may add parameters of their own, which its templates name. */
  open: boolean;
  /**
   * True if the platform finds addresses and client by asking the service (Copilot Studio's wizard for MCP servers writes
   * it so): neither a client id nor a security definition is needed. Reported: PowerPlatformConnectors#4214.
   */
  discovers?: true;
}

export const IDENTITY_PROVIDERS: readonly IdentityProvider[] = [
  {
    id: "oauth2",
    title: "generic OAuth 2",
    required: ["authorizationUrl", "tokenUrl", "refreshUrl"],
    optional: [],
    open: false,
  },
  {
    id: "oauth2generic",
    title: "OAuth 2 with templates",
    required: ["authorizationUrlTemplate", "tokenUrlTemplate", "refreshUrlTemplate"],
    optional: [
      "authorizationUrlQueryStringTemplate",
      "tokenUrlQueryStringTemplate",
      "tokenBodyTemplate",
      "refreshUrlQueryStringTemplate",
      "refreshBodyTemplate",
      "scopeListDelimiter",
    ],
    open: true,
  },
  {
    id: "aad",
    title: "Microsoft Entra ID",
    required: ["resourceUri"],
    optional: ["loginUri", "tenantId", "enableOnbehalfOfLogin"],
    open: false,
  },
  {
    id: "aadcertificate",
    title: "Microsoft Entra ID with a certificate of Microsoft",
    required: ["resourceUri"],
    optional: ["loginUri", "loginUriAAD", "tenantId", "enableOnbehalfOfLogin"],
    open: false,
  },
  { id: "facebook", title: "Facebook", required: [], optional: [], open: true },
  {
    id: "oauth2pkcewithprm",
    title: "OAuth 2 with dynamic discovery",
    required: [],
    optional: [],
    open: true,
    discovers: true,
  },
];

/**
 * Providers that the service knows for connectors of its own and older ones; none of them is open to new connectors.
 * Inferred: DocuSign is in one published connector, the others in the wizard's list.
 */
export const SERVICE_PROVIDERS: readonly string[] = [
  "DocuSign",
  "box",
  "dropbox",
  "github",
  "google",
  "instagram",
  "linkedin",
  "salesforce",
  "SalesforceV2",
  "slack",
];

/** The provider with exactly this id. */
export function identityProvider(id: string | undefined): IdentityProvider | undefined {
  return IDENTITY_PROVIDERS.find((provider) => provider.id === id);
}

/**
 * Whether a sign-in of this kind needs what the author of the connector registers: a client id, and a security definition
 * that names the addresses. Of a provider that we do not know nothing is asked.
 */
export function needsRegistration(id: string | undefined): boolean {
  const provider = identityProvider(id);
  return id === undefined || (provider !== undefined && provider.discovers !== true);
}

/** The names that a provider knows, required ones first. */
export function knownCustomParameters(provider: IdentityProvider): string[] {
  return [...provider.required, ...provider.optional];
}

/** Custom parameters whose value is an address, or a template that makes one. */
const ADDRESS = /^(?:authorization|token|refresh)url(?:template)?$|^loginuri(?:aad)?$/i;

export function isAddressParameter(name: string): boolean {
  return ADDRESS.test(name);
}

/** Whether a custom parameter asks for the client credentials grant, under whatever name of the grant. */
export function isClientCredentialsGrant(name: string, value: unknown): boolean {
  return (
    /^grant_?type$/i.test(name) && typeof value === "string" && /^client_?credentials$/i.test(value.trim())
  );
}
