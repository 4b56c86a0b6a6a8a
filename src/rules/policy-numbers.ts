/**
 * The numbers under which a certification answers ("5000.2.2.1"), by the rules that check the same. Reported: the numbers are in answers
 * to submissions (PowerPlatformConnectors, pull requests 3725 and 3847); which is which after the checks that a publisher wrote down from
 * Microsoft's page "Fix certification policy errors" (apify/apify-microsoft-power-automate-integration, scripts/validate.py).
 */
const NUMBERS: Readonly<Record<string, readonly string[]>> = {
  "brand-color-hex": ["5000.2.1.1"],
  "brand-color-default": ["5000.2.1.1"],
  "icon-size-1mb": ["5000.2.1.2"],
  "icon-png": ["5000.2.1.3"],
  "icon-dimensions": ["5000.2.1.4"],
  "icon-background": ["5000.2.1.5"],
  "info-title-length": ["5000.2.2.1"],
  "info-title-restricted-words": ["5000.2.2.2"],
  "info-title-product-names": ["5000.2.2.2"],
  "info-title-end-alnum": ["5000.2.2.3"],
  "info-description-length": ["5000.2.3.4"],
  "info-description-restricted-words": ["5000.2.3.5"],
  "resp-default-schema": ["5000.2.4.2"],
  "resp-empty-schema": ["5000.2.4.4", "5000.2.4.6"],
  "resp-required": ["5000.2.4.5"],
  "doc-swagger-version": ["5000.2.6.3"],
  "doc-openapi3": ["5000.2.6.3"],
  "doc-host-required": ["5000.2.6.4"],
  "doc-host-production": ["5000.2.6.4"],
  "cp-ui-definition": ["5000.2.6.9", "5000.2.6.10"],
  "metadata-entries": ["5000.3.1.3", "5000.3.1.5"],
  "info-contact-fields": ["5000.3.1.4"],
  "sec-https": ["5000.3.1.6"],
  "pkg-zip-structure": ["5000.1.1.11", "5000.1.1.12"],
  "pkg-zip-solutions": ["5000.1.1.13"],
};

/** The numbers of a rule, if any are known. */
export function policyNumbers(rule: string): readonly string[] {
  return Object.hasOwn(NUMBERS, rule) ? (NUMBERS[rule] ?? []) : [];
}

/** Every rule that has numbers. */
export const NUMBERED_RULES: readonly string[] = Object.keys(NUMBERS);
